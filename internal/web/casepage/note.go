package casepage

import (
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/govuk"
)

// noteWork is the form that writes something down about a strand.
func (p pages) noteWork(r *web.Request) strandWork {
	text := formview.LongText(r, govuk.Field{
		Name: "text", Label: "Note", Hint: "Everyone who can see the referral can read this. It stays in the history.",
	}, "Enter the note")
	return strandWork{
		name: "note", title: "Add a note", button: "Save note",
		fields: formview.WithCodeQuestions(r, text),
		change: func(referral.Strand) referral.Change { return referral.Note{Text: text.Value} },
	}
}

func (p pages) noteAsk(r *web.Request) error { return p.showForm(r, p.noteWork(r)) }

func (p pages) noteSave(r *web.Request) error { return p.submit(r, p.noteWork(r)) }
