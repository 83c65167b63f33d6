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
	return []State{Received, Triaged, Waiting, Claimed, AwaitingReferrer, OnHold, AwaitingApproval, Decided, Arranging, InPlace, Closed, Withdrawn, Collecting, Died, EnteredInError}
}

// Stage is where a strand stands in a team's work; it names the team's lists too.
type Stage string

const (
	ToClaim       Stage = "waiting"
	Assessing     Stage = "claimed"
	Asked         Stage = "asked"
	Held          Stage = "on-hold"
	ToApprove     Stage = "approval"
	BeingArranged Stage = "arranging"
	ToReview      Stage = "review"
	ToCollect     Stage = "collect"
	Ended         Stage = "closed"
)

// description is everything that differs from state to state.
type description struct {
	label, colour, next string // what people see
	final, stopsClock   bool
	effect              Effect // what must follow a change into it
	stage               Stage  // what its days count as
	list                Stage  // the team's list that it is on; "" for none
}

var descriptions = map[State]description{
	Received: {label: "Received", colour: "grey", next: "We are working out who should see this and how soon.",
		effect: Start, stage: ToClaim},
	Triaged: {label: "Received", colour: "grey", next: "It is about to go on the team’s worklist.",
		effect: Enlist, stage: ToClaim},
	Waiting: {label: "Waiting to be claimed", colour: "yellow", next: "A practitioner in the team will take it from the worklist.",
		stage: ToClaim, list: ToClaim},
	Claimed: {label: "Being assessed", colour: "blue", next: "The practitioner will contact the person, assess and decide.",
		stage: Assessing, list: Assessing},
	AwaitingReferrer: {label: "Waiting for the referrer", colour: "light-blue", next: "The referrer answers what the practitioner asked. The clock is stopped until then.",
		stopsClock: true, stage: Asked, list: Asked},
	OnHold: {label: "On hold", colour: "pink", next: "It comes back by itself on its date. The clock is stopped until then.",
		stopsClock: true, stage: Held, list: Held},
	AwaitingApproval: {label: "Waiting for approval", colour: "orange", next: "A team manager approves the decision because of its cost, or sends it back. The clock runs on.",
		stage: ToApprove, list: ToApprove},
	Decided: {label: "Decided", colour: "purple", next: "What was decided is being handed on.",
		effect: Resume, stage: Assessing},
	Arranging: {label: "Being arranged", colour: "turquoise", next: "The team named below puts it in place.",
		stage: BeingArranged, list: BeingArranged},
	InPlace: {label: "In place", colour: "green", next: "It will be reviewed.",
		stage: ToReview, list: ToReview},
	Closed: {label: "Closed", colour: "grey", next: "Nothing more will happen.",
		final: true, stage: Assessing, list: Ended},
	Withdrawn: {label: "Withdrawn", colour: "grey", next: "Nothing more will happen.",
		final: true, effect: Stop, stage: Assessing, list: Ended},
	Collecting: {label: "To collect", colour: "turquoise", next: "The team named below collects what the person had. They arrange it with the family or whoever acts for them, and do not write to or ring the person.",
		effect: Stop, stage: ToCollect, list: ToCollect},
	Died: {label: "The person has died", colour: "grey", next: "Nothing more will happen. Nobody writes to, rings or visits the person.",
		final: true, effect: Stop, stage: Assessing, list: Ended},
	EnteredInError: {label: "Entered in error", colour: "grey", next: "Nothing more will happen. It is kept for the record only.",
		final: true, effect: Stop, stage: Assessing},
}

// Label returns what people see.
func (s State) Label() string { return descriptions[s].label }

// Colour returns the colour of the state's tag, one of GOV.UK Frontend's names.
func (s State) Colour() string { return descriptions[s].colour }

// Next says in a sentence what happens next.
func (s State) Next() string { return descriptions[s].next }

// Final tells whether the line has come to its end in this state.
func (s State) Final() bool { return descriptions[s].final }

// StopsClock tells whether a strand's targets stand still in this state.
func (s State) StopsClock() bool { return descriptions[s].stopsClock }

// Effect returns the effect that must follow a change into this state.
func (s State) Effect() Effect { return descriptions[s].effect }

// Stage returns where a strand in this state stands in its team's work.
func (s State) Stage() Stage { return descriptions[s].stage }

// AddToWorklist returns the team's list that a strand in this state is on; "" for none.
func (s State) List() Stage { return descriptions[s].list }

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
	// PropagateDeath: what was recorded of the person must reach their other cases. A case
	// effect it, not a strand.
	PropagateDeath Effect = "spread"
)

type stateFacts struct {
	label, colour, next string
}
