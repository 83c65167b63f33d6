package referral

import (
	"time"

	"assistive-referrals/internal/workingtime"
)

// Assessment is what the practitioner found.
type Assessment struct {
	Method   string `json:"method"` // one of AssessmentMethods
	On       Date   `json:"on"`
	Findings string `json:"findings"`
	Goals    string `json:"goals"` // in the person's words
	// Answers is everything else that was found, by the practitioner's questions that
	// the form's package states.
	Answers Answers   `json:"answers,omitempty"`
	By      Actor     `json:"by"`
	At      time.Time `json:"at"`
}

// Made returns when the assessment was made: on the day that was entered, which may
// be before the day on which it was entered.
func (a Assessment) Made() time.Time {
	day, ok := a.On.In(workingtime.London())
	if !ok || workingtime.Days(day, a.At) == 0 {
		return a.At
	}
	return day.Add(12 * time.Hour)
}

// AssessmentMethods lists how an assessment can be made: code, then label.
func AssessmentMethods() [][2]string {
	return [][2]string{{"visit", "Visit"}, {"telephone", "Telephone"}, {"video", "Video call"}}
}

// Assess records the assessment. A later one takes the place of an earlier one;
// both stay in the history.
type Assess struct {
	silent
	titleOnly             // what was found is said in the words of the form
	Assessment Assessment `json:"assessment"`
	// Answered is what of it the referral itself asks: it stands among the referral's
	// answers from then on.
	Answered Answers `json:"answered,omitempty"`
}

func (Assess) Name() string                      { return "assessed" }
func (Assess) Title() string                     { return "Assessment recorded" }
func (Assess) Possible(s Strand, by Actor) error { return mustBeHolder(s, by) }

func (a Assess) Valid(Strand) error {
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
