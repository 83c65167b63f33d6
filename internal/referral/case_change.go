package referral

import "time"

// CaseChange is a change that is about the whole case. It is one event, whatever
// strands it touches, so that no crash can part them.
type CaseChange interface {
	Change
	// AllowedOn returns nil, or a Refusal that says why the case cannot take this
	// change from that actor now.
	AllowedOn(c Case, strands []Strand, by Actor) error
	// touches tells whether it changes that strand of the case.
	touches(c Case, s Strand) bool
	// applyCase makes the change to the case, after apply made it to each strand
	// that it touches.
	applyCase(c *Case, e Event)
}

// ChangeCase applies a change that is about the whole case, and returns the event.
// Strands are all of the case's, and those that the change touches are changed in
// place. Nothing is changed if it returns an error.
func (c *Case) ChangeCase(strands []Strand, change CaseChange, by Actor, at time.Time, request string) (Event, error) {
	if err := change.AllowedOn(*c, strands, by); err != nil {
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

// caseLevel is what changes to a whole case have in common.
type caseLevel struct{}

// Allowed implements Change: no strand takes such a change by itself.
func (caseLevel) Allowed(Strand, Actor) error { return refuse("This is about the whole referral.") }

// anyOpen tells whether a strand of the case is still worked on.
func anyOpen(strands []Strand) bool {
	for _, s := range strands {
		if !s.State.Final() {
			return true
		}
	}
	return false
}
