// Package intake is the referral form: its questions, what a good answer to each
// is, and what a referral must hold to be sent.
//
// A question is one Field in the file of its Section, stated once. Pages, check
// answers, the case page and print range over Sections; nothing else names a
// field. Rules over several answers are in rules.go.
//
// A page of the form does this:
//
//	section, _ := intake.Find("person")
//	typed := section.Read(form, at)                  // as typed, so that it can be shown again
//	all := section.Replace(saved, typed)             // with the answers of the other sections
//	problems := section.Check(all, at)               // each with the input to link to
//	all = section.Normalise(all)                     // what is saved
//
// and sending does this:
//
//	if problems := intake.Check(all, at); len(problems) == 0 {
//		answers, facts := intake.Final(all, at), intake.Facts(all, at)
//	}
//
// Only answers that the form needs to be sent can stop it. Everything else can be
// left, or answered with "Don’t know – ask later", and is then in StillMissing with
// who can answer it.
package intake

import (
	"maps"
	"slices"
	"sync"
	"unicode"

	"assistive-referrals/internal/referral"
)

// Section is one page of the form.
type Section struct {
	Slug, Title, Lead string // Lead is a sentence under the title; may be empty
	Fields            []Field
	Kind              referral.Kind // asked only of a referral for it; "" for every referral
	// Optional says that nothing in it is needed to send: whoever refers is led past
	// it, and finds it on the task list under "If you know it".
	Optional bool
	// OfPerson says that it is about the person: a case system can hand it over.
	OfPerson bool

	rules []rule // of this section alone; nil for those of the form
}

// Sections returns the whole form in speaking order. The sections and their lists
// of fields are the caller's; the options and messages of a field are shared, and
// are never to be changed.
func Sections() []Section {
	sections := slices.Clone(form())
	for i := range sections {
		sections[i] = sections[i].own()
	}
	return sections
}

// form is the form, made once: a request asks for it many times.
var form = sync.OnceValue(func() []Section {
	sections := []Section{
		about(), call(), route(), person(), personMore(), agreement(), consent(), needs(), needsMore(),
		equipment(), home(), responders(), vrSessions(), vrScreening(), vrMore(), digitalSupport(), digitalMore(), whoElse(),
	}
	return confirmed(sections)
})

// confirmed adds to each section with free text the question whether there is a key
// safe code in it.
func confirmed(sections []Section) []Section {
	for i := range sections {
		if confirm, needed := noKeySafeCode(sections[i]); needed {
			sections[i].Fields = append(sections[i].Fields, confirm)
		}
	}
	return sections
}

// SectionsFor returns the sections that a referral with those answers has, with
// the fields that are asked of people in that role.
func SectionsFor(all Answers, at Context) []Section {
	var asked []Section
	for _, s := range form() {
		if s.Kind == "" || all.Has("kinds", string(s.Kind)) {
			asked = append(asked, s.forRole(at.Role))
		}
	}
	return asked
}

// Find returns the section with that slug, and whether there is one.
func Find(slug string) (Section, bool) {
	for _, s := range form() {
		if s.Slug == slug {
			return s.own(), true
		}
	}
	return Section{}, false
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
		if s.asks(f, all, at) {
			asked = append(asked, f)
		}
	}
	return asked
}

func (s Section) asks(f Field, all Answers, at Context) bool {
	if !f.isFor(at.Role) || f.When != nil && !f.When(all, at) {
		return false
	}
	if f.Parent == nil {
		return true
	}
	parent, found := s.Field(f.Parent.Field)
	return found && all.Has(parent.Name, f.Parent.Value) && s.asks(parent, all, at)
}

// Shown returns the fields that a page puts one under the other. Those with a
// Parent are not among them: see Revealed.
func (s Section) Shown(all Answers, at Context) []Field {
	var shown []Field
	for _, f := range s.Fields {
		if f.Parent == nil && s.asks(f, all, at) {
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

// KindsOf returns what the referral is for, in the order of referral.Kinds.
func KindsOf(all Answers) []referral.Kind {
	var kinds []referral.Kind
	for _, kind := range referral.Kinds() {
		if all.Has("kinds", string(kind)) {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

// Final returns what is sent: the normalised answers to the questions that were
// asked. An answer whose question no longer applies stays in the draft only.
func Final(all Answers, at Context) Answers {
	final := Answers{}
	for _, s := range SectionsFor(all, at) {
		normalised := s.Normalise(all)
		for _, f := range s.Asked(all, at) {
			if values := normalised[f.Name]; len(values) > 0 {
				final[f.Name] = slices.Clone(values)
			}
		}
	}
	return final
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

// own returns the section with a list of fields that may be changed.
func (s Section) own() Section {
	s.Fields = slices.Clone(s.Fields)
	return s
}

func (s Section) forRole(role referral.Role) Section {
	s = s.own()
	s.Fields = slices.DeleteFunc(s.Fields, func(f Field) bool { return !f.isFor(role) })
	return s
}

func (f Field) isFor(role referral.Role) bool {
	return len(f.ForRoles) == 0 || slices.Contains(f.ForRoles, role)
}

// The helpers below keep the sections readable.

// choose returns the messages of a field with choices: all say what to select.
func choose(message string) map[string]string {
	return map[string]string{"required": message, "option": message, "exclusive": message + ", or the last choice alone"}
}

func everyone() []Who { return []Who{ByReferrer, ByPractitioner, ByThePerson} }

func yesNo() []Option {
	return []Option{{Value: yes, Label: "Yes"}, {Value: no, Label: "No"}}
}

const (
	yes = "yes"
	no  = "no"
)

// long returns the messages of a text: what to enter, and how long it may be.
func long(enter, noun, limit string) map[string]string {
	return map[string]string{"required": enter, "max": noun + " must be " + limit + " characters or less"}
}

// lowerFirst makes the first letter small, for a label inside a sentence.
func lowerFirst(s string) string {
	for i, r := range s {
		return string(unicode.ToLower(r)) + s[i+len(string(r)):]
	}
	return s
}
