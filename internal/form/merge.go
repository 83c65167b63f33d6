package form

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"slices"
	"strings"

	"assistive-referrals/internal/referral"
)

// Seen says what a page showed of a section: for each field with an answer, a mark
// of that answer. A page carries them, so that a save can tell what was changed on
// the page from what was changed elsewhere meanwhile.
type Seen map[string]string

// Seen returns the marks of the section's answers.
func (s Section) Seen(all Answers) Seen {
	marks := Seen{}
	for _, f := range s.Fields {
		if values := all[f.Name]; len(values) > 0 {
			marks[f.Name] = markOf(values)
		}
	}
	return marks
}

func markOf(values []string) string {
	sum := sha256.Sum256([]byte(strings.Join(values, "\x00")))
	return hex.EncodeToString(sum[:8])
}

// ParseSeen reads what String wrote. What is no mark is left out: the field then
// counts as shown without an answer.
func ParseSeen(text string) Seen {
	marks := Seen{}
	for _, pair := range strings.Fields(text) {
		if name, mark, found := strings.Cut(pair, ":"); found {
			marks[name] = mark
		}
	}
	return marks
}

// String writes the marks for a page to carry.
func (m Seen) String() string {
	pairs := make([]string, 0, len(m))
	for name, mark := range m {
		pairs = append(pairs, name+":"+mark)
	}
	slices.Sort(pairs)
	return strings.Join(pairs, " ")
}

// shows tells whether the field was shown with those values.
func (m Seen) shows(field string, values []string) bool {
	if len(values) == 0 {
		return m[field] == ""
	}
	return m[field] == markOf(values)
}

// Merged is what a page sends laid over what was saved elsewhere meanwhile.
type Merged struct {
	// Answers of the section: what only one side changed. Of what both changed,
	// what is saved.
	Answers Answers
	// Conflicts are the fields that both sides changed, each its own way.
	Conflicts []Conflict
	// Elsewhere are the names of the fields of which Answers do not hold what the
	// page sent.
	Elsewhere []string
	// Shown are the marks of what the page then shows and knows to be saved. Of a
	// conflict they stay as they were, so that it stays one.
	Shown Seen
}

// Conflict is a question with two answers to choose from.
type Conflict struct {
	Field        Field
	Saved, Typed []string
}

// Origin is who changed what is saved of a field.
type Origin int

const (
	AnotherPage Origin = iota
	SamePage           // as the one that is merged: no conflict
	NoPage             // the answer went because another changed
)

// Merge lays the section's answers that a page sends over those that are saved.
// shown are the marks of what the page had shown, and by tells who changed last
// what is saved of a field.
func (s Section) Merge(saved, typed Answers, shown Seen, by func(field string) Origin) Merged {
	m := Merged{Answers: Answers{}, Shown: Seen{}}
	for _, f := range s.Fields {
		is, was := typed[f.Name], saved[f.Name]
		take, mark := is, ""
		if len(is) > 0 {
			mark = markOf(is)
		}
		switch {
		case slices.Equal(is, was):
		case shown.shows(f.Name, was) || by(f.Name) == SamePage:
			// Only the page changed it.
		case shown.shows(f.Name, is):
			take, m.Elsewhere = was, append(m.Elsewhere, f.Name)
		case by(f.Name) == NoPage:
		default:
			take, mark, m.Elsewhere = was, shown[f.Name], append(m.Elsewhere, f.Name)
			m.Conflicts = append(m.Conflicts, Conflict{Field: f, Saved: was, Typed: is})
		}
		if len(take) > 0 {
			m.Answers[f.Name] = slices.Clone(take)
		}
		if mark != "" {
			m.Shown[f.Name] = mark
		}
	}
	return m
}

// Both returns the answers to a conflict one after the other, where the question
// takes a text of several lines; otherwise nil.
func (c Conflict) Both() []string {
	if c.Field.Control != TextArea || len(c.Saved) != 1 || len(c.Typed) != 1 || c.Field.unknownIn(c.Saved) || c.Field.unknownIn(c.Typed) {
		return nil
	}
	return []string{c.Saved[0] + "\n\n" + c.Typed[0]}
}

func (f Field) unknownIn(values []string) bool { return f.Unknown(Answers{f.Name: values}) }

// Inputs returns what the inputs of the field's page hold with that answer: what
// Section.Read reads it from.
func (f Field) Inputs(all Answers) url.Values {
	inputs, values := url.Values{}, all[f.Name]
	switch {
	case len(values) == 0:
	case f.Unknown(all) && !f.choice():
		inputs.Set(f.DontKnowName(), referral.DontKnow)
	case f.Control == Secret:
		inputs.Set(f.KeptName(), values[0])
	case f.Control == Date:
		day, month, year := DateParts(values)
		inputs.Set(f.Name+"-day", day)
		inputs.Set(f.Name+"-month", month)
		inputs.Set(f.Name+"-year", year)
	default:
		inputs[f.Name] = slices.Clone(values)
	}
	return inputs
}
