package casestore

import (
	"time"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/workingtime"
)

// List is one of a team's lists.
type List string

const (
	ListWaiting        = List(referral.ToClaim)       // nobody has claimed it
	ListClaimed        = List(referral.Assessing)     // a practitioner has it
	ListAsked          = List(referral.Asked)         // the referrer was asked something
	ListHeld           = List(referral.Held)          // put aside until a date
	ListApproval       = List(referral.ToApprove)     // a decision waits for a second person
	ListArranging      = List(referral.BeingArranged) // to be put in place
	ListReview         = List(referral.ToReview)      // in place, to be reviewed
	ListCollect        = List(referral.ToCollect)     // the person has died: to be collected
	ListClosed         = List(referral.Ended)         // ended in the last 30 days
	ListOverdue   List = "overdue"                    // a range of what is open: its target has passed
	ListAudit     List = "audit"                      // direct orders in the sample that nobody has looked at
	ListAgreed    List = "agreed"                     // those that were agreed with
	ListConcern   List = "concern"                    // those about which there was a concern
	ListOutbox    List = "owed"                       // for operations: could not be repaired
)

// listKey is the partition of a team's list in the worklist index.
func listKey(team referral.Team, list List) string {
	return "TEAM#" + string(team) + "#" + string(list)
}

// ListOf returns the list that a strand is on, and false if it is on none.
func ListOf(s referral.Strand) (List, bool) {
	list := List(s.State.List())
	return list, list != "" && (list != ListClosed || s.Team != "") // without one it ended before anybody saw it
}

// held tells whether what is on a list is somebody's to go on with, so that it is
// among what they hold.
func (l List) held() bool { return l != ListArranging && l != ListCollect && l != ListClosed }

// Entry is a strand's row in a list. It shows a person by their initials only.
type Entry struct {
	referral.Strand
	Reference referral.Reference `json:"reference"`
	Initials  string             `json:"initials"`
	Ward      bool               `json:"ward"` // see referral.Case
}

// Age returns how many days ago a strand was received, by the date.
func (e Entry) Age(now time.Time) int { return workingtime.Days(e.Received, now) }
