package referpage

import (
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/formview"
)

func (p pages) section(r *web.Request) error {
	if r.Draft.SentAs != "" {
		return r.GoTo(web.DraftPath(r.Draft.ID, "sent"))
	}
	s, found := intake.Find(r.PathValue("section"))
	if !found {
		return web.ErrNoSuchPage
	}
	all := r.Draft.Answers()
	if intake.Status(s, all, display.At(r)) == intake.CannotStartYet {
		return r.GoTo(web.DraftPath(r.Draft.ID, ""))
	}
	from := web.CameFrom(r.URL.Query().Get("from"))
	return r.Show("section", web.Document{Title: s.Title, Back: web.DraftPath(r.Draft.ID, from)},
		formview.NewSectionPage(r, s, all, nil).Carrying(s.Seen(all), from))
}

// nextSection returns the next needed section in order that is not complete and,
// after the last one, the page that checks the answers. It never goes back: what
// was left open on purpose would hold people for ever.
func nextSection(after string, all form.Answers, at form.Context) string {
	passed := false
	for _, s := range intake.SectionsFor(all, at) {
		if passed && !s.Optional && intake.Status(s, all, at) != intake.Completed {
			return s.Slug
		}
		passed = passed || s.Slug == after
	}
	return intake.CheckAnswersSlug
}
