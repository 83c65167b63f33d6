package web

import (
	"assistive-referrals/internal/web/display"
	"strings"
	"time"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
	"assistive-referrals/internal/workingtime"
)

// contactWork is the form that records an attempt to reach the person or someone
// for them.
func contactWork(v *visit) strandWork {
	on, date := v.pastDate(govuk.Field{Name: "on", Label: "Date", Hint: "For example, 27 3 2027"}, "the date of the contact")
	at := v.timeOfDay(govuk.Field{Name: "at", Label: "Time", Hint: "For example, 2:30pm or 14:30", Width: 5})
	how := v.choice(govuk.Field{Name: "how", Label: "How?", Options: pairs(referral.ContactMethods())}, "Select how you tried to reach them")
	who := v.perhaps(govuk.Field{Name: "who", Label: "Who did you reach?", Options: pairs(referral.ContactPeople()), Optional: true})
	whyNot := v.perhaps(govuk.Field{Name: "why-not", Label: "Why not?", Options: pairs(referral.WhyNotReached())})
	left := v.any(govuk.Field{Name: "left", Label: "What did you leave for them?", Hint: "Select all that apply.", Options: pairs(referral.LeftBehind()), Optional: true})
	reached := v.choice(govuk.Field{
		Name: "reached", Label: "Did you reach the person, or someone for them?",
		Options: []govuk.Answer{{Value: answerYes, Text: "Yes"}, {Value: answerNo, Text: "No"}},
	}, "Select whether you reached the person, or someone for them")
	if reached.Value == answerNo && whyNot.Value == "" {
		whyNot.Error = "Select why you did not reach anybody"
	}
	reached.Options[0].Reveals, reached.Options[1].Reveals = []govuk.Field{who}, []govuk.Field{whyNot, left}
	note := v.longText(govuk.Field{Name: "note", Label: "What was said or agreed", Optional: true}, "")
	madeBy := v.shortText(govuk.Field{Name: "made-by", Label: "If somebody else made it: their name", Hint: "For example, the duty worker.", Optional: true}, "")
	when := instantOf(date, at.Value)
	if v.Posted != nil && on.Error == "" && at.Error == "" && when.After(v.Now()) {
		at.Error = "The time of the contact must be in the past"
	}
	contact := func(s referral.Strand) referral.Contact {
		c := referral.Contact{When: toTheMinute(when, s.Started()), How: how.Value, Reached: reached.Value == answerYes, Note: note.Value, MadeBy: madeBy.Value}
		if c.Reached {
			c.Who = who.Value
		} else {
			c.WhyNot, c.Left = whyNot.Value, left.Values
		}
		return referral.ContactAt(c, s, v.calendar)
	}
	return strandWork{
		name: "contact", title: "Record a contact", button: "Save contact",
		fields:  v.withCodeQuestions(on, at, how, reached, note, madeBy),
		typical: referral.Contact{When: v.Now()},
		change:  func(s referral.Strand) referral.Change { return contact(s) },
	}
}

// toTheMinute moves an instant that was typed to the minute to the start of the
// strand where that lies within this minute.
func toTheMinute(typed, start time.Time) time.Time {
	if typed.Before(start) && typed.Add(time.Minute).After(start) {
		typed = start
	}
	return typed.UTC()
}

// timeOfDay returns a question with the time that was typed for it, or the
// present time on a new form.
func (v *visit) timeOfDay(f govuk.Field) govuk.Field {
	if v.Posted == nil {
		f.Value = display.InLondon(v.Now(), "3:04pm")
		return f
	}
	f.Value = strings.TrimSpace(v.Posted.Get(f.Name))
	if _, ok := parseTime(f.Value); !ok {
		f.Error = "Enter the time of the contact, like 2:30pm or 14:30"
	}
	return f
}

// parseTime accepts a time of day as people type it.
func parseTime(typed string) (time.Time, bool) {
	typed = strings.ToLower(strings.NewReplacer(" ", "", ".", ":").Replace(typed))
	for _, layout := range []string{"3:04pm", "3pm", "15:04"} {
		if t, err := time.Parse(layout, typed); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

func instantOf(date referral.Date, typed string) time.Time {
	day, _ := date.In(workingtime.London())
	t, _ := parseTime(typed)
	return time.Date(day.Year(), day.Month(), day.Day(), t.Hour(), t.Minute(), 0, 0, workingtime.London())
}

func contactAsk(v *visit) error  { return v.showForm(contactWork(v)) }
func contactSave(v *visit) error { return v.submit(contactWork(v)) }
