package intake

import (
	"fmt"
	"strconv"
	"strings"

	"assistive-referrals/internal/form"
)

// later completes questions that no referral waits for: needed at that level,
// answered by these, free to be left or answered with "Don't know – ask later".
// What a field states for itself is kept. A text has 100 characters, and a long
// one 1,000.
func later(needed form.Level, who []form.Who, fields ...form.Field) []form.Field {
	for i := range fields {
		f := &fields[i]
		f.NeededBy, f.DontKnow = needed, true
		if f.AnsweredBy == nil {
			f.AnsweredBy = who
		}
		if f.Messages == nil {
			f.Messages = map[string]string{}
		}
		switch f.Control {
		case form.Radios:
			complete(f, "omitempty,option", "option", "Select an answer to ‘"+f.Label+"’")
		case form.Checkboxes:
			complete(f, "omitempty,option,exclusive", "option", "Select from the answers to ‘"+f.Label+"’")
			complete(f, "", "exclusive", "Select what applies to ‘"+f.Label+"’, or the last choice alone")
		case form.Text:
			complete(f, "omitempty,max=100", "max", "Shorten ‘"+f.Label+"’ to 100 characters or less")
		case form.TextArea:
			complete(f, "omitempty,max=1000", "max", "Shorten ‘"+f.Label+"’ to 1,000 characters or less")
		case form.Telephone:
			complete(f, "omitempty,telephone", "telephone", form.TelephoneMessage)
		case form.Number:
			f.Width = "5"
		case form.Date, form.Time, form.Select, form.Email, form.Postcode, form.NHSNumber, form.Secret:
			// They say themselves what they need.
		}
	}
	return fields
}

// complete states the rule, and the message of one of its tags, unless they are.
func complete(f *form.Field, rule, tag, message string) {
	if f.Rule == "" {
		f.Rule = rule
	}
	if f.Messages[tag] == "" {
		f.Messages[tag] = message
	}
}

// unlessKnown takes "Don't know – ask later" away: nobody is asked to find out.
func unlessKnown(fields ...form.Field) []form.Field {
	for i := range fields {
		fields[i].DontKnow = false
	}
	return fields
}

// datedPast makes the question one for a date that may be today; noun is what the
// date is called.
func datedPast(noun string, f form.Field) form.Field {
	return dated(f, "omitempty,realdate,notafter=0", map[string]string{
		"realdate": noun + " must be a real date, like 27 3 2026",
		"notafter": noun + " must be today or in the past",
	})
}

// datedAny makes the question one for a date in the past or the next years.
func datedAny(noun string, f form.Field) form.Field {
	return dated(f, "omitempty,realdate,notafter=1830", map[string]string{
		"realdate": noun + " must be a real date, like 27 3 2027",
		"notafter": noun + " must be within the next 5 years",
	})
}

func dated(f form.Field, rule string, messages map[string]string) form.Field {
	f.Control, f.Rule, f.Messages = form.Date, rule, messages
	if f.Hint == "" {
		f.Hint = "For example, 27 3 2026"
	}
	return f
}

// counted makes the question one for a whole number from 0 to most.
func counted(noun string, most int, f form.Field) form.Field {
	f.Control, f.Rule = form.Number, "omitempty,whole="+strconv.Itoa(most)
	f.Messages = map[string]string{"whole": fmt.Sprintf("%s must be a whole number from 0 to %d", noun, most)}
	return f
}

// number returns the whole number that was answered, and whether one was.
func number(all form.Answers, field string) (int, bool) {
	n, err := strconv.Atoi(strings.TrimSpace(all.First(field)))
	return n, err == nil
}

var (
	referrerOrPractitioner = []form.Who{form.Referrer, form.Practitioner}
	whoeverIsThere         = []form.Who{form.Referrer, form.Practitioner, form.Installer, form.ThePerson}
)

func everyone() []form.Who { return []form.Who{form.Referrer, form.Practitioner, form.ThePerson} }
