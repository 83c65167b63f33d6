package web

import (
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
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
		Action: anotherPath(r), Draft: newIdentifier(),
		Button: govuk.Button{Text: text, PreventDoubleClick: new(true)},
	}
}

func anotherPath(r referral.Reference) string { return pathOfCase(r) + "/another" }

// fromTheWard returns what is kept of the case's referral as it now is. There is no
// such page for a referral that is of nobody on a ward.
func (v *visit) fromTheWard() (map[string]intake.Answers, error) {
	sent, _, err := v.current()
	if err != nil {
		return nil, err
	}
	kept := intake.Another(sent.Answers, contextOf(sent))
	if kept == nil {
		return nil, errNoSuchPage
	}
	return kept, nil
}

func another(v *visit) error {
	kept, err := v.fromTheWard()
	if err != nil {
		return err
	}
	return v.show("another", document{Title: "Refer another person from this ward", Back: "/my-referrals"}, newAnotherPage(v.c.Reference, kept))
}

func newAnotherPage(r referral.Reference, kept map[string]intake.Answers) anotherPage {
	page := anotherPage{Form: newAnotherButton(r, "Start now"), Cancel: pathOfCase(r)}
	for _, s := range intake.Sections() {
		for _, f := range s.Fields {
			if answers := kept[s.Slug]; len(answers[f.Name]) > 0 {
				page.Kept.Rows = append(page.Kept.Rows, row(f.Label, lines(intake.Show(f, answers)...)))
			}
		}
	}
	return page
}

// anotherForm starts the draft with what is kept.
func anotherForm(v *visit) error {
	id := v.form.Get("draft")
	if !ourIdentifier.MatchString(id) {
		return errNotStarted
	}
	kept, err := v.fromTheWard()
	if err != nil {
		return err
	}
	if err := v.Store.BeginDraft(v.ctx(), casestore.Beginning{Referrer: v.who.Referrer, ID: id, Sections: kept}); err != nil {
		return err
	}
	return v.goTo(draftPath(id, intake.FirstSlug))
}
