package casepage

import (
	"strconv"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
)

// replyPage is the form with who asked and when.
type replyPage struct {
	changeForm
	Intro string
}

// reply answers what the practitioner asked. A question that the referrer cannot answer
// they say so of: no answer may be blank.
var reply = changePage{
	path: "reply", title: "Answer the practitioner’s questions", button: "Send answers", may: access.Reply,
	done: "Your answers have been sent. The practitioner goes on.",
	with: func(_ pages, r *web.Request, c *changePage) error {
		c.form = form.Section{Slug: "reply"}
		for n, question := range r.Strand.Asked().Questions {
			c.form.Fields = append(c.form.Fields, form.LongText(answerTo(n), question, "Enter an answer, or who could give one").Tall(4).
				Hinted("If you cannot answer, say who could."))
		}
		return nil
	},
	change: func(p pages, s referral.Strand, a form.Answers) referral.Change {
		var answers []string
		for n := range s.Asked().Questions {
			answers = append(answers, a.First(answerTo(n)))
		}
		return p.Rules.Reply(answers, s, p.Now())
	},
	show: func(f changeForm, r *web.Request, _ referral.Referral) any {
		asked := r.Strand.Asked()
		return replyPage{f, "Asked by " + asked.By.Name + ", " + display.Moment(asked.At) + ". They go on as soon as you answer."}
	},
}

func answerTo(n int) string { return "answer-" + strconv.Itoa(n+1) }
