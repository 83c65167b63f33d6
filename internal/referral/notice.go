package referral

import "fmt"

// Notice is that somebody must hear of an event. Who they are is a code; the
// address is looked up when it is sent, so that it is the right one then.
type Notice struct {
	Type string    `json:"type"`
	To   Recipient `json:"to"`
}

// Recipient is who is told: the referrer, the practitioner who has the strand, the
// person, or a team's mailbox.
type Recipient string

const (
	ToReferrer Recipient = "referrer"
	ToHolder   Recipient = "holder"
	ToPerson   Recipient = "person"
)

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
	NoticeProposed  = "decision-to-approve"
	NoticeApproved  = "decision-approved"
	NoticeSentBack  = "decision-sent-back"
	NoticeAudited   = "order-audited"
)

// Notices returns who must hear of an event that has just happened to a strand.
func Notices(c Case, s Strand, e Event) []Notice {
	switch e.Name {
	case Send{}.Name():
		return []Notice{{NoticeReceived, ToReferrer}}
	case List{}.Name():
		if s.Priority == Urgent {
			return []Notice{{NoticeUrgent, ToTeam(s.Team)}}
		}
	case Answer{}.Name():
		if s.State == Waiting && madeUrgent(e) {
			return []Notice{{NoticeUrgent, ToTeam(s.Team)}}
		}
	case Decide{}.Name(), Order{}.Name():
		return decided(c)
	case Propose{}.Name():
		return []Notice{{NoticeProposed, ToTeam(s.Team)}}
	case Approve{}.Name():
		return append(decided(c), Notice{NoticeApproved, ToHolder})
	case SendBack{}.Name():
		if s.Holder != nil && s.Holder.ID != e.By.ID {
			return []Notice{{NoticeSentBack, ToHolder}}
		}
	case AuditOrder{}.Name():
		return []Notice{{NoticeAudited, ToReferrer}} // whoever ordered at once is who referred
	case Arrange{}.Name():
		if s.State == Arranging {
			return []Notice{{NoticeArrange, ToTeam(s.Team)}}
		}
	case PutInPlace{}.Name():
		return []Notice{{NoticeInPlace, ToReferrer}}
	case Close{}.Name():
		return []Notice{{NoticeClosed, ToReferrer}}
	case Ask{}.Name():
		return []Notice{{NoticeAsked, ToReferrer}}
	case Reply{}.Name():
		return []Notice{{NoticeReplied, ToHolder}}
	case Reassign{}.Name():
		return []Notice{{NoticeAssigned, ToHolder}}
	case Warn{}.Name():
		return []Notice{{NoticeLapsing, ToHolder}}
	case Lapse{}.Name():
		return []Notice{{NoticeLapsed, ToTeam(s.Team)}}
	case Return{}.Name():
		if e.By.Role == SystemRole {
			return []Notice{{NoticeReturned, ToHolder}}
		}
	case Withdraw{}.Name():
		notices := []Notice{{NoticeWithdrawn, ToReferrer}}
		if s.Team != "" {
			notices = append(notices, Notice{NoticeWithdrawn, ToTeam(s.Team)})
		}
		return notices
	}
	return nil
}

// decided returns who must hear of a decision.
func decided(c Case) []Notice {
	notices := []Notice{{NoticeDecided, ToReferrer}}
	if c.TellPerson != "" {
		notices = append(notices, Notice{NoticePerson, ToPerson})
	}
	for n := range c.AlsoTell {
		notices = append(notices, Notice{NoticeDecided, ToColleague(n)})
	}
	return notices
}
