package intake

import (
	"slices"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

// careActOutcome is one of the ten outcomes of the Care and Support (Eligibility
// Criteria) Regulations 2015 (SI 2015/313), regulation 2(2).
type careActOutcome struct{ code, label string }

func careActOutcomes() []careActOutcome {
	return []careActOutcome{
		{"nutrition", "Managing and maintaining nutrition"},
		{"hygiene", "Maintaining personal hygiene"},
		{"toilet", "Managing toilet needs"},
		{"clothing", "Being appropriately clothed"},
		{"home-safety", "Being able to use the home safely"},
		{"home-habitable", "Maintaining a habitable home environment"},
		{"relationships", "Developing and maintaining family or other personal relationships"},
		{"work", "Accessing and engaging in work, training, education or volunteering"},
		{"community", "Using facilities and services nearby, with public transport and recreation"},
		{"child-care", "Carrying out caring responsibilities for a child"},
	}
}

// The names and codes by which the outcomes are answered.
const (
	outcomesField   = "outcomes"
	allAchieved     = "all-achieved"
	notLookedAt     = "not-looked-at"
	impactField     = "well-being-impact"
	eligibleField   = "eligible-needs"
	eligibleYes     = form.Yes
	howSuffix       = "-how"
	variesSuffix    = "-varies"
	noteSuffix      = "-note"
	outcomesNeeded  = 2 // regulation 2(1)(b)
	outcomesPrefix  = "outcome-"
	eligibleUnasked = "not-decided"
)

// The ways in which somebody counts as unable to achieve an outcome: regulation
// 2(3).
func waysUnable() []form.Option {
	return form.Options(
		"without-help", "Unable without assistance",
		"distress", "Able, but with significant pain, distress or anxiety",
		"endangers", "Able, but it endangers their health or safety, or somebody’s",
		"longer", "Able, but it takes significantly longer than would be expected",
	)
}

// careAct asks for findings by outcome: which of the ten are not achieved, and of
// those how, so that it is short where little is found.
func careAct() form.Section {
	var choices []form.Option
	for _, o := range careActOutcomes() {
		choices = append(choices, form.Option{Value: o.code, Label: o.label})
	}
	choices = form.Alone(form.Alone(choices, allAchieved, "They can achieve all of these"), notLookedAt, "Not looked at in this assessment")
	s := form.Section{
		Slug: "care-act", Title: "Care Act outcomes", Optional: true,
		Lead: "What you leave out is recorded as: they can achieve it. Needs that change from day to day count too.",
		Fields: practitioners(form.Field{
			Name: outcomesField, Label: "Which of these can they not achieve, or only with difficulty?", Hint: "Select all that apply.",
			Control: form.Checkboxes, Options: choices,
			Messages: map[string]string{"exclusive": "Select what they cannot achieve, or one of the last two alone"},
		}),
	}
	for _, o := range careActOutcomes() {
		parent := form.Under(outcomesField, o.code)
		s.Fields = append(s.Fields, practitioners(
			form.Field{
				Name: outcomesPrefix + o.code + howSuffix, Label: "In what way? " + o.label, Control: form.Checkboxes, Parent: parent, Options: waysUnable(),
				Rule: "required,option", Messages: form.ToSelect("Select in what way it is not achieved: " + form.LowerFirst(o.label)),
			},
			form.Field{
				Name: outcomesPrefix + o.code + variesSuffix, Label: "Does it change? " + o.label, Control: form.Checkboxes, Parent: parent,
				Options: form.Options(form.Yes, "It changes from day to day"),
			},
			form.Field{Name: outcomesPrefix + o.code + noteSuffix, Label: "What did you find? " + o.label, Control: form.TextArea, Parent: parent},
		)...)
	}
	s.Fields = append(s.Fields, practitioners(
		form.Field{
			Name: impactField, Label: "Is there, because of that, a significant impact on their well-being?", Control: form.Radios,
			Options: form.Options(form.Yes, "Yes", form.No, "No", "unsure", "I am not sure"),
		},
		form.Field{
			Name: eligibleField, Label: "Do they have eligible needs?", Hint: "You decide. Nothing here decides for you.", Control: form.Radios,
			Options: form.Options(eligibleYes, "Yes", form.No, "No", eligibleUnasked, "Not decided at this assessment"),
		},
	)...)
	return s
}

// Indication is what findings by outcome point to. It never decides: the
// practitioner does.
type Indication struct {
	Unmet     []string // the outcomes that are not achieved, in words and in the order of the regulation
	Impact    bool     // a significant impact on well-being was found
	Indicated bool     // two or more, and an impact
	LookedAt  bool     // the outcomes were looked at at all
}

// Indicate returns what the answers of an assessment point to: eligible needs are
// indicated where two or more outcomes are not achieved, each in one of the ways
// that count, and there is a significant impact on well-being as a consequence
// (regulation 2(1)).
func Indicate(all form.Answers) Indication {
	in := Indication{Impact: all.First(impactField) == form.Yes}
	ways := waysUnable()
	for _, o := range careActOutcomes() {
		counts := slices.ContainsFunc(ways, func(way form.Option) bool { return all.Has(outcomesPrefix+o.code+howSuffix, way.Value) })
		if all.Has(outcomesField, o.code) && counts {
			in.Unmet = append(in.Unmet, o.label)
		}
	}
	in.LookedAt = len(in.Unmet) > 0 || all.Has(outcomesField, allAchieved)
	in.Indicated = len(in.Unmet) >= outcomesNeeded && in.Impact
	return in
}

// practitioners completes questions that only the practitioner is asked.
func practitioners(fields ...form.Field) []form.Field {
	return unlessKnown(later(form.Record, []form.Who{form.Practitioner}, fields...)...)
}

// Eligible returns what the practitioner decided about eligible needs: yes, no, or
// neither where they did not decide.
func Eligible(a referral.Assessment) (eligible, decided bool) {
	answer := a.Answers.First(eligibleField)
	return answer == eligibleYes, answer == eligibleYes || answer == form.No
}
