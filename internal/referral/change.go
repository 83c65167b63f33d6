package referral

import "time"

// Change is one thing that can happen to a strand: a file for each, and a line in
// changes.go.
type Change interface {
	// Name is the code under which it is stored, such as "claimed".
	Name() string
	// Title says in a few words what happened, without anything about the person.
	Title() string
	// Detail says what changed and why, one line each; intake.Describe adds what is
	// said in the words of the form.
	Detail() []string
	// Notices returns who must hear of it. The strand is as it is after the event.
	Notices(c Case, s Strand, e Event) []Notice
	// Possible returns nil, or a Refusal that says why the strand cannot take such a
	// change from that actor now, whatever is entered.
	Possible(s Strand, by Actor) error
	// Valid returns nil, or a Refusal that says what is wrong with what was entered.
	// The strand is one that can take such a change.
	Valid(s Strand) error
	// apply makes the change. It depends on nothing but the strand, the change itself
	// and the event's who and when, or replay would differ.
	apply(s *Strand, e Event)
}

// Recorded is what an event holds: a Change or a CaseChange.
type Recorded interface {
	Name() string
	Title() string
	Detail() []string
	apply(s *Strand, e Event)
}

// What only some changes have besides.
type (
	// caseRefuser is refused by how the case stands, and not the strand.
	caseRefuser interface{ possibleIn(c Case) error }
	// idleHolder is made by the holder and is no work on the strand.
	idleHolder interface{ noWork() }
	// managerAsker leaves open what the holder asked the manager.
	managerAsker interface{ asksManager() }
)

// Embedded by changes for which one of the methods has nothing to say.
type (
	silent         struct{} // nobody is told
	titleOnly      struct{} // the title says everything
	nothingEntered struct{} // nobody enters anything
)

func (silent) Notices(Case, Strand, Event) []Notice { return nil }
func (titleOnly) Detail() []string                  { return nil }
func (nothingEntered) Valid(Strand) error           { return nil }

// Allowed returns nil, or the Refusal of a change that a strand cannot take as it is
// from that actor now.
func Allowed(change Change, s Strand, by Actor) error {
	if err := change.Possible(s, by); err != nil {
		return err
	}
	return change.Valid(s)
}

// Change applies a change to one strand of the case, and returns the event. Case
// and strand are unchanged if it returns an error.
func (c *Case) Change(s *Strand, change Change, by Actor, at time.Time, request string) (Event, error) {
	if err := Allowed(change, *s, by); err != nil {
		return Event{}, err
	}
	if within, ok := change.(caseRefuser); ok {
		if err := within.possibleIn(*c); err != nil {
			return Event{}, err
		}
	}
	event := Event{
		Reference: c.Reference, Version: c.Version + 1, Strand: s.Kind, At: stamp(at), By: by,
		Request: request, Name: change.Name(), Change: change, Previous: c.Hash,
	}
	if err := event.seal(); err != nil {
		return Event{}, err
	}
	c.follow(event, s)
	return event, nil
}

// follow is what an event does to the case and to the strands that it is about,
// when it happens and in replay.
func (c *Case) follow(e Event, about ...*Strand) {
	for _, s := range about {
		c.followStrand(e, s)
	}
	if whole, ok := e.Change.(CaseChange); ok {
		whole.applyCase(c, e)
	}
	if e.Strand == "" {
		c.Requests = remember(c.Requests, e.Request)
	}
	c.Version, c.Hash = e.Version, e.Hash
	switch {
	case c.OpenStrands > 0:
		c.Closed = time.Time{}
	case c.Closed.IsZero():
		c.Closed, c.Secrets = e.At, nil
	}
}

func (c *Case) followStrand(e Event, s *Strand) {
	wasFinal, wasDecided, stood := s.State.Final(), s.Decision != nil, s.standing()
	e.Change.apply(s, e)
	s.keepClock(e.At)
	s.keepActive(e)
	s.settleFlags(!wasDecided && s.Decision != nil)
	s.settleVisits(e)
	if s.standing() != stood {
		s.Moved = e.At
	}
	s.Version++
	if e.Strand != "" {
		s.Requests = remember(s.Requests, e.Request)
	}
	switch isFinal := s.State.Final(); {
	case isFinal && !wasFinal:
		c.OpenStrands--
	case wasFinal && !isFinal:
		c.OpenStrands++
	}
}

// stamp cuts an instant to what is stored, so that an event read back is the same.
func stamp(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }
