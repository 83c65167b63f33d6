package referral

import "time"

// Reminder is that the referrer has not answered yet: they are reminded or, the last
// time, the practitioner is told, who can go on without the answer. The system
// makes it.
type Reminder struct {
	titleOnly
	nothingEntered
	Passed int `json:"passed"` // how many of the inquiry's reminders are past: after an outage more than one
}

func (Reminder) Name() string  { return "reminded" }
func (Reminder) Title() string { return "No answer yet: reminded" }

func (Reminder) Notices(_ Case, s Strand, _ Event) []Notice {
	if s.Asked().GivenUpOn() {
		return tell(NoticeNoAnswer, ToHolder)
	}
	return tell(NoticeAskedAgain, ToReferrer)
}

func (r Reminder) Possible(s Strand, by Actor) error {
	asked := s.Asked()
	if s.State != AwaitingReferrer || by.Role != SystemRole || r.Passed <= asked.Reminded || r.Passed > len(asked.Reminds) {
		return refuse("Nobody is to be reminded.")
	}
	return nil
}

func (r Reminder) apply(s *Strand, _ Event) {
	s.Inquiries = append([]Inquiry(nil), s.Inquiries...)
	s.Inquiries[len(s.Inquiries)-1].Reminded = r.Passed
}

type inquiryTimer struct{}

func (inquiryTimer) at(_ Rules, s Strand) time.Time {
	asked := s.Asked()
	if asked.Answered() || asked.Reminded >= len(asked.Reminds) {
		return time.Time{}
	}
	return asked.Reminds[asked.Reminded]
}

func (inquiryTimer) change(_ Rules, s Strand, now time.Time) Change {
	return Reminder{Passed: s.Asked().remindersPassed(now)}
}

// remindersPassed returns how many reminders are due by then.
func (i Inquiry) remindersPassed(at time.Time) int {
	passed := 0
	for _, due := range i.Reminds {
		if !at.Before(due) {
			passed++
		}
	}
	return passed
}

// GivenUpOn tells whether the referrer was reminded as often as the policy says.
func (i Inquiry) GivenUpOn() bool { return len(i.Reminds) > 0 && i.Reminded == len(i.Reminds) }
