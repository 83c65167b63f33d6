package casepage

import (
	"strconv"
	"time"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/workingtime"
)

// planVisit plans a visit.
var planVisit = changePage{
	path: "plan-visit", title: "Plan a visit", button: "Save visit", may: access.WorkIt,
	done: "The visit has been saved. It is on your day when its time comes.",
	form: form.Section{Slug: "plan-visit", Fields: visitQuestions(), Rules: visitRules()},
	with: func(_ pages, r *web.Request, c *changePage) error {
		current, _, err := display.Current(r)
		c.begin = form.Answers{"minutes": {usualMinutes}}
		if where := intake.WhereNow(current.Answers); where != "" {
			c.begin["where"] = []string{where}
		}
		return err
	},
	change: func(_ pages, _ referral.Strand, a form.Answers) referral.Change { return visitOf(a) },
}

const usualMinutes = "60"

// visitQuestions are asked about every visit.
func visitQuestions() []form.Field {
	var minutes []form.Option
	for _, m := range referral.VisitMinutes() {
		minutes = append(minutes, form.Option{Value: strconv.Itoa(m), Label: referral.Lasting(m)})
	}
	return []form.Field{
		form.AnyDate("on", "Date", "The date of the visit").Ruled("notbefore=0", "The date of the visit must be today or in the future").
			Hinted("For example, 27 3 2027"),
		form.TimeOfDay("at", "Time", "The time of the visit"),
		form.List("minutes", "How long will it take?", minutes, "Select how long it will take"),
		form.LongText("where", "Where?", "Enter where the visit is to be").Tall(3).Hinted("Change this if it is not where the person is now."),
		form.ShortText("who", "Who goes with you, or will be there?", "").Optional().Hinted("For example, a second worker, an interpreter or their daughter."),
		form.LongText("note", "What to bring or remember", "").Optional().Tall(3),
	}
}

// furthestVisit is how many days ahead a visit can be planned.
const furthestVisit = 366

func visitRules() []form.Rule {
	return []form.Rule{
		{Field: "on", Check: func(all form.Answers, at form.Context) string {
			if when, known := form.Instant(all, "on", "at"); known && when.After(at.Now.AddDate(0, 0, furthestVisit)) {
				return "The date of the visit must be within the next year"
			}
			return ""
		}},
		{Field: "at", Check: func(all form.Answers, at form.Context) string {
			today := workingtime.InLondon(at.Now, time.DateOnly)
			if when, known := form.Instant(all, "on", "at"); known && string(all.Date("on")) >= today && !when.After(at.Now) {
				return "The time of the visit must be in the future"
			}
			return ""
		}},
	}
}

func visitOf(a form.Answers) referral.PlanVisit {
	when, _ := form.Instant(a, "on", "at")
	minutes, _ := strconv.Atoi(a.First("minutes")) // one of the choices
	return referral.PlanVisit{When: when.UTC(), Minutes: minutes, Where: a.First("where"), Who: a.First("who"), Note: a.First("note")}
}

// answersOf are the answers that planned a visit.
func answersOf(v referral.Visit) form.Answers {
	a := form.OnAndAt("on", "at", v.When)
	a["minutes"] = []string{usualMinutes}
	if v.Minutes > 0 {
		a["minutes"] = []string{strconv.Itoa(v.Minutes)}
	}
	a["where"], a["who"], a["note"] = []string{v.Where}, []string{v.Who}, []string{v.Note}
	return a
}
