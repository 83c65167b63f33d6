package casepage

import (
	"fmt"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

// ask asks the referrer what the practitioner needs to know.
var ask = changePage{
	path: "ask", title: "Ask the referrer", button: "Send to the referrer", may: access.WorkIt,
	done: "The referrer has been asked. The clock is stopped until they answer.",
	form: form.Section{Slug: "ask", Fields: questionsToAsk()},
	change: func(p pages, _ referral.Strand, a form.Answers) referral.Change {
		var questions []string
		for _, f := range questionsToAsk() {
			questions = append(questions, a[f.Name]...)
		}
		return p.Rules.Ask(questions, p.Now())
	},
}

func questionsToAsk() []form.Field {
	var fields []form.Field
	for n := 1; n <= referral.MaxQuestions; n++ {
		f := form.LongText(fmt.Sprintf("question-%d", n), fmt.Sprintf("Question %d", n), "Enter what you want to know").Tall(3)
		if n > 1 {
			f = f.Optional()
		}
		fields = append(fields, f)
	}
	fields[0].Hint = "One thing at a time. The referrer is told by email and answers here. The clock is stopped until then."
	return fields
}
