package form

import (
	"strings"
	"unicode"
)

// NotAnswered is shown where there is no answer.
const NotAnswered = "Not answered"

// Show returns the answer in the form's words, one line or choice each, for check
// answers, the case page and print: never empty.
func Show(f Field, all Answers) []string {
	if f.Unknown(all) {
		return []string{DontKnowLabel}
	}
	if shown := ShowValues(f, all[f.Name]...); len(shown) > 0 {
		return shown
	}
	return []string{NotAnswered}
}

// ShowValues returns those values as an answer to the question is shown; none for none.
func ShowValues(f Field, values ...string) []string {
	if strings.Join(values, "") == "" {
		return nil
	}
	switch f.Control {
	case Radios, Select, Checkboxes:
		// In the form's order, and then whatever the form no longer offers.
		var shown []string
		left := map[string]bool{}
		for _, value := range values {
			left[value] = true
		}
		for _, o := range f.Choices() {
			if left[o.Value] {
				shown = append(shown, o.Label)
				delete(left, o.Value)
			}
		}
		for _, value := range values {
			if left[value] {
				shown = append(shown, value)
			}
		}
		return shown
	case Date:
		if t, ok := realDate(values); ok {
			return []string{t.Format("2 January 2006")}
		}
		return []string{strings.Join(values, " ")}
	case TextArea:
		return strings.Split(values[0], "\n")
	case NHSNumber:
		return []string{showNHSNumber(values[0])}
	case Secret:
		return []string{StoredSecret}
	case Telephone:
		return []string{ShowTelephone(values[0])}
	case Text, Time, Email, Postcode, Number:
	}
	return values
}

// Words returns what was answered of a section, one question a line.
func (s Section) Words(all Answers, at Context) []string {
	var words []string
	for _, f := range s.Asked(all, at) {
		if len(all[f.Name]) > 0 && f.Name != s.NoCodeName() {
			words = append(words, f.Line(all))
		}
	}
	return words
}

// Line returns question and answer in a line; a text keeps its line ends.
func (f Field) Line(all Answers) string {
	return f.Prompt() + f.Answer(all)
}

// Prompt returns the label with what parts it from an answer in the same line.
func (f Field) Prompt() string {
	if strings.HasSuffix(f.Label, "?") {
		return f.Label + " "
	}
	return f.Label + ": "
}

// Answer returns the answer in a line, but for a text, which keeps its line ends.
func (f Field) Answer(all Answers) string {
	if f.Control == TextArea {
		return all.First(f.Name)
	}
	return strings.Join(Show(f, all), "; ")
}

// AnswerOrNone says also that there is no answer.
func (f Field) AnswerOrNone(all Answers) string {
	if len(all[f.Name]) == 0 {
		return LowerFirst(NotAnswered)
	}
	return f.Answer(all)
}

// LowerFirst makes the first letter small, for a label inside a sentence.
func LowerFirst(s string) string {
	for i, r := range s {
		return string(unicode.ToLower(r)) + s[i+len(string(r)):]
	}
	return s
}
