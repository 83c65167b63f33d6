package intake

import (
	"fmt"
	"slices"
	"strings"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

// Part is one part of what was written down, in words: only what was answered.
type Part struct {
	Title string
	Lines []string
}

// AssessmentParts returns an assessment of that kind in words.
func AssessmentParts(kind referral.Kind, a referral.Assessment) []Part {
	all := AssessmentAnswers(a)
	var parts []Part
	for _, s := range Assessment(kind) {
		part := Part{Title: s.Title}
		switch s.Slug {
		case "assessed":
			part = Part{Title: "Assessment", Lines: assessedWords(s, all)}
		case "care-act":
			part.Lines = careActWords(all)
		case "risks":
			part.Lines = riskWords(s, all)
		case "measures":
			part.Lines = measuredWords(s, all)
		default:
			part.Lines = s.Words(all, form.Context{})
		}
		if len(part.Lines) > 0 {
			parts = append(parts, part)
		}
	}
	return parts
}

func assessedWords(s form.Section, all form.Answers) []string {
	var words []string
	first := []string{}
	for _, name := range []string{assessedHow, assessedOn} {
		if f, _ := s.Field(name); len(all[name]) > 0 {
			first = append(first, f.Answer(all))
		}
	}
	words = append(words, strings.Join(first, ", "))
	for _, part := range []struct{ name, label string }{
		{"present", "Also there: "}, {assessedFound, "Found: "}, {assessedGoals, "The person wants: "},
	} {
		if text := all.First(part.name); text != "" {
			words = append(words, part.label+text)
		}
	}
	return words
}

func careActWords(all form.Answers) []string {
	var words []string
	for _, o := range careActOutcomes() {
		if !all.Has(outcomesField, o.code) {
			continue
		}
		name := outcomesPrefix + o.code
		text := o.label + ": " + strings.Join(form.ShowValues(form.Field{Control: form.Checkboxes, Options: waysUnable()}, all[name+howSuffix]...), "; ")
		if all.First(name+variesSuffix) == form.Yes {
			text += ". It changes from day to day"
		}
		if note := all.First(name + noteSuffix); note != "" {
			text += ". " + note
		}
		words = append(words, text)
	}
	switch {
	case all.Has(outcomesField, notLookedAt):
		return []string{"Not looked at in this assessment"}
	case all.Has(outcomesField, allAchieved):
		words = append(words, "They can achieve all ten outcomes")
	case len(words) > 0:
		words = append(words, fmt.Sprintf("They can achieve the other %d", len(careActOutcomes())-len(words)))
	}
	for _, name := range []string{impactField, eligibleField} {
		if f, _ := careAct().Field(name); len(all[name]) > 0 {
			words = append(words, f.Line(all))
		}
	}
	if in := Indicate(all); in.LookedAt {
		words = append(words, in.Words())
	}
	return words
}

// Words says what the findings point to, and that nothing is decided by it.
func (in Indication) Words() string {
	found := "no outcome is not achieved"
	switch n := len(in.Unmet); {
	case n == 1:
		found = "1 outcome is not achieved"
	case n > 1:
		found = fmt.Sprintf("%d outcomes are not achieved", n)
	}
	impact := "no significant impact on well-being was found"
	if in.Impact {
		impact = "there is a significant impact on well-being"
	}
	result := "These findings do not point to eligible needs"
	if in.Indicated {
		result = "These findings point to eligible needs"
	}
	return result + ": " + found + ", and " + impact + ". The practitioner decides."
}

func riskWords(s form.Section, all form.Answers) []string {
	var words []string
	for n := 1; n <= maxRisks; n++ {
		what := all.First(riskField(n, ""))
		if what == "" {
			continue
		}
		who, _ := s.Field(riskField(n, "-who"))
		if len(all[who.Name]) > 0 {
			what += ". At risk: " + who.Answer(all)
		}
		if less := all.First(riskField(n, "-less")); less != "" {
			what += ". Reduced by: " + less
		}
		words = append(words, what)
	}
	return words
}

func measuredWords(s form.Section, all form.Answers) []string {
	var words []string
	for _, f := range s.Asked(all, form.Context{}) {
		asked := slices.ContainsFunc(lonelinessQuestions(), func(q [2]string) bool { return q[0] == f.Name })
		if len(all[f.Name]) > 0 && !asked {
			words = append(words, f.Line(all))
		}
	}
	if score, whole := Loneliness(all); whole {
		return append(words, fmt.Sprintf("Loneliness score, from 3 to 9: %d", score))
	}
	for _, q := range lonelinessQuestions() {
		if f := reused(q[0]); len(all[f.Name]) > 0 {
			words = append(words, f.Line(all))
		}
	}
	return words
}

// AssessmentChanges says what differs between two assessments of that kind, one
// question a line, with what was answered before.
func AssessmentChanges(kind referral.Kind, before, after referral.Assessment) []string {
	was, is := AssessmentAnswers(before), AssessmentAnswers(after)
	var words []string
	for _, s := range Assessment(kind) {
		for _, f := range s.Fields {
			if f.Name == s.NoCodeName() || slices.Equal(was[f.Name], is[f.Name]) {
				continue
			}
			words = append(words, f.Prompt()+f.AnswerOrNone(is)+" (before: "+f.AnswerOrNone(was)+")")
		}
	}
	return words
}
