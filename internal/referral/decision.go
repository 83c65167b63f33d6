package referral

import (
	"time"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/workingtime"
)

// Decision is the act of deciding: who, when, the outcome and why.
type Decision struct {
	Outcome   Outcome          `json:"outcome"`
	Rationale string           `json:"rationale"`
	Equipment []catalogue.Code `json:"equipment"` // what is provided, for assistive technology
	NextStep  string           `json:"nextStep"`  // for a "no": what the person can do or who helps instead
	InPlaceBy time.Time        `json:"inPlaceBy"` // the target; zero for a "no"
	Team      Team             `json:"team"`      // whose practitioner decided, and who reviews
	By        Actor            `json:"by"`
	At        time.Time        `json:"at"`
	// Approval is a second person's, where the cost called for it.
	Approval *Approval `json:"approval,omitempty"`

	// Items are the equipment one by one, with how each is set up. Equipment is then
	// their types; a decision from before there were items has only that.
	Items    []Provided   `json:"items,omitempty"`
	Sessions *SessionPlan `json:"sessions,omitempty"` // for virtual-reality sessions
	Digital  *DigitalPlan `json:"digital,omitempty"`  // for digital support
	// TrialWeeks is how long a trial lasts; 0 where it is none.
	TrialWeeks int    `json:"trialWeeks,omitempty"`
	ReviewBy   Date   `json:"reviewBy,omitempty"` // "" to be set when it is in place
	Benefit    string `json:"benefit,omitempty"`  // what is expected of it: one of ExpectedBenefits
	// Against is what spoke against it, in words, and Despite why it is provided all
	// the same.
	Against []string `json:"against,omitempty"`
	Despite string   `json:"despite,omitempty"`
	// AlsoTell are email addresses of colleagues who hear this decision too.
	AlsoTell []string `json:"alsoTell,omitempty"`
}

// Provides returns the equipment one by one.
func (d Decision) Provides() []Provided {
	if len(d.Items) > 0 || len(d.Equipment) == 0 {
		return d.Items
	}
	var items []Provided
	for _, item := range catalogue.ItemsOf(d.Equipment) {
		items = append(items, Provided{Item: item, Quantity: 1})
	}
	return items
}

// Cost returns what is provided costs, in pence.
func (d Decision) Cost() int {
	pence := 0
	for _, p := range d.Provides() {
		e, _ := catalogue.Find(p.Code)
		pence += e.UnitCostPence * p.Quantity
	}
	return pence
}

// ExpectedBenefits lists what can be expected of what is provided: code, then label.
// The review holds it against Benefits, which have the same codes.
func ExpectedBenefits() [][2]string {
	return [][2]string{{"reduces", "It reduces the need for other care"}, {"avoids", "It avoids the need for other care"},
		{"prevents", "It prevents the need from growing"}, {"none", "None of these"}}
}

// inPlaceBy is the target for having it in place: set by triage where it is
// urgent, and otherwise counted from the decision.
func (r Rules) inPlaceBy(priority Priority, targets Targets, decided time.Time) time.Time {
	if !targets.InPlace.IsZero() {
		return targets.InPlace
	}
	return stamp(r.Calendar.After(decided, r.Policy.Days[priority].InPlace))
}

// CountsFrom returns when a decision was made, or put to whoever approved it, and from
// when the target for having it in place counts: then, or the next working morning if
// that day is not worked.
func (d Decision) CountsFrom(calendar *workingtime.Calendar) (made, counts time.Time) {
	made = d.At
	if d.Approval != nil {
		made = d.Approval.Proposed
	}
	if !calendar.WorkingDay(made) {
		return made, calendar.Opens(made)
	}
	return made, made
}
