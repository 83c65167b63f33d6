package referral

import (
	"maps"
	"slices"
)

// Answer adds answers to a referral that was sent, or corrects them, with the
// reason. The referral itself stays as it was sent: Current lays what came later
// over it.
type Answer struct {
	// Answers are the fields that change; a field without values is taken away.
	// They are empty where the event only carries the new triage to another strand.
	Answers Answers `json:"answers"`
	Was     Answers `json:"was"` // what the same fields held before
	Reason  string  `json:"reason"`
	Facts   Facts   `json:"facts"` // as the form's package derives them of all answers now
	// Triage is the strand's triage with them; nil where nothing of it changes.
	Triage *Triage  `json:"triage"`
	From   Priority `json:"from"` // the strand's priority before
	// Flags are the strand's flags with them; nil where nothing of them changes.
	Flags []Flag `json:"flags"`
	// Corrected says what follows from another name, number or date of birth; nil
	// where the person is described as before.
	Corrected *Corrected `json:"corrected,omitempty"`
}

// Corrected is what follows for a strand where the person was described otherwise.
type Corrected struct {
	Was Person `json:"was"`
	// Open are the cases that may ask for the same, now that it is known who the
	// person is: see Earlier.
	Open []Reference `json:"open"`
}

// CorrectedAt returns what follows for a strand from answers that describe the person
// otherwise; nil if they do not. cases are the others of the person as described now.
func CorrectedAt(was, is Person, s Strand, cases []Related) *Corrected {
	if was == is {
		return nil
	}
	open := slices.DeleteFunc(EarlierOf(cases).Open[s.Kind], func(o Reference) bool { return slices.Contains(s.Distinct, o) })
	return &Corrected{Was: was, Open: open}
}

// Describes returns how the person was described before and is now.
func (a Answer) Describes() (was, is Person) {
	if a.Corrected == nil {
		return a.Facts.Person, a.Facts.Person
	}
	return a.Corrected.Was, a.Facts.Person
}

// Name implements Change.
func (Answer) Name() string { return "answered" }

// Allowed implements Change. Correcting needs a reason, adding does not.
func (a Answer) Allowed(s Strand, _ Actor) error {
	switch {
	case s.State.Final():
		return refuse("Nothing can be answered any more: it is " + lower(s.State.Label()) + ".")
	case s.State == Received:
		return refuse("The referral has only just been sent, and is being triaged. Try again in a minute.")
	case a.Corrects() && blank(a.Reason):
		return refuse("Enter why the answer is corrected.")
	}
	return nil
}

// Corrects tells whether an answer that was given is changed, as opposed to one
// that was left or not known.
func (a Answer) Corrects() bool {
	for field := range a.Answers {
		if was := a.Was[field]; len(was) > 0 && !slices.Equal(was, []string{DontKnow}) {
			return true
		}
	}
	return false
}

func (a Answer) apply(s *Strand, _ Event) {
	if s.Kind == VRSessions {
		s.Screening = a.Facts.Screening
	}
	if a.Flags != nil {
		s.Flags = a.Flags
	}
	if words := a.Facts.AskedFor[s.Kind]; words != "" {
		s.AskedFor = words
	}
	if a.Corrected != nil {
		s.mayDuplicate(a.Corrected.Open)
	}
	if a.Triage == nil {
		return
	}
	s.Priority, s.Reasons, s.Targets, s.Needs = a.Triage.Priority, a.Triage.Reasons, a.Triage.Targets, a.Triage.Needs
	if s.Holder == nil {
		s.Team = a.Triage.Team
	}
}

// applyCase keeps what the case itself holds of the answers.
func (a Answer) applyCase(c *Case) {
	c.Name = a.Facts.Person.Name
	c.Initials, c.TellPerson, c.AlsoTell = a.Facts.Person.Initials(), a.Facts.TellPerson, a.Facts.AlsoTell
}

// madeUrgent tells whether a strand became urgent by an answer.
func madeUrgent(e Event) bool {
	a, answered := e.Change.(Answer)
	return answered && a.Triage != nil && a.Triage.Priority == Urgent && a.From != Urgent
}

// TriageAgain returns the triage that a strand has with later answers, or nil if
// nothing changes: r is the referral as it is now, and fresh its triage. Before the
// decision only: afterwards nobody waits for it. An unanswered question never
// lowers a priority that was given, and no target moves because a reason did.
func TriageAgain(s Strand, r Referral, fresh Triage) *Triage {
	switch s.State {
	case Triaged, Waiting, Claimed, AwaitingReferrer, OnHold, AwaitingApproval:
	default:
		return nil
	}
	unanswered := len(r.Facts.Concerns) == 0 || slices.Contains(r.Facts.Concerns, UnknownConcern)
	if unanswered && slices.Index(Priorities(), fresh.Priority) > slices.Index(Priorities(), s.Priority) {
		fresh.Priority, fresh.Reasons = s.Priority, s.Reasons
	}
	if fresh.Priority == s.Priority {
		fresh.Targets = s.Targets
	}
	if s.Holder != nil {
		fresh.Team = s.Team // whoever has it goes on with it
	}
	if fresh.Priority == s.Priority && fresh.Team == s.Team && slices.Equal(fresh.Reasons, s.Reasons) && slices.Equal(fresh.Needs, s.Needs) {
		return nil
	}
	return &fresh
}

// Current returns the referral with the answers that came after it was sent. The
// referral as sent is not changed.
func Current(sent Referral, events []Event) Referral {
	current := sent
	current.Answers = maps.Clone(sent.Answers)
	for _, e := range events {
		a, answered := e.Change.(*Answer)
		if !answered {
			continue
		}
		for field, values := range a.Answers {
			if len(values) == 0 {
				delete(current.Answers, field)
			} else {
				current.Answers[field] = values
			}
		}
		current.Facts = a.Facts
	}
	return current
}
