// Package referral is the domain: a referral as it was sent, the case that
// follows it, and the strands of the case, each worked to its own decision.
//
// A Case is changed in one way only: Case.Change takes a Change (a file for each:
// when it is possible, what it does, how it reads, whom it tells) and returns the
// Event that records it; Case.ChangeCase does so for what is about all strands.
// Replaying the events from the first gives the case and its strands again, and
// each event carries the hash of the one before.
//
// The package reads no clock, keeps nothing and calls nothing: instants are
// arguments, and package casestore does the rest.
package referral

import (
	"slices"
	"time"

	"assistive-referrals/internal/catalogue"
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
	Ward        bool      `json:"ward,omitempty"`     // it was sent of somebody on a ward: another can be referred from there

	// Besides the straight line.
	Died          *Death            `json:"died,omitempty"`         // the person has died
	Deaths        int               `json:"deaths"`                 // counts what was recorded of that, and taken back
	DeathToCheck  *DeathToCheck     `json:"deathToCheck,omitempty"` // somebody who may be this person has died
	DeathsApplied map[Reference]int `json:"heard,omitempty"`        // of another case's Deaths, the last that reached this one
	Errors        int               `json:"errors"`                 // strands that were entered in error

	// Secrets are the names of what is kept sealed with the case, such as the code of a
	// key safe. It goes when the case is closed.
	Secrets []string `json:"secrets,omitempty"`

	// Requests are the identifiers of the last requests that changed the case as a
	// whole.
	Requests []string `json:"requests,omitempty"`
}

// InError tells whether the whole referral was entered in error.
func (c Case) InError() bool { return len(c.Kinds) > 0 && c.Errors == len(c.Kinds) }

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
	// HeadStartDays is as in Triage.
	HeadStartDays *int `json:"headStartDays,omitempty"`
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
	// Visits are those that were planned, in the order in which they were.
	Visits []Visit `json:"visits,omitempty"`
	// Moved is when it came to where it stands: to its list, or to its rank there.
	Moved time.Time `json:"moved"`

	// Known are the practitioners who dealt with the person in earlier referrals.
	Known []string `json:"known,omitempty"`
	// MayDuplicate are open cases of the person that may ask for the same, until
	// somebody has said of each whether it does; Distinct are those that do not.
	MayDuplicate []Reference `json:"mayDuplicate,omitempty"`
	Distinct     []Reference `json:"distinct,omitempty"`
	// DuplicateOf is the case that asks for the same, where the strand ended for that.
	DuplicateOf Reference `json:"duplicateOf,omitempty"`

	// Besides the straight line.
	Active     time.Time        `json:"active"`              // when the holder last did something
	Prompted   time.Time        `json:"prompted"`            // when the manager was prompted since; zero if not
	AwayUntil  Date             `json:"awayUntil"`           // its holder is away until then, and it falls due before
	Escalated  *Note            `json:"escalated,omitempty"` // what the holder asked the manager; nil once they went on
	Next       *NextContact     `json:"next,omitempty"`      // what follows an attempt that reached nobody
	Told       time.Time        `json:"told"`                // when the referrer was told that nobody can be reached
	Placed     []catalogue.Code `json:"placed,omitempty"`    // the equipment that the person has
	Lent       bool             `json:"lent"`                // for digital support: the person may have something of ours
	CollectBy  time.Time        `json:"collectBy"`           // the target for collecting it
	Collected  *Collect         `json:"collected,omitempty"`
	ReviewTell time.Time        `json:"reviewTell"` // when whoever reviews is told that it is due; zero once they were
	Reviews    []Reviewed       `json:"reviews,omitempty"`
	Reopened   time.Time        `json:"reopened"`          // when it was last reopened; its targets count from there
	Earlier    []Episode        `json:"earlier,omitempty"` // what went before each reopening
	Suspension *Suspension      `json:"before,omitempty"`  // where it was before it was stopped, so that a mistake can be taken back
}

const rememberedRequests = 12

// Done tells whether that request has already changed the strand.
func (s Strand) Done(request string) bool { return remembered(s.Requests, request) }

// Done tells whether that request has already changed the case as a whole.
func (c Case) Done(request string) bool { return remembered(c.Requests, request) }

func remembered(requests []string, request string) bool {
	return request != "" && slices.Contains(requests, request)
}

// remember returns the requests with one more, without the oldest if they are too
// many.
func remember(requests []string, request string) []string {
	if request == "" {
		return requests
	}
	requests = append(requests[:len(requests):len(requests)], request)
	return slices.Clone(requests[max(0, len(requests)-rememberedRequests):])
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
	switch target := s.State.Target(); {
	case target == ProposalTarget:
		return s.proposedBy()
	case target == CollectionTarget:
		return s.CollectBy
	case target == NoTarget:
		return time.Time{}
	case s.Decision != nil:
		return s.Targets.InPlace
	case s.Assessment != nil || s.contacted():
		return s.Targets.Assessed
	}
	return s.Targets.Contact
}

// contacted tells whether somebody was reached, since it was last reopened.
func (s Strand) contacted() bool {
	for _, c := range s.Contacts {
		if c.Reached && !c.When.Before(s.Reopened) {
			return true
		}
	}
	return false
}

// Rank orders a worklist: the next unmet target's instant, less a fixed head
// start for priority. More urgent comes first, and nothing starves, because
// whatever comes later has a later target.
func (s Strand) Rank() time.Time {
	if rank := states[s.State].rank; rank != nil {
		if at := rank(s); !at.IsZero() {
			return at
		}
	}
	if s.Ending != nil {
		return s.Ending.At
	}
	due := s.Due()
	if due.IsZero() {
		due = s.Received
	}
	return due.Add(-s.headStart())
}

func (s Strand) headStart() time.Duration {
	if s.HeadStartDays == nil {
		return time.Duration(headStartDaysBefore(s.Priority)) * day
	}
	return time.Duration(*s.HeadStartDays) * day
}

// standing is where a strand is in the lists.
func (s Strand) standing() [4]string {
	holder := ""
	if s.Holder != nil {
		holder = s.Holder.ID
	}
	return [4]string{string(s.Team), string(s.State), holder, s.Rank().UTC().Format(time.RFC3339Nano)}
}
