package web

import (
	"net/http"
	"net/url"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
)

// awayPage notes that somebody is away from work: oneself, or for a team manager
// anybody of the team.
type awayPage struct {
	Heading string
	Team    string
	Code    referral.Team
	Who     string // hidden: whom it is about
	State   string // how it is noted now
	Away    bool
	Until   govuk.Field
	Cancel  string
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
func (v *visit) whoIsAway(values url.Values) (awayData, error) {
	d := awayData{self: true, leads: "/my-day"}
	asked := values.Get("who")
	if asked == "" || asked == v.actor().ID {
		if d.team = v.person().Team; d.team.Label() == "" {
			return d, errNoTeam
		}
		asked = v.actor().ID
	} else {
		if !v.person().Allowed(access.Reassign) {
			return d, errForbidden
		}
		var err error
		if d.team, err = v.teamOfList(referral.Team(values.Get("team"))); err != nil {
			return d, err
		}
		d.self = false
	}
	if v.person().Allowed(access.Reassign) {
		d.leads = "/board?team=" + string(d.team)
	} else if !v.person().Ever(access.ClaimIt) {
		d.leads = "/worklist"
	}
	colleagues, err := v.Store.Colleagues(v.ctx(), d.team)
	if err != nil {
		return d, err
	}
	for _, c := range colleagues {
		if c.ID == asked {
			d.who = c
			return d, nil
		}
	}
	return d, failure{kind: notFound, heading: "Colleague not found", body: "Nobody like that has signed in for this team lately."}
}

func (d awayData) page(until govuk.Field) awayPage {
	page := awayPage{Heading: "Away from work", Team: d.team.Label(), Code: d.team, Who: d.who.ID, Until: until, Cancel: d.leads, Away: d.who.Away != ""}
	name, is := d.who.Name, " is "
	if d.self {
		name, is = "You", " are "
	} else {
		page.Heading = d.who.Name + ": away from work"
	}
	page.State = name + is + "noted as at work."
	if page.Away {
		page.State = name + is + "noted as away until " + dayOf(d.who.Away) + "."
	}
	return page
}

// awayUntil is the question until when.
func (v *visit) awayUntil() (govuk.Field, referral.Date) {
	f, date := v.date(govuk.Field{Name: "until", Label: "Away until when?", Hint: "The first day back at work. For example, 27 3 2027"}, "", "the first day back at work")
	if f.Error == "" && v.form != nil {
		switch {
		case date <= v.today():
			f.Error = "The first day back at work must be after today"
		case date > referral.Date(inLondon(v.Now().AddDate(1, 0, 0), "2006-01-02")):
			f.Error = "The first day back at work must be within a year"
		}
	}
	return f, date
}

func away(v *visit) error {
	d, err := v.whoIsAway(v.r.URL.Query())
	if err != nil {
		return err
	}
	until, _ := v.awayUntil()
	page := d.page(until)
	doc := document{Title: page.Heading, Back: d.leads}
	if v.r.URL.Query().Get("done") == "away" {
		doc.Banner = govuk.NotificationBanner{Type: "success", Text: page.State}
	}
	return v.show("away", doc, page)
}

// saveAway notes it. Doing it twice is doing it once.
func saveAway(v *visit) error {
	d, err := v.whoIsAway(v.form)
	if err != nil {
		return err
	}
	until, date := v.awayUntil()
	if v.form.Get("back") == answerYes {
		until.Error, date = "", ""
	}
	if until.Error != "" {
		page := d.page(until)
		return v.showAs(http.StatusUnprocessableEntity, "away", document{Title: page.Heading, Back: d.leads, Problems: govuk.Problems(until)}, page)
	}
	if err := v.Store.SetAway(v.ctx(), d.team, d.who.ID, date, v.actor()); err != nil {
		return err
	}
	if err := v.tellOfAbsence(d.who.ID, date); err != nil {
		return err
	}
	return v.goTo("/away?" + url.Values{"team": {string(d.team)}, "who": {d.who.ID}, "done": {"away"}}.Encode())
}
