package casepage

import (
	"slices"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/govuk"
)

// collectedWork is the form that records that what the person had was collected.
func (p pages) collectedWork(r *web.Request) strandWork {
	on, date := p.pastDate(r, govuk.Field{Name: "on", Label: "When was it collected?", Hint: "For example, 27 3 2027"}, "the date on which it was collected")
	taken := govuk.Field{Name: "taken", Kind: govuk.KindMany, Label: "What was collected?", Hint: "Select all that apply.", Values: r.Posted["taken"]}
	for _, code := range r.Strand.Placed {
		taken.Options = append(taken.Options, govuk.Answer{Value: string(code), Text: catalogue.Names([]catalogue.Code{code})[0]})
		if r.Posted == nil {
			taken.Values = append(taken.Values, string(code))
		}
	}
	var chosen []catalogue.Code
	for _, code := range r.Strand.Placed {
		if slices.Contains(taken.Values, string(code)) {
			chosen = append(chosen, code)
		}
	}
	left := formview.LongText(r, govuk.Field{Name: "left", Label: "What stays there, and why", Rows: 3, Optional: true, Hint: "For example: the key safe, the family asked to keep it."}, "")
	if r.Posted != nil && left.Value == "" && len(chosen) < len(r.Strand.Placed) {
		left.Error = "Enter what stays there, and why"
	}
	note := formview.LongText(r, govuk.Field{Name: "note", Label: "Note", Rows: 3, Optional: true}, "")
	fields := []govuk.Field{on, taken, left, note}
	if len(taken.Options) == 0 {
		fields = []govuk.Field{on, left, note}
	}
	return strandWork{
		name: "collected", title: "Record the collection", button: "Save",
		fields: formview.WithCodeQuestions(r, fields...),
		change: func(referral.Strand) referral.Change {
			return referral.Collect{On: date, Taken: chosen, Left: left.Value, Note: note.Value}
		},
	}
}

func (p pages) collectedAsk(r *web.Request) error { return p.showForm(r, p.collectedWork(r)) }

func (p pages) collectedSave(r *web.Request) error { return p.submit(r, p.collectedWork(r)) }
