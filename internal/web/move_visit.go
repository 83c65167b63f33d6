package web

import (
	"assistive-referrals/internal/web/display"
	"strconv"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
)

// moveVisitWork is the form that changes a planned visit.
func moveVisitWork(v *visit) strandWork {
	which, number := v.whichVisit()
	usual := referral.PlanVisit{}
	for _, p := range v.Strand.Planned() {
		if p.Number == number {
			usual = referral.PlanVisit{When: p.When, Minutes: p.Minutes, Where: p.Where, Who: p.Who, Note: p.Note}
		}
	}
	fields, plan := v.visitFields(usual)
	reason := v.longText(govuk.Field{Name: "reason", Label: "Why is it moved?", Rows: 3}, "Enter why the visit is moved")
	typical := referral.MoveVisit{Number: number, To: referral.PlanVisit{When: v.Now(), Where: "any"}, Reason: "any"}
	return strandWork{
		name: "move-visit", title: "Move a visit", button: "Save visit",
		fields:  v.withCodeQuestions(append(which, append(fields, reason)...)...),
		typical: typical,
		change: func(referral.Strand) referral.Change {
			return referral.MoveVisit{Number: number, To: plan, Reason: reason.Value}
		},
	}
}

// whichVisit asks which of several planned visits is meant. There is no question if
// there is one, or none.
func (v *visit) whichVisit() ([]govuk.Field, int) {
	planned := v.Strand.Planned()
	switch len(planned) {
	case 0:
		return nil, 0
	case 1:
		return nil, planned[0].Number
	}
	f := govuk.Field{Name: "visit", Label: "Which visit?", Value: strconv.Itoa(planned[0].Number)}
	for _, p := range planned {
		f.Options = append(f.Options, govuk.Answer{Value: strconv.Itoa(p.Number), Text: display.Moment(p.When)})
	}
	if asked := v.Request.URL.Query().Get("visit"); v.Posted == nil && asked != "" {
		f.Value = asked
	}
	f = v.choice(f, "Select which visit")
	number, _ := strconv.Atoi(f.Value) // one of the options, or the field has an error
	return []govuk.Field{f}, number
}

func moveVisitAsk(v *visit) error  { return v.showForm(moveVisitWork(v)) }
func moveVisitSave(v *visit) error { return v.submit(moveVisitWork(v)) }
