package casepage

import (
	"strconv"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/govuk"
)

// replyPage is the form with who asked and when.
type replyPage struct {
	strandForm
	Intro string
}

// replyWork is the form by which the referrer answers what the practitioner asked.
// A question that they cannot answer they say so of: no answer may be blank.
func (p pages) replyWork(r *web.Request) strandWork {
	asked := r.Strand.Asked()
	var fields []govuk.Field
	for n, question := range asked.Questions {
		fields = append(fields, formview.LongText(r, govuk.Field{
			Name: "answer-" + strconv.Itoa(n+1), Label: question, Rows: 4,
			Hint: "If you cannot answer, say who could.",
		}, "Enter an answer, or who could give one"))
	}
	var answers []string
	for _, f := range fields {
		answers = append(answers, f.Value)
	}
	return strandWork{
		name: "reply", title: "Answer the practitioner’s questions", button: "Send answers",
		fields: formview.WithCodeQuestions(r, fields...),
		change: func(s referral.Strand) referral.Change {
			return p.Rules.Reply(answers, s, p.Now())
		},
		page: func(form strandForm, _ referral.Referral) any {
			return replyPage{strandForm: form, Intro: "Asked by " + asked.By.Name + ", " + display.Moment(asked.At) + ". They go on as soon as you answer."}
		},
	}
}

func (p pages) replyAsk(r *web.Request) error { return p.showForm(r, p.replyWork(r)) }

func (p pages) replySave(r *web.Request) error { return p.submit(r, p.replyWork(r)) }
