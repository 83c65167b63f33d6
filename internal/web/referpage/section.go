package referpage

import (
	"html/template"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/formview"
)

// sectionPage is one page of the form.
type sectionPage struct {
	Heading, Lead string
	Action        string
	Carried       []web.Input
	Questions     template.HTML
	Screening     template.HTML // the result, where the section is about it
}

func newSectionPage(e formview.Editor, v formview.View, addresses bool) sectionPage {
	return sectionPage{
		Heading: e.Section.Title, Lead: e.Section.Lead, Action: e.Action, Carried: v.Carried,
		Questions: formview.Ask(e.Section, v.All, e.At, v.Problems).OfDraft(addresses).Shown(),
		Screening: screening(e.Section, v.All, e.At),
	}
}

// screening is the result of the screening, where the section is about it and was begun.
func screening(s form.Section, all form.Answers, at form.Context) template.HTML {
	if s.Kind != referral.VRSessions || intake.Status(s, all, at) == intake.NotStarted {
		return ""
	}
	return display.ScreeningCard(all, at)
}

func (p pages) section(r *web.Request) error {
	s, found := intake.Find(r.PathValue("section"))
	if !found {
		return web.ErrNoSuchPage
	}
	e := p.editorOf(r, s, s.Slug)
	e.Page = func(r *web.Request, v formview.View) error {
		return r.ShowAs(v.Status, "section", web.Document{Title: s.Title, Back: web.DraftPath(r.Draft.ID, v.From), Problems: formview.SummaryOf(v.Problems, "")},
			newSectionPage(e, v, p.Addresses != nil))
	}
	switch {
	case r.Posted != nil:
		return e.Save(r, func(saved formview.Saved) string { return afterSection(r.Draft.ID, s, saved, e.At) })
	case intake.Status(s, r.Draft.Answers(), e.At) == intake.CannotStartYet:
		return r.GoTo(web.DraftPath(r.Draft.ID, ""))
	}
	return e.Show(r)
}

// afterSection is where one goes on from a section that is saved and good.
func afterSection(draft string, s form.Section, saved formview.Saved, at form.Context) string {
	switch {
	case saved.Then == formview.ThenFindAddress:
		return formview.ChooseAddressPath(draft, saved.From)
	case saved.From != "":
		return web.DraftPath(draft, saved.From)
	case s.Optional:
		return web.DraftPath(draft, "") // where it was chosen
	}
	return web.DraftPath(draft, nextSection(s.Slug, saved.All, at))
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
