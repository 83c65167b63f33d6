package referpage

import (
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/govuk"
)

// anotherPage offers to refer another person from the ward of a referral. It shows
// what is kept, which is nothing of the person.
type anotherPage struct {
	Kept   govuk.SummaryList
	Form   anotherButton
	Cancel string
}

// anotherButton starts the draft of another person from the same ward. Draft
// identifies it, so that pressing twice makes one.
type anotherButton struct {
	Action, Draft string
	Button        govuk.Button
}

func newAnotherButton(r referral.Reference, text string) anotherButton {
	return anotherButton{
		Action: web.AnotherPath(r), Draft: web.NewIdentifier(),
		Button: govuk.Button{Text: text, PreventDoubleClick: new(true)},
	}
}

// fromTheWard returns what is kept of the case's referral as it now is. There is no
// such page for a referral that is of nobody on a ward.
func (p pages) fromTheWard(r *web.Request) (map[string]form.Answers, error) {
	sent, _, err := display.Current(r)
	if err != nil {
		return nil, err
	}
	kept := intake.Another(sent.Answers, display.ContextOf(sent))
	if kept == nil {
		return nil, web.ErrNoSuchPage
	}
	return kept, nil
}

func (p pages) another(r *web.Request) error {
	kept, err := p.fromTheWard(r)
	if err != nil {
		return err
	}
	return r.Show("another", web.Document{Title: "Refer another person from this ward", Back: "/my-referrals"}, newAnotherPage(r.Case.Reference, kept))
}

func newAnotherPage(r referral.Reference, kept map[string]form.Answers) anotherPage {
	page := anotherPage{Form: newAnotherButton(r, "Start now"), Cancel: web.PathOfCase(r)}
	for _, s := range intake.Sections() {
		for _, f := range s.Fields {
			if answers := kept[s.Slug]; len(answers[f.Name]) > 0 {
				page.Kept.Rows = append(page.Kept.Rows, display.Row(f.Label, display.Lines(form.Show(f, answers)...)))
			}
		}
	}
	return page
}

// anotherForm starts the draft with what is kept.
func (p pages) anotherForm(r *web.Request) error {
	id := r.Posted.Get("draft")
	if !web.OurIdentifier.MatchString(id) {
		return errNotStarted
	}
	kept, err := p.fromTheWard(r)
	if err != nil {
		return err
	}
	if err := p.Store.BeginDraft(r.Ctx(), casestore.Beginning{Referrer: r.Who.Referrer, ID: id, Sections: kept}); err != nil {
		return err
	}
	return r.GoTo(web.DraftPath(id, intake.FirstSlug))
}
