package casepage

import (
	"strconv"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/govuk"
)

// askWork is the form by which the practitioner asks the referrer what they need
// to know.
func (p pages) askWork(r *web.Request) strandWork {
	var fields []govuk.Field
	for n := range referral.MaxQuestions {
		f := govuk.Field{Name: "question-" + strconv.Itoa(n+1), Label: "Question " + strconv.Itoa(n+1), Rows: 3, Optional: n > 0}
		if n == 0 {
			f.Hint = "One thing at a time. The referrer is told by email and answers here. The clock is stopped until then."
		}
		fields = append(fields, formview.LongText(r, f, "Enter what you want to know"))
	}
	var questions []string
	for _, f := range fields {
		if f.Value != "" {
			questions = append(questions, f.Value)
		}
	}
	return strandWork{
		name: "ask", title: "Ask the referrer", button: "Send to the referrer",
		fields: formview.WithCodeQuestions(r, fields...),
		change: func(referral.Strand) referral.Change { return p.Rules.Ask(questions, p.Now()) },
	}
}

func (p pages) askAsk(r *web.Request) error { return p.showForm(r, p.askWork(r)) }

func (p pages) askSave(r *web.Request) error { return p.submit(r, p.askWork(r)) }
