package web

import (
	"slices"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
)

// collectedWork is the form that records that what the person had was collected.
func collectedWork(v *visit) strandWork {
	on, date := v.pastDate(govuk.Field{Name: "on", Label: "When was it collected?", Hint: "For example, 27 3 2027"}, "the date on which it was collected")
	taken := govuk.Field{Name: "taken", Kind: govuk.KindMany, Label: "What was collected?", Hint: "Select all that apply.", Values: v.Posted["taken"]}
	for _, code := range v.Strand.Placed {
		taken.Options = append(taken.Options, govuk.Answer{Value: string(code), Text: equipmentNames([]catalogue.Code{code})})
		if v.Posted == nil {
			taken.Values = append(taken.Values, string(code))
		}
	}
	var chosen []catalogue.Code
	for _, code := range v.Strand.Placed {
		if slices.Contains(taken.Values, string(code)) {
			chosen = append(chosen, code)
		}
	}
	left := v.longText(govuk.Field{Name: "left", Label: "What stays there, and why", Rows: 3, Optional: true, Hint: "For example: the key safe, the family asked to keep it."}, "")
	if v.Posted != nil && left.Value == "" && len(chosen) < len(v.Strand.Placed) {
		left.Error = "Enter what stays there, and why"
	}
	note := v.longText(govuk.Field{Name: "note", Label: "Note", Rows: 3, Optional: true}, "")
	fields := []govuk.Field{on, taken, left, note}
	if len(taken.Options) == 0 {
		fields = []govuk.Field{on, left, note}
	}
	return strandWork{
		name: "collected", title: "Record the collection", button: "Save",
		fields:  v.withCodeQuestions(fields...),
		typical: referral.Collect{On: v.Today(), Left: "any"},
		change: func(referral.Strand) referral.Change {
			return referral.Collect{On: date, Taken: chosen, Left: left.Value, Note: note.Value}
		},
	}
}

func collectedAsk(v *visit) error  { return v.showForm(collectedWork(v)) }
func collectedSave(v *visit) error { return v.submit(collectedWork(v)) }
