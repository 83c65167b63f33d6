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
	return []State{Received, Triaged, Waiting, Claimed, AwaitingReferrer, OnHold, AwaitingApproval, Decided,
		Arranging, InPlace, Closed, Withdrawn, Collecting, Died, EnteredInError}
}

// Label returns what people see who read of it without a strand, in a list of states
// for example.
func (s State) Label() string {
	label, _ := s.Words("", "", Progress{})
	return label
}

// Next says in a sentence what happens next.
func (s State) Next() string {
	_, next := s.Words("", "", Progress{})
	return next
}

// Words say to somebody what it is called and what happens next.
func (s State) Words(of Kind, to Reader, progress Progress) (label, next string) {
	if words := states[s].words; words != nil {
		return words(of, to, progress)
	}
	return "", ""
}

// Colour returns the colour of the state's tag, one of GOV.UK Frontend's names.
func (s State) Colour() string { return states[s].colour }

// Final tells whether the line has come to its end in this state.
func (s State) Final() bool { return states[s].phase == over }

// GoesOn tells whether somebody goes on with it for the person: it has not ended, and
// the person has not died.
func (s State) GoesOn() bool { return states[s].phase < collecting }

// revocable tells whether it can still be ended because it is not wanted: what is in
// place cannot.
func (s State) revocable() bool { return states[s].phase <= arranging }

// undecided tells whether somebody waits for a decision: it has been triaged, and the
// answers still count.
func (s State) undecided() bool { return states[s].phase == queued || states[s].phase == working }

// held tells whether a practitioner has it and has not decided.
func (s State) held() bool { return states[s].phase == working }

// visited tells whether a visit can be planned.
func (s State) visited() bool { return states[s].phase >= working && states[s].phase <= inUse }

// restarts tells whether the workflow waits for it, so that it needs a new run after
// the old one was stopped.
func (s State) restarts() bool { return states[s].phase <= deciding }

// StopsClock tells whether a strand's targets stand still in this state.
func (s State) StopsClock() bool { return states[s].stopsClock }

// Stopped says what a stopped clock means for what is expected; "" where it runs.
func (s State) Stopped() string { return states[s].stopped }

// Effect returns the effect that must follow a change into this state.
func (s State) Effect() Effect { return states[s].effect }

// Stage returns where a strand in this state stands in its team's work.
func (s State) Stage() Stage { return states[s].stage }

// List returns the team's list that a strand in this state is on; "" for none.
func (s State) List() Stage { return states[s].list }

// Target returns what is to be reached next by a strand in this state.
func (s State) Target() Target { return states[s].target }

// Expects returns what whoever referred can expect next.
func (s State) Expects() Expectation { return states[s].expects }
