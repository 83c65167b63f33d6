package web

import (
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
)

// closeWork is the form that ends a strand after its review.
func closeWork(v *visit) strandWork {
	benefit := v.choice(govuk.Field{Name: "benefit", Label: "Has it helped?", Hint: expectedWords(v.Strand), Options: pairs(referral.Benefits())}, "Select whether it has helped")
	note := v.longText(govuk.Field{Name: "note", Label: "What the review found", Optional: true}, "")
	return strandWork{
		name: "close", title: "Review and close", button: "Close",
		fields:  v.withCodeQuestions(benefit, note),
		typical: referral.Close{Benefit: referral.Benefits()[0][0]},
		change: func(referral.Strand) referral.Change {
			return referral.Close{Benefit: benefit.Value, Note: note.Value}
		},
	}
}

func closeAsk(v *visit) error  { return v.showForm(closeWork(v)) }
func closeSave(v *visit) error { return v.submit(closeWork(v)) }
