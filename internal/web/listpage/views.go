package listpage

import (
	"net/url"
	"strings"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/govuk"
)

// viewsPage lists the views that somebody has saved.
type viewsPage struct {
	Rows []viewRow
	Most int
}

type viewRow struct {
	Name    string
	Href    string
	Change  string
	Shows   string // which list and what of it
	Default bool
	Gone    bool // they may no longer see the list
}

// viewPath is the address at which a view is shown.
func viewPath(view casestore.View) string {
	query, err := url.ParseQuery(view.Query)
	if err != nil {
		query = url.Values{} // what we saved ourselves can be read
	}
	query.Set("view", view.ID)
	return "/worklist?" + query.Encode()
}

// pathOfView is where a view is renamed or deleted.
func pathOfView(id string) string { return "/worklist/views/" + id }

// viewRow says what a view shows, and whether the person may still see it.
func (p pages) viewRow(r *web.Request, view casestore.View) (viewRow, error) {
	row := viewRow{Name: view.Name, Href: viewPath(view), Change: pathOfView(view.ID), Default: view.Default}
	query, err := url.ParseQuery(view.Query)
	if err != nil {
		return row, err
	}
	d, err := p.asked(r, query)
	if err != nil {
		row.Gone, row.Shows = true, "A list that you can no longer see"
		return row, nil
	}
	if d.chosen.holder != "" {
		if d.colleagues, err = p.Store.Colleagues(r.Ctx(), d.team); err != nil {
			return row, err
		}
	}
	row.Shows = d.heading() + ": " + display.LowerFirst(d.chosen.words(d.nameOf))
	return row, nil
}

// heading says which list it is, of which team.
func (d worklistData) heading() string {
	for _, known := range listNames {
		switch {
		case known.list != d.list:
		case known.list == ListMine:
			return known.name
		case known.list == casestore.ListClaimed && d.mine:
			return d.team.Label() + ", " + display.LowerFirst(withColleagues)
		default:
			return d.team.Label() + ", " + display.LowerFirst(known.name)
		}
	}
	return ""
}

func (p pages) views(r *web.Request) error {
	settings, err := p.Store.Settings(r.Ctx(), r.Who.Referrer.ID)
	if err != nil {
		return err
	}
	page := viewsPage{Most: casestore.MostViews}
	for _, view := range settings.Views {
		row, err := p.viewRow(r, view)
		if err != nil {
			return err
		}
		page.Rows = append(page.Rows, row)
	}
	d := web.Document{Title: "Saved views", Back: "/worklist"}
	if words := viewWords[r.URL.Query().Get("done")]; words != "" {
		d.Banner = govuk.NotificationBanner{Type: "success", HTML: `<p class="govuk-notification-banner__heading">` + display.Lines(words) + "</p>"}
	}
	return r.Show("views", d, page)
}

// viewWords say what was done to a view.
var viewWords = map[string]string{
	"saved":   "The view has been saved.",
	"deleted": "The view has been deleted.",
}

// defaultView returns where the worklist begins for somebody who named a default. If
// they may no longer see that list it says so, and the worklist begins as usual.
func (p pages) defaultView(r *web.Request, settings casestore.Settings, query url.Values) (govuk.NotificationBanner, string) {
	if len(query) > 0 {
		return govuk.NotificationBanner{}, ""
	}
	for _, view := range settings.Views {
		if !view.Default {
			continue
		}
		asked, err := url.ParseQuery(view.Query)
		if err == nil {
			_, err = p.asked(r, asked)
		}
		if err == nil {
			return govuk.NotificationBanner{}, viewPath(view)
		}
		return govuk.NotificationBanner{HTML: `<p class="govuk-notification-banner__heading">Your worklist begins with the view ‘` + display.Lines(view.Name) +
			`’, of a list that you can no longer see.</p><p class="govuk-body">` + web.Link{Text: "Change your saved views", Href: "/worklist/views"}.Render() + "</p>"}, ""
	}
	return govuk.NotificationBanner{}, ""
}

// refuseView says of a saved view that its list can no longer be seen, in place of
// what is said to somebody who typed an address.
func (p pages) refuseView(r *web.Request, settings casestore.Settings, query url.Values, why error) error {
	view, saved := settings.View(query.Get("view"))
	if !saved {
		return why
	}
	return web.Failure{Kind: web.FailureOf(why).Kind, Heading: "You can no longer see this list",
		Body: strings.Join([]string{"Your saved view ‘" + view.Name + "’ shows a list that is not yours any more, for example because you changed teams.",
			"Nothing is wrong with your other views. You can delete this one under ‘Saved views’ on the worklist."}, " "), Beneath: why}
}
