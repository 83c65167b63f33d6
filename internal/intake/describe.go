package intake

import (
	"maps"
	"slices"
	"strings"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

// Describe says of an event that was opened what changed and why, one line each: in
// the change's own words and, where it carries answers, in the words of the form.
func Describe(e referral.Event) []string {
	said := e.Change.Detail()
	switch change := e.Change.(type) {
	case *referral.Order:
		return append(said, DecisionWords(change.Decision)...)
	case *referral.Assess:
		return assessmentLines(e.Strand, change.Assessment)
	case *referral.Decide:
		return DecisionWords(change.Decision)
	case *referral.Propose:
		return append(DecisionWords(change.Decision), said...)
	case *referral.Answer:
		return append(answerLines(*change), said...)
	}
	return said
}

// assessmentLines say what was found, each part but the first under its title.
func assessmentLines(kind referral.Kind, a referral.Assessment) []string {
	var said []string
	for i, part := range AssessmentParts(kind, a) {
		if i > 0 {
			said = append(said, part.Title+":")
		}
		said = append(said, part.Lines...)
	}
	return said
}

// answerLines say what was answered, and what was answered before, in the order of
// the form.
func answerLines(change referral.Answer) []string {
	var lines []string
	for _, name := range inOrder(change.Answers) {
		_, f, found := Named(name)
		if !found {
			f = form.Field{Name: name, Label: name}
		}
		line := f.Label + " " + strings.Join(form.Show(f, change.Answers), "; ")
		if len(change.Was[name]) > 0 {
			line += " (was: " + strings.Join(form.Show(f, change.Was), "; ") + ")"
		}
		lines = append(lines, line)
	}
	return lines
}

// inOrder returns the names of fields as the form orders them, unknown ones last.
func inOrder(answers form.Answers) []string {
	left := maps.Clone(answers)
	var names []string
	for _, s := range Sections() {
		for _, f := range s.Fields {
			if _, here := left[f.Name]; here {
				names = append(names, f.Name)
				delete(left, f.Name)
			}
		}
	}
	return append(names, slices.Sorted(maps.Keys(left))...)
}
