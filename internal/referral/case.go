// Package referral is the domain: a referral as it was sent, the case that
// follows it, and the strands of the case, each worked to its own decision.
//
// A Case is changed in one way only: Case.Change takes a Change (one file per
// kind of change: what it says, when it is allowed, what it does) and returns
// the Event that records it. Replaying the events from the first gives the case
// and its strands again, and each event carries the hash of the one before.
//
// The package reads no clock, keeps nothing and calls nothing: instants are
// arguments, and package casestore does the rest.
package referral

import (
	"time"
)

// Case is our record of one referral, from receipt until its last strand ends.
type Case struct {
	Reference   Reference `json:"reference"`
	Version     int       `json:"version"` // numbers the last event
	Hash        string    `json:"hash"`    // of the last event
	OpenStrands int       `json:"openStrands"`
	Kinds       []Kind    `json:"kinds"`
	Opened      time.Time `json:"opened"`
	Closed      time.Time `json:"closed"` // zero while a strand is open
	Draft       string    `json:"draft"`  // the draft that it was sent from
	Referrer    Referrer  `json:"referrer"`
	Initials    string    `json:"initials"`
	Name        string    `json:"name"`               // of the person; "" in old cases. No list shows it unrecorded
	TellPerson  string    `json:"tellPerson"`         // see Facts.TellPerson
	AlsoTell    []string  `json:"alsoTell,omitempty"` // see Facts.AlsoTell
}

// Strand is one thing that the referral asks for. State, claim, decision and
// arrangement belong to it.
type Strand struct {
	Kind     Kind     `json:"kind"`
	Version  int      `json:"version"` // counts the changes to this strand
	State    State    `json:"state"`
	Run      int      `json:"run"` // the workflow run that counts; steps of another change nothing
	Team     Team     `json:"team"`
	Priority Priority `json:"priority"`
	Reasons  []string `json:"reasons"` // the answers that led to the priority, in words
	Targets  Targets  `json:"targets"`
	// Screening is the result before virtual-reality sessions; "" for other kinds.
	Screening Screening `json:"screening"`

	Received   time.Time    `json:"received"`
	Holder     *Actor       `json:"holder"`     // the practitioner who has it
	HolderTell string       `json:"holderTell"` // their email address; "" to tell the team instead
	ClaimedAt  time.Time    `json:"claimedAt"`
	Warns      time.Time    `json:"warns"`  // when the holder is warned that the claim lapses; zero once they have begun
	Lapses     time.Time    `json:"lapses"` // when the claim lapses; zero once they have begun
	Contacts   []Contact    `json:"contacts"`
	Notes      []Note       `json:"notes"`
	Hold       *Hold        `json:"hold"`      // while it is on hold
	Inquiries  []Inquiry    `json:"inquiries"` // what was asked of the referrer
	Pauses     []Pause      `json:"pauses"`    // in which the targets did not run
	Assessment *Assessment  `json:"assessment"`
	Decision   *Decision    `json:"decision"`
	Arranged   *Arrangement `json:"arranged"`
	InPlaceAt  time.Time    `json:"inPlaceAt"`
	ReviewBy   Date         `json:"reviewBy"`
	Ending     *Ending      `json:"ending"`

	// Requests are the identifiers of the last requests that changed this strand,
	// by which a request that is sent again is recognised as done.
	Requests []string `json:"requests"`

	// Flags are what whoever looks at a list must see; in the order of FlagCodes.
	Flags []Flag `json:"flags"`

	// Proposal is a decision that waits for approval, or was sent back; nil otherwise.
	Proposal *Proposal `json:"proposal"`
	// Audit is the second look at a direct order that is in the sample; nil for all else.
	Audit *Audit `json:"audit"`
	// AskedFor is what is asked for in few words, such as "GPS locator"; "" in old cases.
	AskedFor string `json:"askedFor"`
	// Needs are what it asks of whoever takes it.
	Needs []Need `json:"needs"`

	// Known are the practitioners who dealt with the person in earlier referrals.
	Known []string `json:"known,omitempty"`
	// MayDuplicate are open cases of the person that may ask for the same, until
	// somebody has said of each whether it does; Distinct are those that do not.
	MayDuplicate []Reference `json:"mayDuplicate,omitempty"`
	Distinct     []Reference `json:"distinct,omitempty"`
}

const rememberedRequests = 12

// Done tells whether that request has already changed the strand.
func (s Strand) Done(request string) bool {
	for _, r := range s.Requests {
		if r == request {
			return request != ""
		}
	}
	return false
}

// Targets are the instants by which a strand should get somewhere; zero where
// there is none (yet).
type Targets struct {
	Contact  time.Time `json:"contact"`
	Assessed time.Time `json:"assessed"`
	InPlace  time.Time `json:"inPlace"`
}

// Due returns the next target that is not met, or zero if none is left.
func (s Strand) Due() time.Time {
	switch {
	case s.State.Final() || s.State == InPlace:
		return time.Time{}
	case s.State == AwaitingApproval:
		return s.proposedBy()
	case s.Decision != nil:
		return s.Targets.InPlace
	case s.Assessment != nil:
		return s.Targets.Assessed
	case s.contacted():
		return s.Targets.Assessed
	}
	return s.Targets.Contact
}

func (s Strand) contacted() bool {
	for _, c := range s.Contacts {
		if c.Reached {
			return true
		}
	}
	return false
}

// Rank orders a worklist: the next unmet target's instant, less a fixed head
// start for priority. More urgent comes first, and nothing starves, because
// whatever comes later has a later target.
func (s Strand) Rank() time.Time {
	if s.State == OnHold && s.Hold != nil {
		return s.Hold.Returns // whatever comes back first
	}
	if s.Ending != nil {
		return s.Ending.At
	}
	due := s.Due()
	if due.IsZero() {
		due = s.Received
	}
	switch s.Priority {
	case Urgent:
		return due.Add(-policy.HeadStart.Urgent)
	case High:
		return due.Add(-policy.HeadStart.High)
	}
	return due
}

// Change is one thing that can happen to a strand.
type Change interface {
	// Name is the stored code of the change, such as "claimed".
	Name() string
	// Allowed returns nil, or a Refusal that says why the strand cannot take this
	// change from that actor now.
	Allowed(s Strand, by Actor) error
	// apply makes the change. It must depend on nothing but the strand, the change
	// itself and the event's who and when, or replay would differ.
	apply(s *Strand, e Event)
}

// Change applies a change to one strand of the case, and returns the event. Case
// and strand are unchanged if it returns an error.
func (c *Case) Change(s *Strand, change Change, by Actor, at time.Time, request string) (Event, error) {
	if err := change.Allowed(*s, by); err != nil {
		return Event{}, err
	}
	event := Event{
		Reference: c.Reference, Version: c.Version + 1, Strand: s.Kind, At: stamp(at), By: by,
		Request: request, Name: change.Name(), Change: change, Previous: c.Hash,
	}
	if err := event.seal(); err != nil {
		return Event{}, err
	}
	c.follow(s, event)
	return event, nil
}

// follow is what an event does to case and strand, when it happens and in replay.
func (c *Case) follow(s *Strand, e Event) {
	wasFinal := s.State.Final()
	e.Change.apply(s, e)
	if whole, ok := e.Change.(interface{ applyCase(*Case) }); ok {
		whole.applyCase(c)
	}
	s.keepClock(e.At)
	s.settleFlags()
	s.Version++
	if e.Request != "" {
		s.Requests = append(s.Requests, e.Request)
		if extra := len(s.Requests) - rememberedRequests; extra > 0 {
			s.Requests = append([]string(nil), s.Requests[extra:]...)
		}
	}
	c.Version, c.Hash = e.Version, e.Hash
	if s.State.Final() && !wasFinal {
		c.OpenStrands--
		if c.OpenStrands == 0 {
			c.Closed = e.At
		}
	}
}

// stamp cuts an instant to what is stored, so that an event read back is the same.
func stamp(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }
