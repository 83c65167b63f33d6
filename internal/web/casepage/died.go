package casepage

import (
	"slices"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/govuk"
)

// diedPage is the form with what will happen.
type diedPage struct {
	strandForm
	Then []string
}

// diedWork is the form that records that the person has died.
func (p pages) diedWork(r *web.Request) caseWork {
	on, date := formview.Date(r, govuk.Field{Name: "on", Label: "When did they die?", Hint: "If you do not know, leave it empty. For example, 27 3 2027", Optional: true}, "", "the date")
	if (on.Date == govuk.Date{}) {
		on.Error, date = "", ""
	}
	if on.Error == "" && date > r.Today() {
		on.Error = "The date on which they died must be today or in the past"
	}
	told := display.ShortText(r, govuk.Field{Name: "told-by", Label: "Who told us?", Hint: "Their name and what they are to the person. For example, the daughter, or the ward."}, "Enter who told us")
	var same, maybe []referral.Reference
	return caseWork{
		name: "died", title: "The person has died", button: govuk.Button{Text: "Record that the person has died", Classes: "govuk-button--warning"},
		fields: []govuk.Field{on, told},
		change: func(referral.Case, []referral.Strand) referral.CaseChange {
			return p.Rules.RecordDeath(referral.RecordDeath{On: date, ToldBy: told.Value, Told: append(same, maybe...)}, p.Now())
		},
		others: func() (_, _ []referral.Reference, err error) {
			same, maybe, err = p.othersOfPerson(r)
			return same, maybe, err
		},
		page: func(form strandForm) any { return diedPage{form, thenAfterDeath(r.Strands)} },
	}
}

// thenAfterDeath says what happens when the death is recorded.
func thenAfterDeath(strands []referral.Strand) []string {
	then := []string{"Every part of this referral stops at once, and whoever has it is told.", "Nothing more is sent to the person: no letter, no text message, no reminder."}
	for _, s := range strands {
		if s.ToCollect() {
			then = append(then, display.CollectWords(s))
		}
	}
	return append(then, "Other referrals of the same person stop too. Where only the name and the date of birth are the same, whoever has it is asked to check.")
}

func (p pages) diedAsk(r *web.Request) error { return p.askWhole(r, p.diedWork(r)) }

func (p pages) diedSave(r *web.Request) error { return p.actWhole(r, p.diedWork(r)) }

// othersOfPerson returns the person's other cases: those that a number says are
// theirs, and those that name and date of birth do.
func (p pages) othersOfPerson(r *web.Request) (same, maybe []referral.Reference, err error) {
	sent, _, err := display.Current(r)
	if err != nil {
		return nil, nil, err
	}
	person := sent.Facts.Person
	byNumber, err := p.Store.SamePerson(r.Ctx(), referral.Person{NHSNumber: person.NHSNumber, RecordNumber: person.RecordNumber}, r.Case.Reference)
	if err != nil {
		return nil, nil, err
	}
	all, err := p.Store.SamePerson(r.Ctx(), person, r.Case.Reference)
	for _, other := range byNumber {
		same = append(same, other.Case.Reference)
	}
	for _, other := range all {
		if !slices.Contains(same, other.Case.Reference) {
			maybe = append(maybe, other.Case.Reference)
		}
	}
	return same, maybe, err
}
