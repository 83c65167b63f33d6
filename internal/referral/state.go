package referral

// State is where a strand is. Each constant's comment says who acts next.
type State string

const (
	// Received: it was sent. The workflow triages it next.
	Received State = "received"
	// Triaged: it has a priority and a team. The workflow puts it on the team's worklist next.
	Triaged State = "triaged"
	// Waiting: it is on its team's worklist. A practitioner of the team claims it next.
	Waiting State = "waiting"
	// Claimed: a practitioner has it. They contact the person, assess and decide next.
	Claimed State = "claimed"
	// AwaitingReferrer: the practitioner asked the referrer something, and the clock is stopped. The referrer answers next.
	AwaitingReferrer State = "awaiting-referrer"
	// OnHold: the practitioner put it aside until a date, and the clock is stopped. The system brings it back next.
	OnHold State = "on-hold"
	// AwaitingApproval: a decision was proposed that costs more than one person may decide alone. A team manager approves it or sends it back next.
	AwaitingApproval State = "awaiting-approval"
	// Decided: the decision is made. The workflow hands it on next.
	Decided State = "decided"
	// Arranging: what was decided was handed to the team that puts it in place. They do that next.
	Arranging State = "arranging"
	// InPlace: the person has it. Whoever decided reviews it next, by the review date.
	InPlace State = "in-place"
	// Closed: it has come to its end. Nobody acts next.
	Closed State = "closed"
	// Withdrawn: it was taken back before its end. Nobody acts next.
	Withdrawn State = "withdrawn"
	// Collecting: the person has died, and what they had is still in their home. The team that puts such things in place collects it next.
	Collecting State = "to-collect"
	// Died: the person has died, and nothing is left to collect. Nobody acts next.
	Died State = "died"
	// EnteredInError: it was a mistake, or about somebody else. Nobody acts next.
	EnteredInError State = "entered-in-error"
)

// States lists every state, in the order of the line.
func States() []State {
	return []State{Received, Triaged, Waiting, Claimed, AwaitingReferrer, OnHold, AwaitingApproval, Decided, Arranging, InPlace, Closed, Withdrawn,
		Collecting, Died, EnteredInError}
}

type stateFacts struct {
	label, colour, next string
}

func (s State) facts() stateFacts {
	switch s {
	case Received:
		return stateFacts{"Received", "grey", "We are working out who should see this and how soon."}
	case Triaged:
		return stateFacts{"Received", "grey", "It is about to go on the team’s worklist."}
	case Waiting:
		return stateFacts{"Waiting to be claimed", "yellow", "A practitioner in the team will take it from the worklist."}
	case Claimed:
		return stateFacts{"Being assessed", "blue", "The practitioner will contact the person, assess and decide."}
	case AwaitingReferrer:
		return stateFacts{"Waiting for the referrer", "light-blue", "The referrer answers what the practitioner asked. The clock is stopped until then."}
	case OnHold:
		return stateFacts{"On hold", "pink", "It comes back by itself on its date. The clock is stopped until then."}
	case AwaitingApproval:
		return stateFacts{"Waiting for approval", "orange", "A team manager approves the decision because of its cost, or sends it back. The clock runs on."}
	case Decided:
		return stateFacts{"Decided", "purple", "What was decided is being handed on."}
	case Arranging:
		return stateFacts{"Being arranged", "turquoise", "The team named below puts it in place."}
	case InPlace:
		return stateFacts{"In place", "green", "It will be reviewed."}
	case Closed:
		return stateFacts{"Closed", "grey", "Nothing more will happen."}
	case Withdrawn:
		return stateFacts{"Withdrawn", "grey", "Nothing more will happen."}
	case Collecting:
		return stateFacts{"To collect", "turquoise", "The team named below collects what the person had. They arrange it with the family or whoever acts for them, and do not write to or ring the person."}
	case Died:
		return stateFacts{"The person has died", "grey", "Nothing more will happen. Nobody writes to, rings or visits the person."}
	case EnteredInError:
		return stateFacts{"Entered in error", "grey", "Nothing more will happen. It is kept for the record only."}
	}
	return stateFacts{}
}

// Label returns what people see.
func (s State) Label() string { return s.facts().label }

// Colour returns the colour of the state's tag, one of GOV.UK Frontend's names.
func (s State) Colour() string { return s.facts().colour }

// Next says in a sentence what happens next.
func (s State) Next() string { return s.facts().next }

// Final tells whether the line has come to its end in this state. What opens a
// strand again says so: Reopen, Restore, and RecordDeath where something must be
// collected.
func (s State) Final() bool { return s == Closed || s == Withdrawn || s == Died || s == EnteredInError }

// StopsClock tells whether a strand's targets stand still in this state. The days
// since the referral never do.
func (s State) StopsClock() bool { return s == AwaitingReferrer || s == OnHold }

// Effect is what must happen outside the table because of a state.
type Effect string

const (
	NoEffect Effect = ""
	// Start: the workflow's execution must be started.
	Start Effect = "start"
	// Enlist: the strand must appear on its team's worklist.
	Enlist Effect = "enlist"
	// Resume: the workflow must be told of the decision.
	Resume Effect = "resume"
	// Stop: the workflow's execution must be stopped.
	Stop Effect = "stop"
	// Spread: what was recorded of the person must reach their other cases. A case
	// owes it, not a strand.
	Spread Effect = "spread"
)

// Owes returns the effect that must follow a change into this state.
func (s State) Owes() Effect {
	switch s {
	case Received:
		return Start
	case Triaged:
		return Enlist
	case Decided:
		return Resume
	case Withdrawn, Collecting, Died, EnteredInError:
		return Stop
	}
	return NoEffect
}
