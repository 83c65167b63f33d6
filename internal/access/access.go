// Package access says who may do what to which case: one table of role, action
// and relationship. What the table does not allow is denied. Pages, and the list
// of what somebody may do now, read it.
package access

import (
	"slices"

	"assistive-referrals/internal/referral"
)

// Action is something that a person can do here.
type Action string

const (
	UseService Action = "use-service" // sign in and be sent to one's work
	Refer      Action = "refer"       // start, save and send referrals
	SeeOwn     Action = "see-own"     // the list of one's own referrals
	SeeCase    Action = "see-case"    // read a case: personal data
	Find       Action = "find"        // look for a referral by its reference or its person; what is not theirs to see is not shown
	SeeList    Action = "see-list"    // a team's lists: initials only
	ClaimIt    Action = "claim"       // take a strand from the team's list
	WorkIt     Action = "work"        // contact, assess, decide, release
	Approve    Action = "approve"     // a decision that costs more than one person may decide alone
	Reassign   Action = "reassign"    // give a strand to another practitioner
	AuditIt    Action = "audit"       // look at a direct order that is in the sample
	Absent     Action = "absent"      // say that one is away from work oneself
	Annotate   Action = "annotate"    // add a note
	Attach     Action = "attach"      // add files, and remove them
	Reply      Action = "reply"       // answer what the practitioner asked
	AnswerIt   Action = "answer"      // add to or correct the answers of a sent referral
	PutInPlace Action = "put-in-place"
	CloseIt    Action = "close"            // review and close
	Withdraw   Action = "withdraw"         // take a referral back
	Another    Action = "another"          // refer another person from the same ward
	SeeHistory Action = "see-history"      // who did what, when
	SeeSecret  Action = "see-secret"       // read what is kept sealed, such as the code of a key safe, with a reason that is recorded
	Settle     Action = "settle-duplicate" // say of a possible duplicate whether it is one
	SeeBoard   Action = "see-board"        // how a team stands and how long people wait: numbers only
	Repair     Action = "repair"           // what the system could not mend by itself

	RecordDeath Action = "record-death" // the person has died; and that this was a mistake
	CheckDeath  Action = "check-death"  // whether somebody who has died is the person
	MarkError   Action = "mark-error"   // something was entered in error
	UndoError   Action = "undo-error"   // it was right after all
	Reopen      Action = "reopen"       // take up again what has ended
)

// Relationship is what a person is to a case or a strand.
type Relationship string

const (
	None       Relationship = "none"        // nothing
	IsReferrer Relationship = "is-referrer" // they sent it
	InTeam     Relationship = "in-team"     // it is with their team
	IsHolder   Relationship = "is-holder"   // they claimed it
	Decided    Relationship = "decided"     // they decided it
	ToAudit    Relationship = "to-audit"    // it is an order that their team audits
	HandedTo   Relationship = "handed-to"   // it was handed to their team to be put in place
)

// Any stands for every relationship, none included.
const Any Relationship = "any"

// rule allows an action to some roles in some relationships.
type rule struct {
	action        Action
	roles         []referral.Role
	relationships []Relationship
}

var (
	referrers = []referral.Role{referral.SocialWorker, referral.HospitalDischarge, referral.TrustedAssessor,
		referral.OccupationalTherapist, referral.ActivityFacilitator, referral.DigitalInclusionOfficer, referral.TeamManager}
	practitioners = []referral.Role{referral.TrustedAssessor, referral.OccupationalTherapist, referral.ActivityFacilitator,
		referral.DigitalInclusionOfficer}
	arrangers = []referral.Role{referral.Installer, referral.ActivityFacilitator, referral.DigitalInclusionOfficer, referral.TrustedAssessor,
		referral.OccupationalTherapist}
	teams = []referral.Role{referral.TrustedAssessor, referral.OccupationalTherapist, referral.ActivityFacilitator,
		referral.DigitalInclusionOfficer, referral.Installer, referral.TeamManager}
)

// table is the whole of who may do what. It is read-only.
var table = []rule{
	{UseService, referral.Roles(), []Relationship{Any}},
	{Refer, referrers, []Relationship{Any}},
	{SeeOwn, referrers, []Relationship{Any}},
	{SeeList, teams, []Relationship{InTeam}},
	{SeeList, []referral.Role{referral.TeamManager}, []Relationship{Any}},
	{Find, slices.Concat(referrers, []referral.Role{referral.Installer, referral.DataProtectionOfficer}), []Relationship{Any}},
	{SeeCase, referrers, []Relationship{IsReferrer}},
	{SeeCase, teams, []Relationship{InTeam, IsHolder, Decided, HandedTo}},
	{SeeCase, []referral.Role{referral.TeamManager, referral.DataProtectionOfficer}, []Relationship{Any}},
	{SeeCase, []referral.Role{referral.OccupationalTherapist}, []Relationship{ToAudit}},
	{SeeHistory, []referral.Role{referral.OccupationalTherapist}, []Relationship{ToAudit}},
	{SeeHistory, referrers, []Relationship{IsReferrer}},
	{SeeHistory, teams, []Relationship{InTeam, IsHolder, Decided, HandedTo}},
	{SeeHistory, []referral.Role{referral.TeamManager, referral.DataProtectionOfficer}, []Relationship{Any}},
	{ClaimIt, practitioners, []Relationship{InTeam}},
	{WorkIt, practitioners, []Relationship{IsHolder}},
	{Approve, []referral.Role{referral.TeamManager}, []Relationship{Any}},
	{AuditIt, []referral.Role{referral.OccupationalTherapist}, []Relationship{ToAudit}},
	{AuditIt, []referral.Role{referral.TeamManager}, []Relationship{Any}},
	{Annotate, teams, []Relationship{InTeam, IsHolder, Decided, HandedTo}},
	{Annotate, []referral.Role{referral.TeamManager}, []Relationship{Any}},
	{Reassign, []referral.Role{referral.TeamManager}, []Relationship{Any}},
	{Absent, teams, []Relationship{Any}},
	{Attach, referrers, []Relationship{IsReferrer}},
	{Attach, teams, []Relationship{InTeam, IsHolder, Decided, HandedTo}},
	{Reply, referrers, []Relationship{IsReferrer}},
	{AnswerIt, referrers, []Relationship{IsReferrer}},
	{AnswerIt, practitioners, []Relationship{IsHolder, Decided}},
	{AnswerIt, []referral.Role{referral.Installer}, []Relationship{InTeam, HandedTo}},
	{AnswerIt, arrangers, []Relationship{HandedTo}},
	{PutInPlace, arrangers, []Relationship{InTeam, HandedTo}},
	{CloseIt, practitioners, []Relationship{InTeam, IsHolder, Decided}},
	{Another, referrers, []Relationship{IsReferrer}},
	{Withdraw, referrers, []Relationship{IsReferrer}},
	{Withdraw, practitioners, []Relationship{IsHolder}},
	{Withdraw, []referral.Role{referral.TeamManager}, []Relationship{Any}},
	{SeeSecret, practitioners, []Relationship{IsHolder, Decided, HandedTo}},
	{SeeSecret, arrangers, []Relationship{HandedTo}},
	{SeeSecret, []referral.Role{referral.Installer}, []Relationship{InTeam}},
	{Settle, practitioners, []Relationship{InTeam, IsHolder}},
	{Settle, []referral.Role{referral.TeamManager}, []Relationship{Any}},
	{RecordDeath, referrers, []Relationship{IsReferrer}},
	{RecordDeath, teams, []Relationship{InTeam, IsHolder, Decided, HandedTo}},
	{RecordDeath, []referral.Role{referral.TeamManager}, []Relationship{Any}},
	{CheckDeath, teams, []Relationship{InTeam, IsHolder, Decided, HandedTo}},
	{CheckDeath, []referral.Role{referral.TeamManager}, []Relationship{Any}},
	{MarkError, referrers, []Relationship{IsReferrer}},
	{MarkError, practitioners, []Relationship{IsHolder}},
	{MarkError, []referral.Role{referral.TeamManager}, []Relationship{Any}},
	{UndoError, []referral.Role{referral.TeamManager}, []Relationship{Any}},
	{Reopen, referrers, []Relationship{IsReferrer}},
	{Reopen, practitioners, []Relationship{InTeam, IsHolder, Decided}},
	{Reopen, []referral.Role{referral.TeamManager}, []Relationship{Any}},
	{SeeBoard, []referral.Role{referral.TeamManager, referral.Operations}, []Relationship{Any}},
	{Repair, []referral.Role{referral.Operations}, []Relationship{Any}},
}

// Person is who asks: somebody who is signed in.
type Person struct {
	ID    string
	Roles []referral.Role
	Team  referral.Team
}

// Allowed tells whether a person in any of those relationships may do it.
func (p Person) Allowed(action Action, relationships ...Relationship) bool {
	for _, r := range table {
		if r.action != action || !intersects(r.roles, p.Roles) {
			continue
		}
		if slices.Contains(r.relationships, Any) || intersects(r.relationships, relationships) {
			return true
		}
	}
	return false
}

// Ever tells whether there is any relationship in which a person may do it. It
// is for what to offer before a case is known.
func (p Person) Ever(action Action) bool {
	return slices.ContainsFunc(table, func(r rule) bool { return r.action == action && intersects(r.roles, p.Roles) })
}

// To returns what a person is to a strand of a case. What was entered in error is no
// team's work any more: of the staff only whoever had it still sees it.
func (p Person) To(c referral.Case, s referral.Strand) []Relationship {
	related := []Relationship{None}
	if c.Referrer.ID == p.ID {
		related = append(related, IsReferrer)
	}
	inError := s.State == referral.EnteredInError
	if s.Team != "" && s.Team == p.Team && !inError {
		related = append(related, InTeam)
	}
	if s.Holder != nil && s.Holder.ID == p.ID {
		related = append(related, IsHolder)
	}
	if s.Decision != nil && s.Decision.By.ID == p.ID {
		related = append(related, Decided)
	}
	if s.Audit != nil && p.Team == referral.AuditTeam {
		related = append(related, ToAudit)
	}
	if s.Arranged != nil && s.Arranged.Team == p.Team && !inError {
		related = append(related, HandedTo)
	}
	return related
}

// ToCase returns what a person is to any strand of a case.
func (p Person) ToCase(c referral.Case, strands []referral.Strand) []Relationship {
	var related []Relationship
	for _, s := range strands {
		related = append(related, p.To(c, s)...)
	}
	return related
}

func intersects[T comparable](a, b []T) bool {
	return slices.ContainsFunc(a, func(one T) bool { return slices.Contains(b, one) })
}
