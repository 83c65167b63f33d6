package form

import (
	"fmt"
	"regexp"
	"slices"
)

var kebab = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// Faults returns what is wrong with how the section is stated, for the tests of whoever
// states one: nothing that somebody answers can be wrong with it.
func (s Section) Faults() []string {
	f := faults{inputs: map[string]string{}}
	if !kebab.MatchString(s.Slug) || s.Kind != "" && !s.Kind.Valid() {
		f.add("section %q: slug or kind", s.Slug)
	}
	for _, rule := range s.Rules {
		if _, here := s.Field(rule.Field); !here {
			f.add("a rule is checked with %q, which is not asked", rule.Field)
		}
	}
	for _, field := range s.Fields {
		f.naming(field)
		f.wording(field)
		f.choosing(field)
		if s.Optional && field.Required() && field.Parent == nil {
			f.add("%s is required in a section that can be left", field.Name)
		}
		if field.Parent != nil {
			parent, _ := s.Field(field.Parent.Field)
			if !slices.ContainsFunc(parent.Options, func(o Option) bool { return o.Value == field.Parent.Value }) {
				f.add("%s: its parent %v is not in the section", field.Name, *field.Parent)
			}
		}
	}
	return f.found
}

type faults struct {
	inputs map[string]string // to the field
	found  []string
}

func (f *faults) add(format string, about ...any) {
	f.found = append(f.found, fmt.Sprintf(format, about...))
}

func (f *faults) naming(field Field) {
	inputs := []string{field.Name}
	switch {
	case field.Control == Date:
		inputs = append(inputs, field.Name+"-day", field.Name+"-month", field.Name+"-year")
	case field.Control == Secret:
		inputs = append(inputs, field.KeptName(), field.RemoveName())
	}
	if field.DontKnow && !field.choice() {
		inputs = append(inputs, field.DontKnowName())
	}
	for _, input := range inputs {
		if other := f.inputs[input]; other != "" || !kebab.MatchString(input) {
			f.add("%s: the input %q is malformed, or also one of %q", field.Name, input, other)
		}
		f.inputs[input] = field.Name
	}
}

// wording checks that everything which can be said of an answer has words.
func (f *faults) wording(field Field) {
	if field.Label == "" || field.NeededBy.Label() == "" || len(field.AnsweredBy) == 0 || slices.ContainsFunc(field.AnsweredBy, func(w Who) bool { return w.Label() == "" }) {
		f.add("%s: no label, no time by which it is needed, or nobody to answer it", field.Name)
	}
	tags := field.tags()
	if tags[0] != "required" && tags[0] != "omitempty" {
		f.add("%s: the rule %q says not whether it is required", field.Name, field.Rule)
	}
	if field.Required() && field.NeededBy != Send && field.NeededBy != Record {
		f.add("%s is required, and yet not needed to send or to record it", field.Name)
	}
	f.messages(field, tags)
}

// messages checks that each rule says what to do about an answer.
func (f *faults) messages(field Field, tags []string) {
	for _, tag := range tags {
		if tag != "omitempty" && field.Messages[tag] == "" {
			f.add("%s: no message for %q", field.Name, tag)
		}
	}
	if (field.freeText() || field.Control == Email) && field.MaxLength() == 0 {
		f.add("%s is a text without a limit", field.Name)
	}
	if field.Control == Date && field.dateNoun() == "" {
		f.add("%s is a date without a noun in its message", field.Name)
	}
	// An unknown tag panics.
	field.check(Answers{field.Name: {"x"}}, Context{})
	field.check(Answers{}, Context{})
}

func (f *faults) choosing(field Field) {
	tags := field.tags()
	if field.choice() != (len(field.Options) > 0) || field.choice() && !slices.Contains(tags, "option") {
		f.add("%s: options do not go with the control and the rule", field.Name)
	}
	seen := map[string]bool{}
	for _, o := range field.Choices() {
		if o.Value == "" || o.Label == "" || seen[o.Value] {
			f.add("%s: option %q is malformed or given twice", field.Name, o.Value)
		}
		seen[o.Value] = true
		if o.Exclusive && field.Control == Checkboxes && !slices.Contains(tags, "exclusive") {
			f.add("%s has an exclusive option and no rule for it", field.Name)
		}
	}
}
