package intake

import (
	"fmt"
	"maps"
	"slices"
	"sync"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

// Assessment returns what a practitioner writes down when they assess for that kind,
// as sections of questions of the same sort as the form's. The first is asked of
// everybody; the others are there where there is something to say.
func Assessment(kind referral.Kind) []form.Section {
	sections := slices.Clone(assessments()[kind])
	for i := range sections {
		sections[i] = sections[i].Clone()
	}
	return sections
}

// assessments are made once, as the form is.
var assessments = sync.OnceValue(func() map[referral.Kind][]form.Section {
	all := map[referral.Kind][]form.Section{}
	for _, kind := range append(referral.Kinds(), "") { // "" for what has no kind: what everybody is asked
		all[kind] = newAssessment(kind)
	}
	return all
})

func newAssessment(kind referral.Kind) []form.Section {
	sections := []form.Section{assessed()}
	switch kind {
	case referral.AssistiveTechnology:
		sections = append(sections, careAct(), risks(), capacity(), measures(true))
	case referral.VRSessions:
		sections = append(sections, screeningChecked(), risks(), capacity(), measures(true))
	case referral.DigitalSupport:
		sections = append(sections, foundation(), risks(), capacity(), measures(false))
	}
	return confirmed(sections)
}

// The names of what every assessment holds.
const (
	assessedHow   = "method"
	assessedOn    = "on"
	assessedFound = "findings"
	assessedGoals = "goals"
)

func assessed() form.Section {
	var methods []form.Option
	for _, m := range referral.AssessmentMethods() {
		methods = append(methods, form.Option{Value: m[0], Label: m[1]})
	}
	on := datedPast("The date of the assessment", form.Field{Name: assessedOn, Label: "Date of the assessment", Hint: "For example, 27 3 2027"})
	on.Rule = "required,realdate,notafter=0"
	on.Messages["required"] = "Enter the date of the assessment"
	return form.Section{
		Slug: "assessed", Title: "What you found",
		Fields: practitioners(
			form.Field{
				Name: assessedHow, Label: "How did you assess?", Control: form.Radios, Options: methods,
				Rule: "required,option", Messages: form.ToSelect("Select how you assessed"),
			},
			on,
			form.Field{Name: "present", Label: "Who else was there?", Hint: "For example, a daughter, an interpreter or an advocate.", Control: form.Text,
				Rule: "omitempty,max=200", Messages: form.ToEnter("", "Who was there", "200")},
			form.Field{
				Name: assessedFound, Label: "What you found", Control: form.TextArea,
				Rule: "required,max=4000", Messages: form.ToEnter("Enter what you found", "What you found", "4,000"),
			},
			form.Field{
				Name: assessedGoals, Label: "What the person wants to be able to do", Hint: "In their words.", Control: form.TextArea,
				Rule: "omitempty,max=4000", Messages: form.ToEnter("", "What the person wants", "4,000"),
			},
		),
	}
}

// maxRisks is how many risks an assessment has room for.
const maxRisks = 4

func riskField(n int, part string) string { return fmt.Sprintf("risk-%d%s", n, part) }

// risks asks what could happen, to whom, and what makes it less.
func risks() form.Section {
	s := form.Section{Slug: "risks", Title: "Risks", Optional: true, Lead: fmt.Sprintf("Up to %d, the gravest first.", maxRisks)}
	for n := 1; n <= maxRisks; n++ {
		asked := practitioners(
			form.Field{Name: riskField(n, ""), Label: fmt.Sprintf("Risk %d: what could happen?", n), Control: form.TextArea},
			form.Field{Name: riskField(n, "-who"), Label: fmt.Sprintf("Risk %d: who is at risk?", n), Hint: "Select all that apply.", Control: form.Checkboxes, Options: form.Options(
				"person", "The person", "carer", "Somebody who cares for them", "household", "Others in the home", "visitors", "Staff and other visitors",
			)},
			form.Field{Name: riskField(n, "-less"), Label: fmt.Sprintf("Risk %d: what reduces it?", n), Control: form.TextArea},
		)
		for i := range asked {
			if n > 1 {
				asked[i].Aside = fmt.Sprintf("Another risk: %d", n)
			}
		}
		s.Fields = append(s.Fields, asked...)
		s.Rules = append(s.Rules, riskNamed(n))
	}
	return s
}

// riskNamed wants to know what a risk is of which the rest was answered.
func riskNamed(n int) form.Rule {
	return form.Rule{Field: riskField(n, ""), Check: func(all form.Answers, _ form.Context) string {
		if len(all[riskField(n, "")]) == 0 && len(all[riskField(n, "-who")])+len(all[riskField(n, "-less")]) > 0 {
			return fmt.Sprintf("Enter what could happen, for risk %d", n)
		}
		return ""
	}}
}

// measures asks for what was measured, as numbers alone: the words of the frailty
// scale belong to somebody else.
func measures(frailty bool) form.Section {
	s := form.Section{Slug: "measures", Title: "Loneliness", Optional: true, Lead: "Only what was asked and recorded. Nobody has to answer these."}
	if frailty {
		s.Title = "Frailty and loneliness"
		s.Fields = practitioners(form.Field{
			Name: "frailty", Label: "Frailty value", Hint: "1 to 9, from the scale that you use.", Control: form.Number, Width: "2",
			Rule: "omitempty,oneof=1 2 3 4 5 6 7 8 9", Messages: map[string]string{"oneof": "The frailty value must be a whole number from 1 to 9"},
		})
	}
	for _, q := range lonelinessQuestions() {
		s.Fields = append(s.Fields, reused(q[0]))
	}
	// The direct question that goes with the three, as the Office for National
	// Statistics harmonised them (GSS harmonised principle).
	s.Fields = append(s.Fields, practitioners(form.Field{
		Name: "lonely-direct", Label: "How often do you feel lonely?", Control: form.Radios,
		Options: form.Options("often", "Often or always", "some", "Some of the time", "occasionally", "Occasionally", "hardly", "Hardly ever", "never", "Never"),
	})...)
	return s
}

// screeningChecked asks whether the screening before sessions was gone through. Its
// questions are the referral's own, and are answered there.
func screeningChecked() form.Section {
	return form.Section{
		Slug: "screening-checked", Title: "Screening for a headset",
		Fields: practitioners(form.Field{
			Name: "screening-done", Label: "Did you go through the screening with them?", Control: form.Radios, Options: form.Options(
				"unchanged", "Yes: its answers are right",
				"changed", "Yes: I have corrected its answers on the referral",
				"not-yet", "Not yet: it is done before anything is booked",
			),
		}),
	}
}

// foundation is what digital support asks at the first visit: the questions that
// the referral itself has, for whoever refers may know some of it.
func foundation() form.Section {
	s := form.Section{Slug: "foundation", Title: "What they can do on a device", Lead: "What was known already is filled in."}
	tasks := foundationTasks()
	for i := 0; i < len(tasks); i += 2 {
		s.Fields = append(s.Fields, reused(tasks[i]))
	}
	for _, name := range []string{"digital-interests", "digital-how", "digital-loan"} {
		s.Fields = append(s.Fields, reused(name))
	}
	return s
}

// reused returns a question of the form for the practitioner to answer: it is the
// same question, and what they answer stands among the referral's answers.
func reused(name string) form.Field {
	for _, f := range digitalMore().Fields {
		if f.Name == name {
			f.DontKnow, f.NeededBy, f.AnsweredBy = false, form.Record, []form.Who{form.Practitioner}
			return f
		}
	}
	panic("intake: there is no question " + name) // a test asks for every one
}

// AssessmentOf returns the assessment that those answers give, and those of its
// answers that the form itself asks for.
func AssessmentOf(kind referral.Kind, all form.Answers) (a referral.Assessment, answered form.Answers) {
	a = referral.Assessment{
		Method: all.First(assessedHow), On: referral.Date(all.First(assessedOn)), Findings: all.First(assessedFound), Goals: all.First(assessedGoals),
		Answers: form.Answers{},
	}
	answered = form.Answers{}
	whole := form.Together("assessment", Assessment(kind))
	for _, f := range whole.Asked(all, form.Context{}) {
		values := all[f.Name]
		switch f.Name {
		case assessedHow, assessedOn, assessedFound, assessedGoals:
			continue
		}
		if len(values) == 0 {
			continue
		}
		a.Answers[f.Name] = slices.Clone(values)
		if _, _, ours := Named(f.Name); ours {
			answered[f.Name] = slices.Clone(values)
		}
	}
	return a, answered
}

// AssessmentAnswers returns the answers that gave an assessment.
func AssessmentAnswers(a referral.Assessment) form.Answers {
	all := maps.Clone(a.Answers)
	if all == nil {
		all = form.Answers{}
	}
	for name, value := range map[string]string{assessedHow: a.Method, assessedOn: string(a.On), assessedFound: a.Findings, assessedGoals: a.Goals} {
		if value != "" {
			all[name] = []string{value}
		}
	}
	return all
}

// NewAssessment returns what a new assessment begins with: today's date, what the
// referral knows already, and what lasts of the assessment before. Capacity is about
// one time, and what is measured is measured anew, so neither is taken over.
func NewAssessment(kind referral.Kind, before *referral.Assessment, sent form.Answers, today referral.Date) form.Answers {
	begin := form.Answers{assessedOn: {string(today)}}
	if wants := sent["wants"]; len(wants) > 0 && !sent.Has("wants", referral.DontKnow) {
		begin[assessedGoals] = slices.Clone(wants)
	}
	for _, s := range Assessment(kind) {
		for _, f := range s.Fields {
			if _, _, ours := Named(f.Name); ours && s.Slug != "measures" && len(sent[f.Name]) > 0 && !sent.Has(f.Name, referral.DontKnow) {
				begin[f.Name] = slices.Clone(sent[f.Name])
			}
		}
	}
	if before == nil {
		return begin
	}
	last := AssessmentAnswers(*before)
	for _, s := range Assessment(kind) {
		if s.Slug == "capacity" || s.Slug == "measures" {
			continue
		}
		for _, f := range s.Fields {
			if f.Name != assessedOn && f.Name != assessedHow && f.Name != "present" && len(last[f.Name]) > 0 {
				begin[f.Name] = slices.Clone(last[f.Name])
			}
		}
	}
	return begin
}
