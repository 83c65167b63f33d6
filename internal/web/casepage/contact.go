package casepage

import (
	"time"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// contact records an attempt to reach the person or someone for them.
var contact = changePage{
	path: "contact", title: "Record a contact", button: "Save contact", may: access.WorkIt,
	done: "The contact has been saved.",
	form: form.Section{Slug: "contact", Fields: []form.Field{
		form.PastDate("on", "Date", "The date of the contact").Hinted("For example, 27 3 2027"),
		form.TimeOfDay("at", "Time", "The time of the contact"),
		form.Choice("how", "How?", form.Pairs(referral.ContactMethods()), "Select how you tried to reach them"),
		form.Choice("reached", "Did you reach the person, or someone for them?", form.YesNo(), "Select whether you reached the person, or someone for them"),
		form.Choice("who", "Who did you reach?", form.Pairs(referral.ContactPeople()), "Select who you reached").Optional().If("reached", form.Yes),
		form.Choice("why-not", "Why not?", form.Pairs(referral.WhyNotReached()), "Select why you did not reach anybody").If("reached", form.No),
		form.Several("left", "What did you leave for them?", form.Pairs(referral.LeftBehind()), "Select what you left for them").Optional().
			Hinted("Select all that apply.").If("reached", form.No),
		form.LongText("note", "What was said or agreed", "").Optional(),
		form.ShortText("made-by", "If somebody else made it: their name", "").Optional().Hinted("For example, the duty worker."),
	}, Rules: []form.Rule{{Field: "at", Check: contactIsPast}}},
	with: func(p pages, _ *web.Request, c *changePage) error {
		c.begin = form.OnAndAt("on", "at", p.Now())
		return nil
	},
	change: func(p pages, s referral.Strand, a form.Answers) referral.Change {
		when, _ := form.Instant(a, "on", "at")
		c := referral.Contact{When: toTheMinute(when, s.Started()), How: a.First("how"), Reached: a.First("reached") == form.Yes, Note: a.First("note"), MadeBy: a.First("made-by")}
		if c.Reached {
			c.Who = a.First("who")
		} else {
			c.WhyNot, c.Left = a.First("why-not"), a["left"]
		}
		return p.Rules.Contact(c, s)
	},
}

func contactIsPast(all form.Answers, at form.Context) string {
	if when, known := form.Instant(all, "on", "at"); known && when.After(at.Now) {
		return "The time of the contact must be in the past"
	}
	return ""
}

// toTheMinute moves an instant that was typed to the minute to the start of the
// strand where that lies within this minute.
func toTheMinute(typed, start time.Time) time.Time {
	if typed.Before(start) && typed.Add(time.Minute).After(start) {
		typed = start
	}
	return typed.UTC()
}
