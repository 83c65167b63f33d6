package referral

import "time"

// NotReached decides that a strand ends because nobody could be reached, after
// everything that the policy asks for. Like every "no" it needs a reason and a next
// step.
type NotReached struct {
	Rationale string    `json:"rationale"`
	NextStep  string    `json:"nextStep"`
	At        time.Time `json:"at"`
}

func (NotReached) Name() string  { return "not-reached" }
func (NotReached) Title() string { return "Decided: could not be reached" }

func (n NotReached) Detail() []string {
	return append(line("Why: ", n.Rationale), line("Next: ", n.NextStep)...)
}

func (NotReached) Notices(c Case, s Strand, _ Event) []Notice { return tellDecision(c, s) }

func (n NotReached) Possible(s Strand, by Actor) error {
	if err := mustBeHolder(s, by); err != nil {
		return err
	}
	switch {
	case s.contacted():
		return refuse("Somebody has been reached. Record the assessment and the decision.")
	case s.Next == nil || s.Next.Step != StopTrying:
		return refuse("More must be tried before it can be closed as not reached: see the next step on the referral.")
	case n.At.Before(s.Next.By):
		return refuse("They have until " + moment(s.Next.By) + " to answer.")
	}
	return nil
}

func (n NotReached) Valid(Strand) error {
	switch {
	case blank(n.Rationale):
		return refuse("Enter the reason for the decision.")
	case blank(n.NextStep):
		return refuse("Enter what the person can do next, or who will help them.")
	}
	return nil
}

func (n NotReached) apply(s *Strand, e Event) {
	s.decide(Decision{Outcome: CouldNotBeReached, Rationale: n.Rationale, NextStep: n.NextStep, Team: s.Team, By: e.By, At: e.At})
	s.Next = nil
}
