package referral

import "time"

// Assessment is what the practitioner found.
type Assessment struct {
	Method   string    `json:"method"` // one of AssessmentMethods
	On       Date      `json:"on"`
	Findings string    `json:"findings"`
	Goals    string    `json:"goals"` // in the person's words
	By       Actor     `json:"by"`
	At       time.Time `json:"at"`
}

// AssessmentMethods lists how an assessment can be made: code, then label.
func AssessmentMethods() [][2]string {
	return [][2]string{{"visit", "Visit"}, {"telephone", "Telephone"}, {"video", "Video call"}}
}

// Assess records the assessment. A later one takes the place of an earlier one;
// both stay in the history.
type Assess struct {
	Assessment Assessment `json:"assessment"`
}

// Name implements Change.
func (Assess) Name() string { return "assessed" }

// Allowed implements Change.
func (a Assess) Allowed(s Strand, by Actor) error {
	if err := mustHold(s, by); err != nil {
		return err
	}
	if blank(a.Assessment.Findings) {
		return refuse("Enter what you found.")
	}
	return nil
}

func (a Assess) apply(s *Strand, e Event) {
	assessment := a.Assessment
	assessment.By, assessment.At = e.By, e.At
	s.Assessment = &assessment
	s.allocate()
}
