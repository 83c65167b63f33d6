package referpage

import (
	"net/http"

	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/formview"
)

// saveSection goes on only if what was typed is good.
func (p pages) saveSection(r *web.Request) error {
	if r.Draft.SentAs != "" {
		return formview.IsSent(r)
	}
	s, found := intake.Find(r.PathValue("section"))
	if !found {
		return web.ErrNoSuchPage
	}
	f := formview.NewSectionForm(r, s, s)
	is, goesOn, err := formview.KeepTyped(r, f)
	if f.Then == formview.ThenFindAddress {
		is.Problems = formview.AboutPostcode(is.Problems)
	}
	switch {
	case err != nil || !goesOn:
		return err
	case f.Then == formview.ThenStay:
		return r.GoTo(web.DraftPath(r.Draft.ID, s.Slug))
	case f.Then == formview.ThenFits:
		return r.GoTo(formview.PathAgain(r.Draft.ID, s.Slug, f.From))
	case len(is.Problems) > 0:
		return r.ShowAs(http.StatusUnprocessableEntity, "section",
			web.Document{Title: s.Title, Back: web.DraftPath(r.Draft.ID, f.From), Problems: formview.SummaryOf(is.Problems, "")},
			formview.NewSectionPage(r, s, is.All, is.Problems).Carrying(is.Shown, f.From))
	case f.Then == formview.ThenFindAddress:
		return r.GoTo(formview.ChooseAddressPath(r.Draft.ID, f.From))
	case f.From != "":
		return r.GoTo(web.DraftPath(r.Draft.ID, f.From))
	case s.Optional:
		return r.GoTo(web.DraftPath(r.Draft.ID, "")) // where it was chosen
	}
	return r.GoTo(web.DraftPath(r.Draft.ID, nextSection(s.Slug, is.All, display.At(r))))
}
