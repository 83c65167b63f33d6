package referral

import (
	"fmt"
	"slices"
	"strings"
)

// Notice is that somebody must hear of an event. Who they are is a code; the
// address is looked up when it is sent, so that it is the right one then.
type Notice struct {
	Type string    `json:"type"`
	To   Recipient `json:"to"`
	// Strand is which one it is about, where the event is about the whole case and
	// the notice is not.
	Strand Kind `json:"strand,omitempty"`
}

// Recipient is who is told: the referrer, the practitioner who has the strand, the
// person, or a team's mailbox.
type Recipient string

const (
	ToReferrer Recipient = "referrer"
	ToHolder   Recipient = "holder"
	ToPerson   Recipient = "person"
	// ToHadBefore is the practitioner who had a strand before it was reopened.
	ToHadBefore Recipient = "had-before"
)

const (
	prefixHolder  = "holder:"
	prefixManager = "manager:"
)

// ToHolderOf is the practitioner who has that strand of the case.
func ToHolderOf(k Kind) Recipient { return Recipient(prefixHolder + string(k)) }

// HolderOf returns the strand whose practitioner a recipient names, and whether it
// names one so.
func (r Recipient) HolderOf() (Kind, bool) {
	kind, ok := strings.CutPrefix(string(r), prefixHolder)
	return Kind(kind), ok
}

// ToManager is the manager of a team.
func ToManager(t Team) Recipient { return Recipient(prefixManager + string(t)) }

// ManagerOf returns the team whose manager a recipient names, and whether it names one.
func (r Recipient) ManagerOf() (Team, bool) {
	team, ok := strings.CutPrefix(string(r), prefixManager)
	return Team(team), ok
}

// ToColleague is one of the colleagues who hear the outcome too: n is the place in
// Case.AlsoTell.
func ToColleague(n int) Recipient { return Recipient(fmt.Sprintf("colleague:%d", n)) }

// Colleague returns the address of the colleague that a recipient names, and
// whether it names one.
func (c Case) Colleague(r Recipient) (string, bool) {
	for n, address := range c.AlsoTell {
		if r == ToColleague(n) {
			return address, true
		}
	}
	return "", false
}

// ToAlso is one of the colleagues who hear one decision too: n is the place in
// Decision.AlsoTell.
func ToAlso(n int) Recipient { return Recipient(fmt.Sprintf("also:%d", n)) }

// Also returns the address that a recipient names among those who hear a decision
// too, and whether it names one.
func (d Decision) Also(r Recipient) (string, bool) {
	for n, address := range d.AlsoTell {
		if r == ToAlso(n) {
			return address, true
		}
	}
	return "", false
}

// ToTeam is a team's mailbox.
func ToTeam(t Team) Recipient { return Recipient("team:" + string(t)) }

// The types of notices. What each says is stated in package notify.
const (
	NoticeReceived  = "referral-received"
	NoticeUrgent    = "new-on-worklist-urgent"
	NoticeDecided   = "decided"
	NoticePerson    = "decision-for-person"
	NoticeArrange   = "arrangement-requested"
	NoticeInPlace   = "in-place"
	NoticeClosed    = "closed"
	NoticeWithdrawn = "withdrawn"
	NoticeAsked     = "information-requested"
	NoticeReplied   = "information-given"
	NoticeReturned  = "returned-from-hold"
	NoticeLapsing   = "claim-about-to-lapse"
	NoticeLapsed    = "claim-lapsed"
	NoticeAssigned  = "given-to-you"
	NoticeDuplicate = "same-request-open"
	NoticeProposed  = "decision-to-approve"
	NoticeApproved  = "decision-approved"
	NoticeSentBack  = "decision-sent-back"
	NoticeAudited   = "order-audited"

	NoticeDied       = "person-has-died"
	NoticeCollect    = "collection-requested"
	NoticeCheckDeath = "check-before-contact"
	NoticeError      = "entered-in-error"
	NoticeRestored   = "taken-back"
	NoticeReopened   = "reopened"
	NoticeNotReached = "nobody-reached"
	NoticeAskedAgain = "information-still-needed"
	NoticeNoAnswer   = "no-answer-from-referrer"
	NoticeBackSoon   = "back-from-hold-soon"
	NoticeReviewDue  = "review-due"
	NoticeQuiet      = "gone-quiet"
	NoticeEscalated  = "manager-asked"
	NoticeHolderAway = "due-while-away"
)

// Notices returns who must hear of an event that has just happened: to that strand
// or, where it is about the whole case, to any of these.
func Notices(c Case, e Event, strands ...Strand) []Notice {
	switch change := e.Change.(type) {
	case CaseChange:
		if e.Strand == "" { // in older histories some were of one strand
			return change.Notices(c, strands, e)
		}
	case Change:
		var s Strand
		if len(strands) > 0 {
			s = strands[0]
		}
		return change.Notices(c, s, e)
	}
	return nil
}

// tell is the notice to one recipient.
func tell(notice string, to Recipient) []Notice { return []Notice{{Type: notice, To: to}} }

// tellStaff tells the referrer, and of each strand whoever has it or, where nobody
// has, its team; each of them once, and nobody of what they did themselves.
func tellStaff(c Case, e Event, notice string, strands []Strand) []Notice {
	var notices []Notice
	told := map[string]bool{e.By.ID: true}
	tell := func(who string, to Recipient) {
		if !told[who] {
			told[who] = true
			notices = append(notices, Notice{Type: notice, To: to})
		}
	}
	tell(c.Referrer.ID, ToReferrer)
	for _, s := range strands {
		switch {
		case s.Holder != nil:
			tell(s.Holder.ID, ToHolderOf(s.Kind))
		case s.Team != "":
			tell(string(s.Team), ToTeam(s.Team))
		}
		if s.Suspension != nil && s.Suspension.State == Arranging {
			tell(string(s.Suspension.Team), ToTeam(s.Suspension.Team))
		}
	}
	return notices
}

// tellDecision returns who must hear of a decision.
func tellDecision(c Case, s Strand) []Notice {
	notices := []Notice{{Type: NoticeDecided, To: ToReferrer}}
	if c.TellPerson != "" {
		notices = append(notices, Notice{Type: NoticePerson, To: ToPerson})
	}
	for n := range c.AlsoTell {
		notices = append(notices, Notice{Type: NoticeDecided, To: ToColleague(n)})
	}
	if s.Decision == nil {
		return notices
	}
	for n, address := range s.Decision.AlsoTell {
		if !slices.Contains(c.AlsoTell, address) {
			notices = append(notices, Notice{Type: NoticeDecided, To: ToAlso(n)})
		}
	}
	return notices
}
