package web

import (
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/base"
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
		Action: anotherPath(r), Draft: web.NewIdentifier(),
		Button: govuk.Button{Text: text, PreventDoubleClick: new(true)},
	}
}

func anotherPath(r referral.Reference) string { return web.PathOfCase(r) + "/another" }

// fromTheWard returns what is kept of the case's referral as it now is. There is no
// such page for a referral that is of nobody on a ward.
func (v *visit) fromTheWard() (map[string]intake.Answers, error) {
	sent, _, err := v.current()
	if err != nil {
		return nil, err
	}
	kept := intake.Another(sent.Answers, contextOf(sent))
	if kept == nil {
		return nil, web.ErrNoSuchPage
	}
	return kept, nil
}

func another(v *visit) error {
	kept, err := v.fromTheWard()
	if err != nil {
		return err
	}
	return v.Show("another", web.Document{Title: "Refer another person from this ward", Back: "/my-referrals"}, newAnotherPage(v.Case.Reference, kept))
}

func newAnotherPage(r referral.Reference, kept map[string]intake.Answers) anotherPage {
	page := anotherPage{Form: newAnotherButton(r, "Start now"), Cancel: web.PathOfCase(r)}
	for _, s := range intake.Sections() {
		for _, f := range s.Fields {
			if answers := kept[s.Slug]; len(answers[f.Name]) > 0 {
				page.Kept.Rows = append(page.Kept.Rows, row(f.Label, display.Lines(intake.Show(f, answers)...)))
			}
		}
	}
	return page
}

// anotherForm starts the draft with what is kept.
func anotherForm(v *visit) error {
	id := v.Posted.Get("draft")
	if !ourIdentifier.MatchString(id) {
		return errNotStarted
	}
	kept, err := v.fromTheWard()
	if err != nil {
		return err
	}
	if err := v.Store.BeginDraft(v.Ctx(), casestore.Beginning{Referrer: v.Who.Referrer, ID: id, Sections: kept}); err != nil {
		return err
	}
	return v.GoTo(draftPath(id, intake.FirstSlug))
}
