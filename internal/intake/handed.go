package intake

import (
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"assistive-referrals/internal/form"
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
func HandedSections() []form.Section {
	var sections []form.Section
	for _, s := range Sections() {
		if s.OfPerson {
			s = s.Clone()
			s.Fields = slices.DeleteFunc(s.Fields, form.Field.Confirms)
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
func Handed(person map[string][]string, at form.Context) (map[string]form.Answers, error) {
	asked := map[string]form.Section{}
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
		if !f.Takes(values) {
			return nil, HandedError{Field: name, Known: true}
		}
		if inputs[s.Slug] == nil {
			inputs[s.Slug] = url.Values{}
		}
		maps.Copy(inputs[s.Slug], f.Inputs(form.Answers{name: values}))
	}
	handed := map[string]form.Answers{}
	for slug, posted := range inputs {
		s, _ := Find(slug)
		if answers := s.Normalise(s.Read(posted, at)); len(answers) > 0 {
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
