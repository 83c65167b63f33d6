package form

import (
	"maps"
	"slices"

	"assistive-referrals/internal/referral"
)

// Section is questions that are asked, checked and saved together.
type Section struct {
	Slug, Title, Lead string // Lead is a sentence under the title; may be empty
	Fields            []Field
	Kind              referral.Kind // asked only of a referral for it; "" for every referral
	// Optional says that nothing in it is needed to send: whoever refers is led past
	// it, and finds it on the task list under "If you know it".
	Optional bool
	// OfPerson says that it is about the person: a case system can hand it over.
	OfPerson bool
	Rules    []Rule
}

// Field returns the field with that name, and whether the section has it.
func (s Section) Field(name string) (Field, bool) {
	for _, f := range s.Fields {
		if f.Name == name {
			return f, true
		}
	}
	return Field{}, false
}

// Asked returns the fields that apply, given all answers: those whose answers are
// checked, shown and sent.
func (s Section) Asked(all Answers, at Context) []Field {
	var asked []Field
	for _, f := range s.Fields {
		if s.Applies(f, all, at) {
			asked = append(asked, f)
		}
	}
	return asked
}

// Applies tells whether the field, which is one of the section's, applies.
func (s Section) Applies(f Field, all Answers, at Context) bool {
	if !f.isFor(at.Role) || f.When != nil && !f.When(all, at) {
		return false
	}
	if f.Parent == nil {
		return true
	}
	parent, found := s.Field(f.Parent.Field)
	return found && all.Has(parent.Name, f.Parent.Value) && s.Applies(parent, all, at)
}

// Shown returns the fields that a page puts one under the other. Those with a
// Parent are not among them: see Revealed.
func (s Section) Shown(all Answers, at Context) []Field {
	var shown []Field
	for _, f := range s.Fields {
		if f.Parent == nil && s.Applies(f, all, at) {
			shown = append(shown, f)
		}
	}
	return shown
}

// Revealed returns the fields that a page puts inside that choice of that field,
// whether or not it is chosen.
func (s Section) Revealed(field, value string, all Answers, at Context) []Field {
	var revealed []Field
	for _, f := range s.Fields {
		if f.Parent != nil && *f.Parent == (Parent{field, value}) && f.isFor(at.Role) && (f.When == nil || f.When(all, at)) {
			revealed = append(revealed, f)
		}
	}
	return revealed
}

// Replace returns all answers with those of this section replaced by what was
// typed. Neither argument is changed.
func (s Section) Replace(all, typed Answers) Answers {
	replaced := maps.Clone(all)
	if replaced == nil {
		replaced = Answers{}
	}
	for _, f := range s.Fields {
		delete(replaced, f.Name)
		if values := typed[f.Name]; len(values) > 0 {
			replaced[f.Name] = slices.Clone(values)
		}
	}
	return replaced
}

// Clone returns the section with a list of fields that may be changed.
func (s Section) Clone() Section {
	s.Fields = slices.Clone(s.Fields)
	return s
}

// ForRole returns the section with what is asked of people in that role.
func (s Section) ForRole(role referral.Role) Section {
	s = s.Clone()
	s.Fields = slices.DeleteFunc(s.Fields, func(f Field) bool { return !f.isFor(role) })
	return s
}

func (f Field) isFor(role referral.Role) bool {
	return len(f.ForRoles) == 0 || slices.Contains(f.ForRoles, role)
}

// Branch returns the questions of the section that stand one under the other, or those
// that stand under a choice: with "", "" and with a field's name and value.
func (s Section) Branch(field, value string) []Field {
	var asked []Field
	for _, f := range s.Fields {
		if f.Parent == nil && field == "" || f.Parent != nil && *f.Parent == (Parent{field, value}) {
			asked = append(asked, f)
		}
	}
	return asked
}

// Rule is one that needs more answers than its field's own. It is checked with its
// field, where that is asked, and returns what to do, or "".
type Rule struct {
	Field string
	Check func(all Answers, at Context) string
}

// Together returns the sections as one, to be read, checked and saved at once.
func Together(slug string, sections []Section) Section {
	whole := Section{Slug: slug}
	for _, s := range sections {
		whole.Fields = append(whole.Fields, s.Fields...)
	}
	return whole
}

// CheckTogether returns the problems of sections that are sent at once, in the order
// of their fields.
func CheckTogether(sections []Section, all Answers, at Context) []Problem {
	var problems []Problem
	for _, s := range sections {
		problems = append(problems, s.Check(all, at)...)
	}
	return problems
}
