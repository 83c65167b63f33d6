package intake

import (
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// HandedError says what is wrong with what a case system hands over. It quotes no
// answer.
type HandedError struct {
	Field string // its name; "" for one that cannot be shown
	Known bool   // the form asks it, but not with such an answer
}

func (e HandedError) Error() string {
	switch {
	case e.Field == "":
		return "a question that the form does not ask"
	case !e.Known:
		return fmt.Sprintf("%q, which the form does not ask about a person", e.Field)
	}
	return fmt.Sprintf("%q, with an answer that the form does not take", e.Field)
}

var fieldName = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// HandedSections returns the sections about the person, with the questions that a case
// system can answer.
func HandedSections() []Section {
	var sections []Section
	for _, s := range Sections() {
		if s.OfPerson {
			s = s.own()
			s.Fields = slices.DeleteFunc(s.Fields, Field.confirms)
			sections = append(sections, s)
		}
	}
	return sections
}

// Handed returns the answers, by section, that a case system hands over about a
// person: by the names of the questions, dates as yyyy-mm-dd, choices by their codes.
// What is only wrong by a rule is kept as it is, to be put right on the form. It
// returns a HandedError for a question that is not about the person, and for an answer
// that the form could not show.
func Handed(person map[string][]string, at Context) (map[string]Answers, error) {
	asked := map[string]Section{}
	for _, s := range HandedSections() {
		for _, f := range s.Fields {
			asked[f.Name] = s
		}
	}
	inputs := map[string]url.Values{}
	for _, name := range slices.Sorted(maps.Keys(person)) {
		s, known := asked[name]
		if !known {
			return nil, unknownField(name)
		}
		f, _ := s.Field(name)
		values := slices.DeleteFunc(slices.Clone(person[name]), func(value string) bool { return strings.TrimSpace(value) == "" })
		if !f.takes(values) {
			return nil, HandedError{Field: name, Known: true}
		}
		if inputs[s.Slug] == nil {
			inputs[s.Slug] = url.Values{}
		}
		maps.Copy(inputs[s.Slug], f.Inputs(Answers{name: values}))
	}
	handed := map[string]Answers{}
	for slug, form := range inputs {
		s, _ := Find(slug)
		if answers := s.Normalise(s.Read(form, at)); len(answers) > 0 {
			handed[slug] = answers
		}
	}
	return handed, nil
}

func unknownField(name string) HandedError {
	if len(name) > 40 || !fieldName.MatchString(name) {
		name = ""
	}
	return HandedError{Field: name}
}

// confirms tells whether the field asks for nothing but a tick that something is so.
func (f Field) confirms() bool { return f.Control == Checkboxes && len(f.Options) == 1 }

// takes tells whether a page could show those values as an answer.
func (f Field) takes(values []string) bool {
	switch {
	case len(values) == 0:
		return true
	case f.choice():
		choices := f.Choices()
		return (f.Control == Checkboxes || len(values) == 1) && !slices.ContainsFunc(values, func(value string) bool {
			return !slices.ContainsFunc(choices, func(o Option) bool { return o.Value == value })
		})
	case len(values) > 1:
		return false
	case f.Control == Date:
		_, real := realDate(values)
		return real
	}
	return true
}
