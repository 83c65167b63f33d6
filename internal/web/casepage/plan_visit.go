package casepage

import (
	"strconv"
	"strings"
	"time"

	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/govuk"
	"assistive-referrals/internal/workingtime"
)

// planVisitWork is the form that plans a visit.
func (p pages) planVisitWork(r *web.Request, usual referral.PlanVisit) strandWork {
	fields, plan := p.visitFields(r, usual)
	return strandWork{
		name: "plan-visit", title: "Plan a visit", button: "Save visit",
		fields: formview.WithCodeQuestions(r, fields...),
		change: func(referral.Strand) referral.Change { return plan },
	}
}

// visitFields are the questions about a visit, with what was typed for them, or as
// usual on a new form.
func (p pages) visitFields(r *web.Request, usual referral.PlanVisit) ([]govuk.Field, referral.PlanVisit) {
	day, clock := referral.Date(""), ""
	if !usual.When.IsZero() {
		day, clock = referral.Date(workingtime.InLondon(usual.When, time.DateOnly)), workingtime.InLondon(usual.When, "3:04pm")
	}
	on, date := formview.Date(r, govuk.Field{Name: "on", Label: "Date", Hint: "For example, 27 3 2027"}, day, "the date of the visit")
	at := govuk.Field{Name: "at", Label: "Time", Hint: "For example, 2:30pm or 14:30", Width: 5, Value: clock}
	if r.Posted != nil {
		at.Value = strings.TrimSpace(r.Posted.Get(at.Name))
		if _, ok := parseTime(at.Value); !ok {
			at.Error = "Enter the time of the visit, like 2:30pm or 14:30"
		}
	}
	when := instantOf(date, at.Value)
	switch {
	case r.Posted == nil || on.Error != "" || at.Error != "":
	case date < r.Today():
		on.Error = "The date of the visit must be today or in the future"
	case !when.After(p.Now()):
		at.Error = "The time of the visit must be in the future"
	case when.After(p.Now().AddDate(0, 0, furthestVisit)):
		on.Error = "The date of the visit must be within the next year"
	}
	long, minutes := p.visitMinutes(r, usual.Minutes)
	where := formview.LongText(r, govuk.Field{Name: "where", Label: "Where?", Hint: "Change this if it is not where the person is now.", Rows: 3, Value: usual.Where}, "Enter where the visit is to be")
	who := display.ShortText(r, govuk.Field{Name: "who", Label: "Who goes with you, or will be there?", Hint: "For example, a second worker, an interpreter or their daughter.", Optional: true, Value: usual.Who}, "")
	note := formview.LongText(r, govuk.Field{Name: "note", Label: "What to bring or remember", Optional: true, Rows: 3, Value: usual.Note}, "")
	return []govuk.Field{on, at, long, where, who, note},
		referral.PlanVisit{When: when.UTC(), Minutes: minutes, Where: where.Value, Who: who.Value, Note: note.Value}
}

// furthestVisit is how many days ahead a visit can be planned.
const furthestVisit = 366

// visitMinutes asks how long a visit is to take.
func (p pages) visitMinutes(r *web.Request, usual int) (govuk.Field, int) {
	f := govuk.Field{Name: "minutes", Label: "How long will it take?", Value: "60"}
	for _, minutes := range referral.VisitMinutes() {
		f.Options = append(f.Options, govuk.Answer{Value: strconv.Itoa(minutes), Text: referral.Lasting(minutes)})
	}
	if usual > 0 {
		f.Value = strconv.Itoa(usual)
	}
	f = formview.Choice(r, f, "Select how long it will take")
	f.Kind = govuk.KindList
	minutes, _ := strconv.Atoi(f.Value) // one of the options, or the field has an error
	return f, minutes
}

func (p pages) planVisitAsk(r *web.Request) error {
	current, _, err := display.Current(r)
	if err != nil {
		return err
	}
	return p.showForm(r, p.planVisitWork(r, referral.PlanVisit{Where: intake.WhereNow(current.Answers)}))
}

func (p pages) planVisitSave(r *web.Request) error {
	return p.submit(r, p.planVisitWork(r, referral.PlanVisit{}))
}
