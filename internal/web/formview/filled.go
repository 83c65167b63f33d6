package formview

import (
	"html/template"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/govuk"
)

// Filled is a short form as it was filled in, which is kept nowhere: it is sent once, and
// comes back with what was typed if something is wrong.
type Filled struct {
	form.Section
	form.Answers
	At       form.Context
	Problems []form.Problem
	Quiet    bool // nothing says that it is optional
}

// Fill returns the form as it was sent or, where nothing was, with what it begins with.
func Fill(r *web.Request, s form.Section, begin form.Answers) Filled {
	f := Filled{Section: s.WithCodeQuestion(), Answers: begin, At: display.At(r)}
	if r.Posted != nil {
		f.Answers = f.Normalise(f.Read(r.Posted, f.At))
		f.Problems = f.Check(f.Answers, f.At)
	}
	return f
}

// Refuse says what is wrong with the answer to a question, besides.
func (f *Filled) Refuse(field, message string) {
	f.Problems = append(f.Problems, f.Problem(field, message)...)
}

// Wrong tells whether something must be put right first.
func (f Filled) Wrong() bool { return len(f.Problems) > 0 }

// Summary lists what must be put right.
func (f Filled) Summary() govuk.ErrorSummary { return SummaryOf(f.Problems, "") }

// Questions asks them, each with those that its choices reveal.
func (f Filled) Questions() []template.HTML {
	a := Ask(f.Section, f.Answers, f.At, f.Problems)
	a.Quiet = f.Quiet
	var asked []template.HTML
	for _, question := range f.Shown(f.Answers, f.At) {
		asked = append(asked, a.question(question))
	}
	return asked
}
