package casepage

import (
	"strconv"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/govuk"
)

// moveVisitWork is the form that changes a planned visit.
func (p pages) moveVisitWork(r *web.Request) strandWork {
	which, number := p.whichVisit(r)
	usual := referral.PlanVisit{}
	for _, planned := range r.Strand.Planned() {
		if planned.Number == number {
			usual = referral.PlanVisit{When: planned.When, Minutes: planned.Minutes, Where: planned.Where, Who: planned.Who, Note: planned.Note}
		}
	}
	fields, plan := p.visitFields(r, usual)
	reason := formview.LongText(r, govuk.Field{Name: "reason", Label: "Why is it moved?", Rows: 3}, "Enter why the visit is moved")
	return strandWork{
		name: "move-visit", title: "Move a visit", button: "Save visit",
		fields: formview.WithCodeQuestions(r, append(which, append(fields, reason)...)...),
		change: func(referral.Strand) referral.Change {
			return referral.MoveVisit{Number: number, To: plan, Reason: reason.Value}
		},
	}
}

// whichVisit asks which of several planned visits is meant. There is no question if
// there is one, or none.
func (p pages) whichVisit(r *web.Request) ([]govuk.Field, int) {
	planned := r.Strand.Planned()
	switch len(planned) {
	case 0:
		return nil, 0
	case 1:
		return nil, planned[0].Number
	}
	f := govuk.Field{Name: "visit", Label: "Which visit?", Value: strconv.Itoa(planned[0].Number)}
	for _, planned := range planned {
		f.Options = append(f.Options, govuk.Answer{Value: strconv.Itoa(planned.Number), Text: display.Moment(planned.When)})
	}
	if asked := r.URL.Query().Get("visit"); r.Posted == nil && asked != "" {
		f.Value = asked
	}
	f = formview.Choice(r, f, "Select which visit")
	number, _ := strconv.Atoi(f.Value) // one of the options, or the field has an error
	return []govuk.Field{f}, number
}

func (p pages) moveVisitAsk(r *web.Request) error { return p.showForm(r, p.moveVisitWork(r)) }

func (p pages) moveVisitSave(r *web.Request) error { return p.submit(r, p.moveVisitWork(r)) }
