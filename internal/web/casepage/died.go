package casepage

import (
	"slices"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
)

// diedPage is the form with what will happen.
type diedPage struct {
	changeForm
	Then []string
}

// died records that the person has died.
var died = changePage{
	path: "died", title: "The person has died", offer: "Record that the person has died", button: "Record that the person has died", ends: true, may: access.RecordDeath,
	done: "It is recorded that the person has died. Everything has stopped.",
	form: form.Section{Slug: "died", Fields: []form.Field{
		form.AnyDate("on", "When did they die?", "The date").Ruled("notafter=0", "The date on which they died must be today or in the past").Optional().
			Hinted("If you do not know, leave it empty. For example, 27 3 2027"),
		form.ShortText("told-by", "Who told us?", "Enter who told us").
			Hinted("Their name and what they are to the person. For example, the daughter, or the ward."),
	}},
	with: func(p pages, r *web.Request, c *changePage) (err error) {
		if r.Posted != nil {
			c.same, c.maybe, err = p.othersOfPerson(r)
			c.caseChange = deathRecorded(append(c.same, c.maybe...))
		}
		return err
	},
	caseChange: deathRecorded(nil),
	show: func(f changeForm, r *web.Request, _ referral.Referral) any {
		return diedPage{f, thenAfterDeath(r.Strands)}
	},
}

func deathRecorded(told []referral.Reference) func(pages, []referral.Strand, form.Answers) referral.CaseChange {
	return func(p pages, _ []referral.Strand, a form.Answers) referral.CaseChange {
		return p.Rules.RecordDeath(referral.RecordDeath{On: a.Date("on"), ToldBy: a.First("told-by"), Told: told}, p.Now())
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
