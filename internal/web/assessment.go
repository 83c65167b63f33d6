package web

import (
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
)

// assessmentWork is the form that records what the practitioner found.
func assessmentWork(v *visit) strandWork {
	method := v.choice(govuk.Field{Name: "method", Label: "How did you assess?", Options: pairs(referral.AssessmentMethods())}, "Select how you assessed")
	on, date := v.pastDate(govuk.Field{Name: "on", Label: "Date of the assessment", Hint: "For example, 27 3 2027"}, "the date of the assessment")
	findings := v.longText(govuk.Field{Name: "findings", Label: "What you found", Rows: 8}, "Enter what you found")
	goals := v.longText(govuk.Field{
		Name: "goals", Label: "What the person wants to be able to do", Hint: "In their words.", Optional: true,
	}, "")
	return strandWork{
		name: "assessment", title: "Record the assessment", button: "Save assessment",
		fields:  v.withCodeQuestions(method, on, findings, goals),
		typical: referral.Assess{Assessment: referral.Assessment{Findings: "any"}},
		change: func(referral.Strand) referral.Change {
			return referral.Assess{Assessment: referral.Assessment{Method: method.Value, On: date, Findings: findings.Value, Goals: goals.Value}}
		},
	}
}

func assessmentAsk(v *visit) error  { return v.ask(assessmentWork(v)) }
func assessmentSave(v *visit) error { return v.act(assessmentWork(v)) }
