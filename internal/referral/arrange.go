package referral

import "time"

// Arrangement is how what was decided was handed on.
type Arrangement struct {
	Team Team      `json:"team"`
	At   time.Time `json:"at"`
}

// Arrange hands a decision on: what was granted goes to the team that puts it in
// place, and a "no" closes the strand with its reason.
type Arrange struct {
	titleOnly
	nothingEntered
}

func (Arrange) Name() string  { return "arranged" }
func (Arrange) Title() string { return "Handed on" }

// Notices tells the team that puts it in place.
func (Arrange) Notices(_ Case, s Strand, _ Event) []Notice {
	if s.State != Arranging {
		return nil
	}
	return tell(NoticeArrange, ToTeam(s.Team))
}

func (Arrange) Possible(s Strand, _ Actor) error {
	if s.State != Decided || s.Decision == nil {
		return refuse("There is no decision waiting to be handed on.")
	}
	return nil
}

func (Arrange) apply(s *Strand, e Event) {
	if !s.Decision.Outcome.Yes() {
		s.State, s.Ending = Closed, &Ending{At: e.At, Reason: s.Decision.Outcome.Label(), Note: s.Decision.NextStep}
		return
	}
	s.State, s.Team = Arranging, arrangingTeam(s.Kind)
	s.Arranged = &Arrangement{Team: s.Team, At: e.At}
}

func arrangingTeam(kind Kind) Team {
	switch kind {
	case VRSessions:
		return ActivityTeam
	case DigitalSupport:
		return DigitalInclusionTeam
	}
	return InstallationTeam
}
