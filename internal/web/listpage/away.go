package listpage

import (
	"html/template"
	"net/http"
	"net/url"
	"time"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/govuk"
	"assistive-referrals/internal/workingtime"
)

// awayPage notes that somebody is away from work: oneself, or for a team manager
// anybody of the team.
type awayPage struct {
	Heading   string
	Team      string
	Code      referral.Team
	Who       string // hidden: whom it is about
	State     string // how it is noted now
	Away      bool
	Questions []template.HTML
	Cancel    string
}

// awayData is whom the page is about, and where to go on.
type awayData struct {
	team  referral.Team
	who   casestore.Colleague
	self  bool
	leads string // where the page was come from
}

// whoIsAway reads whom the page is about: oneself, or a colleague of whom only a
// manager may say so.
func (p pages) whoIsAway(r *web.Request, values url.Values) (awayData, error) {
	d := awayData{self: true, leads: "/my-day"}
	asked := values.Get("who")
	if asked == "" || asked == r.Actor().ID {
		if d.team = r.Person().Team; d.team.Label() == "" {
			return d, errNoTeam
		}
		asked = r.Actor().ID
	} else {
		if !r.Person().Allowed(access.Reassign) {
			return d, web.ErrForbidden
		}
		var err error
		if d.team, err = p.teamOfList(r, referral.Team(values.Get("team"))); err != nil {
			return d, err
		}
		d.self = false
	}
	if r.Person().Allowed(access.Reassign) {
		d.leads = "/board?team=" + string(d.team)
	} else if !r.Person().Ever(access.ClaimIt) {
		d.leads = "/worklist"
	}
	colleagues, err := p.Store.Colleagues(r.Ctx(), d.team)
	if err != nil {
		return d, err
	}
	for _, c := range colleagues {
		if c.ID == asked {
			d.who = c
			return d, nil
		}
	}
	return d, web.Failure{Kind: web.NotFound, Heading: "Colleague not found", Body: "Nobody like that has signed in for this team lately."}
}

func (d awayData) page(until formview.Filled) awayPage {
	page := awayPage{Heading: "Away from work", Team: d.team.Label(), Code: d.team, Who: d.who.ID, Questions: until.Questions(), Cancel: d.leads, Away: d.who.Away != ""}
	name, is := d.who.Name, " is "
	if d.self {
		name, is = "You", " are "
	} else {
		page.Heading = d.who.Name + ": away from work"
	}
	page.State = name + is + "noted as at work."
	if page.Away {
		page.State = name + is + "noted as away until " + display.DayOf(d.who.Away) + "."
	}
	return page
}

// awayUntil asks until when.
var awayUntil = form.Section{
	Slug: "away",
	Fields: []form.Field{
		form.AnyDate("until", "Away until when?", "The first day back at work").
			Ruled("future", "The first day back at work must be after today").
			Hinted("The first day back at work. For example, 27 3 2027"),
	},
	Rules: []form.Rule{{Field: "until", Check: func(all form.Answers, at form.Context) string {
		if string(all.Date("until")) > workingtime.InLondon(at.Now.AddDate(1, 0, 0), time.DateOnly) {
			return "The first day back at work must be within a year"
		}
		return ""
	}}},
}

func (p pages) away(r *web.Request) error {
	d, err := p.whoIsAway(r, r.URL.Query())
	if err != nil {
		return err
	}
	page := d.page(formview.Fill(r, awayUntil, nil))
	doc := web.Document{Title: page.Heading, Back: d.leads}
	if r.URL.Query().Get("done") == "away" {
		doc.Banner = govuk.NotificationBanner{Type: "success", Text: page.State}
	}
	return r.Show("away", doc, page)
}

// saveAway notes it. Doing it twice is doing it once.
func (p pages) saveAway(r *web.Request) error {
	d, err := p.whoIsAway(r, r.Posted)
	if err != nil {
		return err
	}
	until := formview.Fill(r, awayUntil, nil)
	date := until.Date("until")
	if r.Posted.Get("back") == form.Yes {
		date = ""
	} else if until.Wrong() {
		page := d.page(until)
		return r.ShowAs(http.StatusUnprocessableEntity, "away", web.Document{Title: page.Heading, Back: d.leads, Problems: until.Summary()}, page)
	}
	if err := p.Store.SetAway(r.Ctx(), d.team, d.who.ID, date, r.Actor()); err != nil {
		return err
	}
	if err := display.TellOfAbsence(r, d.who.ID, date); err != nil {
		return err
	}
	return r.GoTo("/away?" + url.Values{"team": {string(d.team)}, "who": {d.who.ID}, "done": {"away"}}.Encode())
}
