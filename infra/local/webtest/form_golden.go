package webtest

import (
	"slices"
	"strings"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
)

// GoldenName is what a section's golden files are called after.
func GoldenName(s form.Section) string { return strings.ReplaceAll(s.Slug, "-", "_") }

// SpokenGoldens are the sections of a call about everything that can be asked for.
func SpokenGoldens() []form.Section {
	all := form.Answers{"kinds": Everything()["about"]["kinds"]}
	return intake.Spoken(all, form.Context{Now: Monday, Role: referral.SocialWorker})
}

// AnswersGoldens are the sections of which something can be answered afterwards.
func AnswersGoldens() []form.Section {
	var later []form.Section
	for _, s := range intake.Sections() {
		for _, f := range s.Fields {
			if !f.Fixed && !f.OnScreen {
				later = append(later, s)
				break
			}
		}
	}
	return later
}

// Said is what a page tells of a question to whoever cannot see it.
type Said struct {
	Name, Label, Hint string
	role              string // of its choices; "" where it has none
	date              bool
	choices           []form.Option
}

// SaidOn returns what the page of that name tells of the questions of a section of the
// form, asked in writing or on the telephone, and whether it is such a page.
func SaidOn(name string) ([]Said, bool) {
	page, rest, _ := strings.Cut(name, "_")
	if page != "section" && page != "telephone" {
		return nil, false
	}
	var found form.Section
	for _, s := range intake.Sections() {
		if strings.HasPrefix(rest, GoldenName(s)+"_") && len(s.Slug) > len(found.Slug) {
			found = s
		}
	}
	var said []Said
	for _, f := range found.Fields {
		q := Said{Name: f.Name, Label: f.Label, Hint: f.Hint, choices: f.Options, date: f.Control == form.Date}
		if f.Control == form.Radios {
			q.role = "radio"
		} else if f.Control == form.Checkboxes {
			q.role = "checkbox"
		}
		if page == "telephone" {
			q.Label = f.Say()
		} else if f.DontKnow && f.NeededBy != form.Send {
			q.Hint = strings.TrimSpace(f.Hint + " Needed " + f.NeededBy.Label() + ", not to send.")
		}
		said = append(said, q)
	}
	return said, len(said) > 0
}

// Node is a line of what is told: a role, what it is called, and how it is described.
type Node struct{ Role, Name, Hint string }

// Is tells whether a line of the accessibility tree tells of the node.
func (n Node) Is(line string) bool {
	line = strings.TrimSpace(line)
	return strings.HasPrefix(line, n.Role+` "`+n.Name) && strings.Contains(line, n.Hint)
}

// Nodes returns what is told of the question of what can be seen of it on a page, the
// question itself first: a control is known by its name, a choice by its name and value.
func (q Said) Nodes(seen []string) []Node {
	var nodes []Node
	for _, part := range []string{"day", "month", "year"} {
		if q.date && slices.Contains(seen, q.Name+"-"+part) {
			nodes = append(nodes, Node{Role: "textbox", Name: strings.ToUpper(part[:1]) + part[1:]})
		}
	}
	for _, o := range q.choices {
		if slices.Contains(seen, q.Name+"="+o.Value) {
			nodes = append(nodes, Node{Role: q.role, Name: o.Label})
		}
	}
	switch {
	case len(nodes) > 0:
		return append([]Node{{"group", q.Label, q.Hint}}, nodes...)
	case slices.Contains(seen, q.Name+"-remove=yes"): // a secret that is stored
		return []Node{{"textbox", "New ", q.Hint}}
	case slices.Contains(seen, q.Name):
		return []Node{{"textbox", q.Label, q.Hint}}
	}
	return nil
}
