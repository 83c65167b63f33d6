package web

import (
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
)

// noteWork is the form that writes something down about a strand.
func noteWork(v *visit) strandWork {
	text := v.longText(govuk.Field{
		Name: "text", Label: "Note", Hint: "Everyone who can see the referral can read this. It stays in the history.",
	}, "Enter the note")
	return strandWork{
		name: "note", title: "Add a note", button: "Save note",
		fields:  v.withCodeQuestions(text),
		typical: referral.Note{Text: "any"},
		change:  func(referral.Strand) referral.Change { return referral.Note{Text: text.Value} },
	}
}

func noteAsk(v *visit) error  { return v.showForm(noteWork(v)) }
func noteSave(v *visit) error { return v.submit(noteWork(v)) }
