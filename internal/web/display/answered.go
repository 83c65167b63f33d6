package display

import (
	"maps"
	"slices"
	"strings"

	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
)

// AnswerDetail says what an event answered, in the words and order of the form.
func AnswerDetail(change referral.Answer) []string {
	var detail []string
	for _, name := range inOrder(change.Answers) {
		_, f, found := intake.Named(name)
		if !found {
			f = intake.Field{Name: name, Label: name}
		}
		line := f.Label + " " + strings.Join(intake.Show(f, change.Answers), "; ")
		if len(change.Was[name]) > 0 {
			line += " (was: " + strings.Join(intake.Show(f, change.Was), "; ") + ")"
		}
		detail = append(detail, line)
	}
	detail = append(detail, Given("Why: ", change.Reason)...)
	for _, kind := range referral.Kinds() {
		if again, changes := change.Strands[kind]; changes {
			detail = append(detail, againDetail(kind.Label()+": ", again)...)
		}
	}
	return append(detail, againDetail("", change.TriagedAgain)...)
}

// againDetail says what answers changed of a strand.
func againDetail(about string, again referral.TriagedAgain) []string {
	if again.Triage != nil {
		return append([]string{about + "Triaged again: " + strings.ToLower(again.Triage.Priority.Label())}, triageDetail(*again.Triage)...)
	}
	if again.Flags == nil {
		return nil
	}
	return []string{about + "Flags: " + flagWords(again.Flags)}
}

// inOrder returns the names of fields as the form orders them, unknown ones last.
func inOrder(answers intake.Answers) []string {
	left := maps.Clone(answers)
	var names []string
	for _, s := range intake.Sections() {
		for _, f := range s.Fields {
			if _, here := left[f.Name]; here {
				names = append(names, f.Name)
				delete(left, f.Name)
			}
		}
	}
	return append(names, slices.Sorted(maps.Keys(left))...)
}

// ChangedAfter returns, for each field that was answered after the referral was
// sent, who did it last, when and why.
func ChangedAfter(events []referral.Event) map[string]string {
	changed := map[string]string{}
	for _, e := range events {
		if assessed, is := e.Change.(*referral.Assess); is {
			for name := range assessed.Answered {
				changed[name] = "Answered at the assessment by " + Byline(e)
			}
		}
		change, answered := e.Change.(*referral.Answer)
		if !answered {
			continue
		}
		for name := range change.Answers {
			words := "Added by " + Byline(e)
			if was := change.Was[name]; len(was) > 0 {
				words = "Changed by " + Byline(e)
				if _, f, found := intake.Named(name); found {
					words += ". It was: " + strings.Join(intake.Show(f, change.Was), "; ")
				}
			}
			if change.Reason != "" {
				words += ". Why: " + change.Reason
			}
			changed[name] = words
		}
	}
	return changed
}
