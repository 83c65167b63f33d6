package casepage

import (
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/govuk"
)

// closeWork is the form that ends a strand after its review.
func (p pages) closeWork(r *web.Request) strandWork {
	benefit := formview.Choice(r, govuk.Field{Name: "benefit", Label: "Has it helped?", Hint: expectedWords(r.Strand), Options: display.Pairs(referral.Benefits())}, "Select whether it has helped")
	note := formview.LongText(r, govuk.Field{Name: "note", Label: "What the review found", Optional: true}, "")
	return strandWork{
		name: "close", title: "Review and close", button: "Close",
		fields: formview.WithCodeQuestions(r, benefit, note),
		change: func(referral.Strand) referral.Change {
			return referral.Close{Benefit: benefit.Value, Note: note.Value}
		},
	}
}

func (p pages) closeAsk(r *web.Request) error { return p.showForm(r, p.closeWork(r)) }

func (p pages) closeSave(r *web.Request) error { return p.submit(r, p.closeWork(r)) }
