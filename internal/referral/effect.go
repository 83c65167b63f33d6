package referral

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
	// PropagateDeath: what was recorded of the person must reach their other cases. A
	// case owes it, and no strand.
	PropagateDeath Effect = "spread"
)
