package referral

import (
	"slices"
	"time"
)

// CaseChange is a change that is about the whole case. It is one event, whatever
// strands it touches, so that no crash can part them. Its methods are those of a
// Change, with all strands of the case in place of one.
type CaseChange interface {
	Name() string
	Title() string
	Detail() []string
	// Notices returns who must hear of it. Case and strands are as they are after it.
	Notices(c Case, strands []Strand, e Event) []Notice
	Possible(c Case, strands []Strand, by Actor) error
	Valid(c Case, strands []Strand) error
	// touches tells whether it changes that strand of the case.
	touches(c Case, s Strand) bool
	// apply makes the change to a strand that it touches.
	apply(s *Strand, e Event)
	// applyCase makes the change to the case, after all strands.
	applyCase(c *Case, e Event)
}

// CaseAllowed returns nil, or the Refusal of a change that a case cannot take as it
// is from that actor now.
func CaseAllowed(change CaseChange, c Case, strands []Strand, by Actor) error {
	if err := change.Possible(c, strands, by); err != nil {
		return err
	}
	return change.Valid(c, strands)
}

// ChangeCase applies a change that is about the whole case, and returns the event.
// Strands are all of the case's, and those that the change touches are changed in
// place. Nothing is changed if it returns an error.
func (c *Case) ChangeCase(strands []Strand, change CaseChange, by Actor, at time.Time, request string) (Event, error) {
	if err := CaseAllowed(change, *c, strands, by); err != nil {
		return Event{}, err
	}
	event := Event{
		Reference: c.Reference, Version: c.Version + 1, At: stamp(at), By: by,
		Request: request, Name: change.Name(), Change: change, Previous: c.Hash,
	}
	var about []*Strand
	for i := range strands {
		if change.touches(*c, strands[i]) {
			event.Touched = append(event.Touched, strands[i].Kind)
			about = append(about, &strands[i])
		}
	}
	if err := event.seal(); err != nil {
		return Event{}, err
	}
	c.follow(event, about...)
	return event, nil
}

// anyOpen tells whether a strand of the case is still worked on.
func anyOpen(strands []Strand) bool {
	return slices.ContainsFunc(strands, func(s Strand) bool { return !s.State.Final() })
}

// touched returns the strands that an event about the whole case changed.
func (e Event) touched(strands []Strand) []Strand {
	return slices.DeleteFunc(slices.Clone(strands), func(s Strand) bool { return !slices.Contains(e.Touched, s.Kind) })
}
