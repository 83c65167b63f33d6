package web

import (
	"assistive-referrals/internal/web/base"
	"net/http"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/web/govuk"
)

var errNoSuchView = web.Failure{Kind: web.NotFound, Heading: "Saved view not found",
	Body: "You may have deleted it, or it may be someone else’s. Your own are under ‘Saved views’ on the worklist."}

// savedView returns the view that the path names, of the person's own.
func (v *visit) savedView() (casestore.View, viewRow, error) {
	settings, err := v.Store.Settings(v.Ctx(), v.Who.Referrer.ID)
	if err != nil {
		return casestore.View{}, viewRow{}, err
	}
	view, found := settings.View(v.Request.PathValue("view"))
	if !found {
		return view, viewRow{}, errNoSuchView
	}
	row, err := v.viewRow(view)
	return view, row, err
}

func viewAsk(v *visit) error {
	view, row, err := v.savedView()
	if err != nil {
		return err
	}
	return v.showView(http.StatusOK, view, row, v.viewFields(view))
}

func (v *visit) showView(status int, view casestore.View, row viewRow, fields []govuk.Field) error {
	return v.ShowAs(status, "view", web.Document{Title: "Change a saved view", Back: "/worklist/views", Problems: govuk.Problems(fields...)}, viewForm{
		Heading: "Change a saved view", Shows: row.Shows, Action: pathOfView(view.ID), Fields: fields, Delete: pathOfView(view.ID) + "/delete",
		Button: govuk.Button{Text: "Save view", PreventDoubleClick: new(true)},
	})
}

func viewSave(v *visit) error {
	view, row, err := v.savedView()
	if err != nil {
		return err
	}
	fields := v.viewFields(view)
	if fields[0].Error == "" {
		if fields[0].Error, err = v.keepView(viewOf(view.ID, view.Query, fields)); err != nil {
			return err
		}
	}
	if fields[0].Error != "" {
		return v.showView(http.StatusUnprocessableEntity, view, row, fields)
	}
	return v.GoTo("/worklist/views?done=saved")
}

// viewDelete forgets a view. One that is gone already is gone.
func viewDelete(v *visit) error {
	err := v.Store.ChangeSettings(v.Ctx(), v.Who.Referrer.ID, func(s casestore.Settings) (casestore.Settings, error) {
		return s.Without(v.Request.PathValue("view")), nil
	})
	if err != nil {
		return err
	}
	return v.GoTo("/worklist/views?done=deleted")
}
