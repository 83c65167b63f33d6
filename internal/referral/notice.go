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
	if _, whole := e.Change.(CaseChange); whole && e.Strand == "" {
		return wholeNotices(c, e, strands)
	}
	var s Strand
	if len(strands) > 0 {
		s = strands[0]
	}
	if d, is := e.Change.(Described); is {
		return d.Notices(c, s, e)
	}
	switch e.Name {
	case Send{}.Name():
		return []Notice{{Type: NoticeReceived, To: ToReferrer}}
	case AddToWorklist{}.Name():
		if s.Priority == Urgent {
			return []Notice{{Type: NoticeUrgent, To: ToTeam(s.Team)}}
		}
	case Decide{}.Name(), Order{}.Name(), NotReached{}.Name():
		return decided(c, s)
	case Propose{}.Name():
		return []Notice{{Type: NoticeProposed, To: ToManager(s.Team)}}
	case Approve{}.Name():
		return append(decided(c, s), Notice{Type: NoticeApproved, To: ToHolder})
	case SendBack{}.Name():
		if s.Holder != nil && s.Holder.ID != e.By.ID {
			return []Notice{{Type: NoticeSentBack, To: ToHolder}}
		}
	case AuditOrder{}.Name():
		return []Notice{{Type: NoticeAudited, To: ToReferrer}} // whoever ordered at once is who referred
	case Arrange{}.Name():
		if s.State == Arranging {
			return []Notice{{Type: NoticeArrange, To: ToTeam(s.Team)}}
		}
	case PutInPlace{}.Name():
		return []Notice{{Type: NoticeInPlace, To: ToReferrer}}
	case Close{}.Name():
		return []Notice{{Type: NoticeClosed, To: ToReferrer}}
	case Ask{}.Name():
		return []Notice{{Type: NoticeAsked, To: ToReferrer}}
	case Reply{}.Name():
		return []Notice{{Type: NoticeReplied, To: ToHolder}}
	case Reassign{}.Name(), Assign{}.Name():
		return []Notice{{Type: NoticeAssigned, To: ToHolder}}
	case LapseWarning{}.Name():
		return []Notice{{Type: NoticeLapsing, To: ToHolder}}
	case Lapse{}.Name():
		return []Notice{{Type: NoticeLapsed, To: ToTeam(s.Team)}}
	case Reminder{}.Name():
		if s.Asked().GivenUpOn() {
			return []Notice{{Type: NoticeNoAnswer, To: ToHolder}}
		}
		return []Notice{{Type: NoticeAskedAgain, To: ToReferrer}}
	case HoldEnding{}.Name():
		return []Notice{{Type: NoticeBackSoon, To: ToHolder}}
	case ReviewDue{}.Name():
		return []Notice{{Type: NoticeReviewDue, To: ToHolder}}
	case TellReferrer{}.Name():
		return []Notice{{Type: NoticeNotReached, To: ToReferrer}}
	case Inactive{}.Name():
		return []Notice{{Type: NoticeQuiet, To: ToManager(s.Team)}}
	case HolderAway{}.Name():
		if s.AwayUntil != "" && e.By.Role != TeamManager {
			return []Notice{{Type: NoticeHolderAway, To: ToManager(s.Team)}}
		}
	case Escalate{}.Name():
		return []Notice{{Type: NoticeEscalated, To: ToManager(s.Team)}}
	case Reopen{}.Name():
		return reopened(c, s, e)
	case Duplicate{}.Name():
		notices := []Notice{{Type: NoticeDuplicate, To: ToReferrer}}
		if s.Holder != nil && s.Holder.ID != e.By.ID {
			notices = append(notices, Notice{Type: NoticeDuplicate, To: ToHolder})
		}
		return notices
	case Withdraw{}.Name():
		notices := []Notice{{Type: NoticeWithdrawn, To: ToReferrer}}
		if s.Team != "" {
			notices = append(notices, Notice{Type: NoticeWithdrawn, To: ToTeam(s.Team)})
		}
		return notices
	}
	return nil
}

// decided returns who must hear of a decision.
func decided(c Case, s Strand) []Notice {
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
