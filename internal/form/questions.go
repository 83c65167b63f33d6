package form

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// The constructors below state short questions, which a practitioner answers to record
// something: missing is said where there is no answer, and noun is what a date or a
// time is called, such as "The date of the visit". The methods after them say what is
// different about one.

// Choice is a question with one answer to choose.
func Choice(name, label string, options []Option, missing string) Field {
	return Field{Name: name, Label: label, Control: Radios, Options: options, Rule: "required,option", Messages: ToSelect(missing)}.recorded()
}

// List is Choice with so many answers that they are a drop-down list.
func List(name, label string, options []Option, missing string) Field {
	f := Choice(name, label, options, missing)
	f.Control = Select
	return f
}

// Several is a question with any number of answers to choose.
func Several(name, label string, options []Option, missing string) Field {
	f := Choice(name, label, options, missing)
	f.Control = Checkboxes
	return f
}

// LongText is a question that is answered in a text.
func LongText(name, label, missing string) Field {
	return Field{Name: name, Label: label, Control: TextArea, Rule: "required,max=4000", Messages: map[string]string{
		"required": missing, "max": "Shorten ‘" + label + "’ to 4,000 characters or less",
	}}.recorded()
}

// ShortText is a question that is answered in a line of words.
func ShortText(name, label, missing string) Field {
	return Field{Name: name, Label: label, Control: Text, Prose: true, Rule: "required,max=200", Messages: map[string]string{
		"required": missing, "max": "Shorten ‘" + label + "’ to 200 characters or less",
	}}.recorded()
}

// AnyDate is a question for a date.
func AnyDate(name, label, noun string) Field {
	return Field{Name: name, Label: label, Control: Date, Rule: "required,realdate", Messages: map[string]string{
		"required": "Enter " + LowerFirst(noun), "realdate": noun + " must be a real date, like 27 3 2027",
	}}.recorded()
}

// PastDate is a question for a date up to today.
func PastDate(name, label, noun string) Field {
	return AnyDate(name, label, noun).Ruled("notafter=0", noun+" must be today or in the past")
}

// FutureDate is a question for a date after today.
func FutureDate(name, label, noun string) Field {
	return AnyDate(name, label, noun).Ruled("future", noun+" must be in the future")
}

// TimeOfDay is a question for a time, which belongs to a date.
func TimeOfDay(name, label, noun string) Field {
	missing := "Enter " + LowerFirst(noun) + ", like 2:30pm or 14:30"
	return Field{Name: name, Label: label, Control: Time, Width: "5", Rule: "required,timeofday", Messages: map[string]string{
		"required": missing, "timeofday": missing,
	}}.recorded().Hinted("For example, 2:30pm or 14:30")
}

func (f Field) recorded() Field {
	f.NeededBy, f.AnsweredBy = Record, []Who{Practitioner}
	return f
}

// Ruled returns a question whose answer follows one more rule: a tag that newChecker
// names.
func (f Field) Ruled(rule, message string) Field {
	tag, _, _ := strings.Cut(rule, "=")
	f.Rule += "," + rule
	f.Messages = maps.Clone(f.Messages)
	f.Messages[tag] = message
	return f
}

// AtMost returns a text of at most so many characters.
func (f Field) AtMost(characters int, message string) Field {
	rules := slices.DeleteFunc(strings.Split(f.Rule, ","), func(rule string) bool { return strings.HasPrefix(rule, "max=") })
	f.Rule = strings.Join(rules, ",")
	return f.Ruled("max="+strconv.Itoa(characters), message)
}

// Wide returns a line as wide as so many characters: see Width.
func (f Field) Wide(characters string) Field { f.Width = characters; return f }

// Hinted returns the question with a hint.
func (f Field) Hinted(hint string) Field { f.Hint = hint; return f }

// Optional returns a question that can be left without an answer.
func (f Field) Optional() Field {
	f.Rule = strings.Replace(f.Rule, "required", "omitempty", 1)
	return f
}

// If returns a question that is asked under that choice of that field.
func (f Field) If(field, value string) Field { f.Parent = Under(field, value); return f }

// Tall returns a text that has so many lines on a page.
func (f Field) Tall(rows int) Field { f.Rows = rows; return f }

// Needed returns a question that is needed only by then.
func (f Field) Needed(by Level) Field {
	f.NeededBy = by
	if by != Send {
		return f.Optional()
	}
	return f
}

// By returns a question that those can answer.
func (f Field) By(who ...Who) Field { f.AnsweredBy = who; return f }

// CanWait returns a question that offers "Don’t know – ask later".
func (f Field) CanWait() Field { f.DontKnow = true; return f }

// NeededIf is the rule that a field which can be left needs an answer where that holds.
func NeededIf(field, missing string, holds func(all Answers, at Context) bool) Rule {
	return Rule{Field: field, Check: func(all Answers, at Context) string {
		if len(all[field]) == 0 && holds(all, at) {
			return missing
		}
		return ""
	}}
}

// Chosen tells of answers that a field has that value.
func Chosen(field, value string) func(Answers, Context) bool {
	return func(all Answers, _ Context) bool { return all.Has(field, value) }
}

// Options makes choices of values, each followed by its label.
func Options(pairs ...string) []Option {
	var all []Option
	for pair := range slices.Chunk(pairs, 2) {
		all = append(all, Option{Value: pair[0], Label: pair[1]})
	}
	return all
}

// Pairs makes choices of codes with their labels.
func Pairs(of [][2]string) []Option {
	var all []Option
	for _, pair := range of {
		all = append(all, Option{Value: pair[0], Label: pair[1]})
	}
	return all
}

// Alone adds a choice that goes with no other.
func Alone(all []Option, value, label string) []Option {
	return append(all, Option{Value: value, Label: label, Exclusive: true})
}

// YesNo are the choices of most questions.
func YesNo() []Option { return Options(Yes, "Yes", No, "No") }

// The values of YesNo.
const (
	Yes = "yes"
	No  = "no"
)

// ToSelect returns the messages of a field with choices: all say what to select.
func ToSelect(message string) map[string]string {
	return map[string]string{"required": message, "option": message, "exclusive": message + ", or the last choice alone"}
}

// ToEnter returns the messages of a text: what to enter, and how long it may be.
func ToEnter(enter, noun, limit string) map[string]string {
	return map[string]string{"required": enter, "max": noun + " must be " + limit + " characters or less"}
}
