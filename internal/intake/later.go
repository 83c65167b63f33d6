package intake

import (
	"fmt"
	"strconv"
	"strings"
)

// later completes questions that no referral waits for: needed at that level,
// answered by these, free to be left or answered with "Don't know – ask later".
// What a field states for itself is kept. A text has 100 characters, and a long
// one 1,000.
func later(needed Level, who []Who, fields ...Field) []Field {
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
		case Radios:
			f.complete("omitempty,option", "option", "Select an answer to ‘"+f.Label+"’")
		case Checkboxes:
			f.complete("omitempty,option,exclusive", "option", "Select from the answers to ‘"+f.Label+"’")
			f.complete("", "exclusive", "Select what applies to ‘"+f.Label+"’, or the last choice alone")
		case Text:
			f.complete("omitempty,max=100", "max", "Shorten ‘"+f.Label+"’ to 100 characters or less")
		case TextArea:
			f.complete("omitempty,max=1000", "max", "Shorten ‘"+f.Label+"’ to 1,000 characters or less")
		case Telephone:
			f.complete("omitempty,telephone", "telephone", telephoneMessage)
			f.InputMode = "tel"
		case Number:
			f.InputMode, f.Width = "numeric", "5"
		case Date:
			f.InputMode = "numeric"
		}
	}
	return fields
}

// complete states the rule, and the message of one of its tags, unless they are.
func (f *Field) complete(rule, tag, message string) {
	if f.Rule == "" {
		f.Rule = rule
	}
	if f.Messages[tag] == "" {
		f.Messages[tag] = message
	}
}

// unlessKnown takes "Don't know – ask later" away: nobody is asked to find out.
func unlessKnown(fields ...Field) []Field {
	for i := range fields {
		fields[i].DontKnow = false
	}
	return fields
}

// options makes choices of values, each followed by its label.
func options(pairs ...string) []Option {
	var all []Option
	for i := 0; i+1 < len(pairs); i += 2 {
		all = append(all, Option{Value: pairs[i], Label: pairs[i+1]})
	}
	return all
}

// alone adds a choice that goes with no other.
func alone(all []Option, value, label string) []Option {
	return append(all, Option{Value: value, Label: label, Exclusive: true})
}

// datedPast makes the question one for a date that may be today; noun is what the
// date is called.
func datedPast(noun string, f Field) Field {
	return f.dated("omitempty,realdate,notafter=0", map[string]string{
		"realdate": noun + " must be a real date, like 27 3 2026",
		"notafter": noun + " must be today or in the past",
	})
}

// datedAny makes the question one for a date in the past or the next years.
func datedAny(noun string, f Field) Field {
	return f.dated("omitempty,realdate,notafter=1830", map[string]string{
		"realdate": noun + " must be a real date, like 27 3 2027",
		"notafter": noun + " must be within the next 5 years",
	})
}

func (f Field) dated(rule string, messages map[string]string) Field {
	f.Control, f.Rule, f.Messages = Date, rule, messages
	if f.Hint == "" {
		f.Hint = "For example, 27 3 2026"
	}
	return f
}

// counted makes the question one for a whole number from 0 to most.
func counted(noun string, most int, f Field) Field {
	f.Control, f.Rule = Number, "omitempty,whole="+strconv.Itoa(most)
	f.Messages = map[string]string{"whole": fmt.Sprintf("%s must be a whole number from 0 to %d", noun, most)}
	return f
}

// number returns the whole number that was answered, and whether one was.
func number(all Answers, field string) (int, bool) {
	n, err := strconv.Atoi(strings.TrimSpace(all.First(field)))
	return n, err == nil
}

const telephoneMessage = "Enter a telephone number, like 01632 960 001, 07700 900 982 or +33 1 99 00 12 34"

var (
	referrerOrPractitioner = []Who{ByReferrer, ByPractitioner}
	whoeverIsThere         = []Who{ByReferrer, ByPractitioner, ByInstaller, ByThePerson}
)
