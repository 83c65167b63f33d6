package casepage

import (
	"assistive-referrals/internal/access"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

// note writes something down about a strand.
var note = changePage{
	path: "note", title: "Add a note", button: "Save note", may: access.Annotate,
	done: "The note has been saved.",
	form: form.Section{Slug: "note", Fields: []form.Field{
		form.LongText("text", "Note", "Enter the note").Hinted("Everyone who can see the referral can read this. It stays in the history."),
	}},
	change: func(_ pages, _ referral.Strand, a form.Answers) referral.Change {
		return referral.Note{Text: a.First("text")}
	},
}
