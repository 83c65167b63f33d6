package listpage

import (
	"net/http"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/govuk"
)

var errNoSuchView = web.Failure{Kind: web.NotFound, Heading: "Saved view not found",
	Body: "You may have deleted it, or it may be someone else’s. Your own are under ‘Saved views’ on the worklist."}

// savedView returns the view that the path names, of the person's own.
func (p pages) savedView(r *web.Request) (casestore.View, viewRow, error) {
	settings, err := p.Store.Settings(r.Ctx(), r.Who.Referrer.ID)
	if err != nil {
		return casestore.View{}, viewRow{}, err
	}
	view, found := settings.View(r.PathValue("view"))
	if !found {
		return view, viewRow{}, errNoSuchView
	}
	row, err := p.viewRow(r, view)
	return view, row, err
}

func (p pages) viewAsk(r *web.Request) error {
	view, row, err := p.savedView(r)
	if err != nil {
		return err
	}
	return p.showView(r, http.StatusOK, view, row, fillView(r, view))
}

func (p pages) showView(r *web.Request, status int, view casestore.View, row viewRow, filled formview.Filled) error {
	return r.ShowAs(status, "view", web.Document{Title: "Change a saved view", Back: "/worklist/views", Problems: filled.Summary()}, viewForm{
		Heading: "Change a saved view", Shows: row.Shows, Action: pathOfView(view.ID), Questions: filled.Questions(), Delete: pathOfView(view.ID) + "/delete",
		Button: govuk.Button{Text: "Save view", PreventDoubleClick: new(true)},
	})
}

func (p pages) viewSave(r *web.Request) error {
	view, row, err := p.savedView(r)
	if err != nil {
		return err
	}
	filled := fillView(r, view)
	if err := p.keepView(r, viewOf(view.ID, view.Query, filled), &filled); err != nil {
		return err
	}
	if filled.Wrong() {
		return p.showView(r, http.StatusUnprocessableEntity, view, row, filled)
	}
	return r.GoTo("/worklist/views?done=saved")
}

// viewDelete forgets a view. One that is gone already is gone.
func (p pages) viewDelete(r *web.Request) error {
	err := p.Store.ChangeSettings(r.Ctx(), r.Who.Referrer.ID, func(s casestore.Settings) (casestore.Settings, error) {
		return s.Without(r.PathValue("view")), nil
	})
	if err != nil {
		return err
	}
	return r.GoTo("/worklist/views?done=deleted")
}
