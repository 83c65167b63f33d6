package casepage

import (
	"strings"
	"time"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/govuk"
	"assistive-referrals/internal/workingtime"
)

// contactWork is the form that records an attempt to reach the person or someone
// for them.
func (p pages) contactWork(r *web.Request) strandWork {
	on, date := p.pastDate(r, govuk.Field{Name: "on", Label: "Date", Hint: "For example, 27 3 2027"}, "the date of the contact")
	at := p.timeOfDay(r, govuk.Field{Name: "at", Label: "Time", Hint: "For example, 2:30pm or 14:30", Width: 5})
	how := formview.Choice(r, govuk.Field{Name: "how", Label: "How?", Options: display.Pairs(referral.ContactMethods())}, "Select how you tried to reach them")
	who := display.Perhaps(r, govuk.Field{Name: "who", Label: "Who did you reach?", Options: display.Pairs(referral.ContactPeople()), Optional: true})
	whyNot := display.Perhaps(r, govuk.Field{Name: "why-not", Label: "Why not?", Options: display.Pairs(referral.WhyNotReached())})
	left := display.Any(r, govuk.Field{Name: "left", Label: "What did you leave for them?", Hint: "Select all that apply.", Options: display.Pairs(referral.LeftBehind()), Optional: true})
	reached := formview.Choice(r, govuk.Field{
		Name: "reached", Label: "Did you reach the person, or someone for them?",
		Options: []govuk.Answer{{Value: formview.AnswerYes, Text: "Yes"}, {Value: formview.AnswerNo, Text: "No"}},
	}, "Select whether you reached the person, or someone for them")
	if reached.Value == formview.AnswerNo && whyNot.Value == "" {
		whyNot.Error = "Select why you did not reach anybody"
	}
	reached.Options[0].Reveals, reached.Options[1].Reveals = []govuk.Field{who}, []govuk.Field{whyNot, left}
	note := formview.LongText(r, govuk.Field{Name: "note", Label: "What was said or agreed", Optional: true}, "")
	madeBy := display.ShortText(r, govuk.Field{Name: "made-by", Label: "If somebody else made it: their name", Hint: "For example, the duty worker.", Optional: true}, "")
	when := instantOf(date, at.Value)
	if r.Posted != nil && on.Error == "" && at.Error == "" && when.After(p.Now()) {
		at.Error = "The time of the contact must be in the past"
	}
	contact := func(s referral.Strand) referral.Contact {
		c := referral.Contact{When: toTheMinute(when, s.Started()), How: how.Value, Reached: reached.Value == formview.AnswerYes, Note: note.Value, MadeBy: madeBy.Value}
		if c.Reached {
			c.Who = who.Value
		} else {
			c.WhyNot, c.Left = whyNot.Value, left.Values
		}
		return p.Rules.Contact(c, s)
	}
	return strandWork{
		name: "contact", title: "Record a contact", button: "Save contact",
		fields: formview.WithCodeQuestions(r, on, at, how, reached, note, madeBy),
		change: func(s referral.Strand) referral.Change { return contact(s) },
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
func (p pages) timeOfDay(r *web.Request, f govuk.Field) govuk.Field {
	if r.Posted == nil {
		f.Value = workingtime.InLondon(p.Now(), "3:04pm")
		return f
	}
	f.Value = strings.TrimSpace(r.Posted.Get(f.Name))
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

func (p pages) contactAsk(r *web.Request) error { return p.showForm(r, p.contactWork(r)) }

func (p pages) contactSave(r *web.Request) error { return p.submit(r, p.contactWork(r)) }
