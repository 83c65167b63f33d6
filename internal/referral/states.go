package referral

import (
	"time"

	"assistive-referrals/internal/workingtime"
)

// description is everything that differs from state to state. A new state is a
// constant, a place in States and a row here.
type description struct {
	colour string // of its tag
	words  func(of Kind, to Reader, progress Progress) (label, next string)
	// where says in a sentence where it is, for whoever referred and works elsewhere;
	// "" for its label and what happens next.
	where   func(Strand) string
	phase   phase
	stage   Stage  // what its days count as
	list    Stage  // the team's list that it is on; "" for none
	effect  Effect // what must follow a change into it
	target  Target
	expects Expectation
	// stopsClock says that its targets stand still, and stopped what that means for what
	// is expected.
	stopsClock bool
	stopped    string
	rank       func(Strand) time.Time // what orders its list; nil for the target
	timer      timer                  // what happens by itself; nil for nothing
	// resumesAs is where what was stopped in it goes on; "" for here.
	resumesAs State
}

// Reader is who reads what a state says; "" for anybody.
type Reader string

const (
	HolderReads   Reader = "holder"
	TeamReads     Reader = "team"
	ReferrerReads Reader = "referrer"
	PersonReads   Reader = "person"
)

// Progress is how many of several are done, such as 2 of 3 sessions; zero where
// nothing is counted.
type Progress struct{ Done, Of int }

// phase is how far a strand has come. Several states can be of one.
type phase int

const (
	arriving   phase = iota + 1 // it has not been triaged
	queued                      // it has, and nobody has it
	working                     // a practitioner has it
	deciding                    // it is decided, and being handed on
	arranging                   // a team puts it in place
	inUse                       // the person has it
	collecting                  // they have died, and it comes back
	over                        // it has ended
)

// Target is what is to be reached next.
type Target string

const (
	NoTarget Target = "none"
	// LineTarget is the first contact, the assessment, or having it in place.
	LineTarget Target = "line"
	// ProposalTarget is having in place what is proposed.
	ProposalTarget Target = "proposal"
	// CollectionTarget is collecting what the person had.
	CollectionTarget Target = "collection"
)

// Expectation is what whoever referred waits for, where it can be said how long that
// takes.
type Expectation string

const (
	ExpectNothing     Expectation = "nothing"
	ExpectDecision    Expectation = "decision" // and before it the contact and the assessment
	ExpectArrangement Expectation = "arrangement"
)

var states = map[State]description{
	Received: {
		colour: "grey", words: always("Received", "We are working out who should see this and how soon."), where: arrived,
		phase: arriving, stage: ToClaim, effect: Start, target: LineTarget, expects: ExpectNothing,
	},
	Triaged: {
		colour: "grey", words: always("Received", "It is about to go on the team’s worklist."), where: arrived,
		phase: queued, stage: ToClaim, effect: Enlist, target: LineTarget, expects: ExpectNothing, resumesAs: Received,
	},
	Waiting: {
		colour: "yellow", words: always("Waiting to be claimed", "A practitioner in the team will take it from the worklist."), where: waitingWhere,
		phase: queued, stage: ToClaim, list: ToClaim, target: LineTarget, expects: ExpectDecision,
	},
	Claimed: {
		colour: "blue", words: always("Being assessed", "The practitioner will contact the person, assess and decide."), where: claimedWhere,
		phase: working, stage: Assessing, list: Assessing, target: LineTarget, expects: ExpectDecision, timer: claimTimer{},
	},
	AwaitingReferrer: {
		colour: "light-blue", words: always("Waiting for the referrer", "The referrer answers what the practitioner asked. The clock is stopped until then."), where: askedWhere,
		phase: working, stage: Asked, list: Asked, target: LineTarget, expects: ExpectDecision, timer: inquiryTimer{},
		stopsClock: true, stopped: "It moves on for as long as your answer is waited for.",
	},
	OnHold: {
		colour: "pink", words: always("On hold", "It comes back by itself on its date. The clock is stopped until then."), where: onHoldWhere,
		phase: working, stage: Held, list: Held, target: LineTarget, expects: ExpectDecision, timer: holdTimer{},
		stopsClock: true, stopped: "It moves on while it is on hold.", rank: onHoldRank,
	},
	AwaitingApproval: {
		colour: "orange", words: always("Waiting for approval", "A team manager approves the decision because of its cost, or sends it back. The clock runs on."), where: proposedWhere,
		phase: working, stage: ToApprove, list: ToApprove, target: ProposalTarget, expects: ExpectNothing,
	},
	Decided: {
		colour: "purple", words: always("Decided", "What was decided is being handed on."), where: decidedWhere,
		phase: deciding, stage: Assessing, effect: Resume, target: LineTarget, expects: ExpectNothing,
	},
	Arranging: {
		colour: "turquoise", words: always("Being arranged", "The team named below puts it in place."), where: arrangingWhere,
		phase: arranging, stage: BeingArranged, list: BeingArranged, target: LineTarget, expects: ExpectArrangement,
	},
	InPlace: {
		colour: "green", words: always("In place", "It will be reviewed."), where: inPlaceWhere,
		phase: inUse, stage: ToReview, list: ToReview, target: NoTarget, expects: ExpectNothing, timer: reviewTimer{}, rank: inPlaceRank,
	},
	Closed: {
		colour: "grey", words: always("Closed", "Nothing more will happen."), where: endedWhere,
		phase: over, stage: Assessing, list: Ended, target: NoTarget, expects: ExpectNothing,
	},
	Withdrawn: {
		colour: "grey", words: always("Withdrawn", "Nothing more will happen."), where: endedWhere,
		phase: over, stage: Assessing, list: Ended, effect: Stop, target: NoTarget, expects: ExpectNothing,
	},
	Collecting: {
		colour: "turquoise", words: always("To collect", "The team named below collects what the person had. They arrange it with the family or whoever acts for them, and do not write to or ring the person."), where: endedWhere,
		phase: collecting, stage: ToCollect, list: ToCollect, effect: Stop, target: CollectionTarget, expects: ExpectNothing,
	},
	Died: {
		colour: "grey", words: always("The person has died", "Nothing more will happen. Nobody writes to, rings or visits the person."), where: endedWhere,
		phase: over, stage: Assessing, list: Ended, effect: Stop, target: NoTarget, expects: ExpectNothing,
	},
	EnteredInError: {
		colour: "grey", words: always("Entered in error", "Nothing more will happen. It is kept for the record only."), where: endedWhere,
		phase: over, stage: Assessing, effect: Stop, target: NoTarget, expects: ExpectNothing,
	},
}

// always is for what reads the same to everybody.
func always(label, next string) func(Kind, Reader, Progress) (string, string) {
	return func(Kind, Reader, Progress) (string, string) { return label, next }
}

// Where says in a sentence or two where a strand is, for somebody who works elsewhere.
func (s Strand) Where() string {
	if where := states[s.State].where; where != nil {
		if words := where(s); words != "" {
			return words
		}
	}
	label, next := s.State.Words(s.Kind, ReferrerReads, Progress{})
	return label + ". " + next
}

// who names the practitioner who has a strand.
func (s Strand) who() string {
	if s.Holder == nil {
		return "The practitioner"
	}
	return s.Holder.Name
}

func arrived(Strand) string {
	return "It has arrived, and we are working out who should see it and how soon."
}

func waitingWhere(s Strand) string {
	return "It waits for a practitioner of the " + s.Team.Label() + " team to take it."
}

func claimedWhere(s Strand) string {
	_, reached := s.FirstContact()
	switch {
	case s.Assessment != nil:
		return s.who() + " made the assessment on " + dayOf(s.Assessment.Made()) + ", and decides next."
	case reached:
		return s.who() + " has spoken to the person, or to someone for them, and makes the assessment next."
	case len(s.Contacts) > 0:
		return s.who() + " has tried to reach the person, and tries again."
	}
	return s.who() + " has taken it, and contacts the person next."
}

func askedWhere(s Strand) string {
	return s.who() + " has asked you something, and goes on when you answer."
}

func onHoldWhere(s Strand) string {
	if s.Hold == nil {
		return ""
	}
	return "It is on hold until " + s.Hold.Until.Long() + ", and then goes on by itself."
}

func onHoldRank(s Strand) time.Time {
	if s.Hold == nil {
		return time.Time{}
	}
	return s.Hold.Returns // whatever comes back first
}

func proposedWhere(s Strand) string {
	return s.who() + " has proposed a decision, which a manager must approve."
}

func decidedWhere(Strand) string { return "It is decided, and is being handed on." }

func arrangingWhere(s Strand) string {
	return "It is decided, and the " + s.Team.Label() + " team puts it in place."
}

func inPlaceWhere(s Strand) string {
	words := "It has been in place since " + dayOf(s.InPlaceAt) + "."
	if s.ReviewBy != "" {
		words += " It is reviewed by " + s.ReviewBy.Long() + "."
	}
	return words
}

func inPlaceRank(s Strand) time.Time {
	review, _ := s.ReviewBy.In(workingtime.London()) // whatever is to be reviewed first
	return review.UTC()
}

func endedWhere(s Strand) string {
	if s.Ending == nil {
		return ""
	}
	return "It ended on " + dayOf(s.Ending.At) + ": " + s.Ending.Reason + "."
}
