package referral

import "slices"

// Stage is where a strand stands in a team's work; it names the team's lists too.
type Stage string

const (
	ToClaim       Stage = "waiting"   // on the worklist: nobody has it yet
	Assessing     Stage = "claimed"   // a practitioner has it
	Asked         Stage = "asked"     // the referrer was asked something: the clock is stopped
	Held          Stage = "on-hold"   // put aside until a date: the clock is stopped
	ToApprove     Stage = "approval"  // a decision waits for a second person
	BeingArranged Stage = "arranging" // decided, and to be put in place
	ToReview      Stage = "review"    // in place, and to be reviewed: nobody waits any more
	ToCollect     Stage = "collect"   // the person has died, and what they had is to be collected
	Ended         Stage = "closed"    // nobody goes on with it: a list, and no stage of the work
)

// Stages lists the stages of a team's work, in the order of the line.
func Stages() []Stage {
	return []Stage{ToClaim, Assessing, Asked, Held, ToApprove, BeingArranged, ToReview, ToCollect}
}

// StopsClock tells whether targets stand still in it.
func (s Stage) StopsClock() bool {
	return slices.ContainsFunc(States(), func(state State) bool { return state.StopsClock() && state.Stage() == s })
}

// Label returns what people see.
func (s Stage) Label() string {
	return map[Stage]string{
		ToClaim: "Waiting to be claimed", Assessing: "Being assessed", Asked: "Waiting for the referrer", Held: "On hold",
		ToApprove: "Waiting for approval", BeingArranged: "Being arranged", ToReview: "In place, to be reviewed", ToCollect: "To collect",
		Ended: "", // nobody is in it
	}[s]
}
