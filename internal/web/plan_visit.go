package web

import (
	"assistive-referrals/internal/web/display"
	"fmt"
	"strconv"
	"strings"
	"time"

	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
)

// planVisitWork is the form that plans a visit.
func planVisitWork(v *visit, usual referral.PlanVisit) strandWork {
	fields, plan := v.visitFields(usual)
	return strandWork{
		name: "plan-visit", title: "Plan a visit", button: "Save visit",
		fields:  v.withCodeQuestions(fields...),
		typical: referral.PlanVisit{When: v.Now(), Where: "any"},
		change:  func(referral.Strand) referral.Change { return plan },
	}
}

// visitFields are the questions about a visit, with what was typed for them, or as
// usual on a new form.
func (v *visit) visitFields(usual referral.PlanVisit) ([]govuk.Field, referral.PlanVisit) {
	day, clock := referral.Date(""), ""
	if !usual.When.IsZero() {
		day, clock = referral.Date(display.InLondon(usual.When, time.DateOnly)), display.InLondon(usual.When, "3:04pm")
	}
	on, date := v.date(govuk.Field{Name: "on", Label: "Date", Hint: "For example, 27 3 2027"}, day, "the date of the visit")
	at := govuk.Field{Name: "at", Label: "Time", Hint: "For example, 2:30pm or 14:30", Width: 5, Value: clock}
	if v.Posted != nil {
		at.Value = strings.TrimSpace(v.Posted.Get(at.Name))
		if _, ok := parseTime(at.Value); !ok {
			at.Error = "Enter the time of the visit, like 2:30pm or 14:30"
		}
	}
	when := instantOf(date, at.Value)
	switch {
	case v.Posted == nil || on.Error != "" || at.Error != "":
	case date < v.Today():
		on.Error = "The date of the visit must be today or in the future"
	case !when.After(v.Now()):
		at.Error = "The time of the visit must be in the future"
	case when.After(v.Now().AddDate(0, 0, furthestVisit)):
		on.Error = "The date of the visit must be within the next year"
	}
	long, minutes := v.visitMinutes(usual.Minutes)
	where := v.longText(govuk.Field{Name: "where", Label: "Where?", Hint: "Change this if it is not where the person is now.", Rows: 3, Value: usual.Where}, "Enter where the visit is to be")
	who := v.shortText(govuk.Field{Name: "who", Label: "Who goes with you, or will be there?", Hint: "For example, a second worker, an interpreter or their daughter.", Optional: true, Value: usual.Who}, "")
	note := v.longText(govuk.Field{Name: "note", Label: "What to bring or remember", Optional: true, Rows: 3, Value: usual.Note}, "")
	return []govuk.Field{on, at, long, where, who, note},
		referral.PlanVisit{When: when.UTC(), Minutes: minutes, Where: where.Value, Who: who.Value, Note: note.Value}
}

// furthestVisit is how many days ahead a visit can be planned.
const furthestVisit = 366

// visitMinutes asks how long a visit is to take.
func (v *visit) visitMinutes(usual int) (govuk.Field, int) {
	f := govuk.Field{Name: "minutes", Label: "How long will it take?", Value: "60"}
	for _, minutes := range referral.VisitMinutes() {
		f.Options = append(f.Options, govuk.Answer{Value: strconv.Itoa(minutes), Text: minuteWords(minutes)})
	}
	if usual > 0 {
		f.Value = strconv.Itoa(usual)
	}
	f = v.choice(f, "Select how long it will take")
	f.Kind = govuk.KindList
	minutes, _ := strconv.Atoi(f.Value) // one of the options, or the field has an error
	return f, minutes
}

// minuteWords writes a length of time, such as "1 hour 30 minutes".
func minuteWords(minutes int) string {
	var words []string
	switch hours := minutes / 60; hours {
	case 0:
	case 1:
		words = append(words, "1 hour")
	default:
		words = append(words, fmt.Sprintf("%d hours", hours))
	}
	if rest := minutes % 60; rest > 0 {
		words = append(words, fmt.Sprintf("%d minutes", rest))
	}
	return strings.Join(words, " ")
}

// planLines say of a plan when and where it is to be.
func planLines(p referral.PlanVisit) []string {
	return visitLines(referral.Visit{When: p.When, Minutes: p.Minutes, Where: p.Where, Who: p.Who, Note: p.Note}, time.Time{})
}

// visitLines say of a visit when and where it is to be, and why it is not.
func visitLines(p referral.Visit, now time.Time) []string {
	words := []string{display.Moment(p.When) + " (" + minuteWords(p.Minutes) + ")"}
	if p.Minutes == 0 {
		words[0] = display.Moment(p.When)
	}
	words = append(words, display.Given("Where: ", p.Where)...)
	words = append(words, display.Given("With: ", p.Who)...)
	words = append(words, display.Given("To remember: ", p.Note)...)
	switch {
	case p.Off != nil:
		words = append(words, "Cancelled by "+p.Off.By.Name+", "+display.Moment(p.Off.At)+": "+p.Off.Reason)
	case p.When.Before(now):
		words = append(words, "Nothing is recorded of it yet")
	}
	return words
}

func planVisitAsk(v *visit) error {
	current, _, err := v.current()
	if err != nil {
		return err
	}
	return v.showForm(planVisitWork(v, referral.PlanVisit{Where: intake.WhereNow(current.Answers)}))
}

func planVisitSave(v *visit) error { return v.submit(planVisitWork(v, referral.PlanVisit{})) }
