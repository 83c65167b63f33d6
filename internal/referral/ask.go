package referral

import (
	"slices"
	"time"

	"assistive-referrals/internal/workingtime"
)

// Inquiry is what the practitioner asked the referrer, and what came back.
type Inquiry struct {
	Questions  []string  `json:"questions"`
	By         Actor     `json:"by"`
	At         time.Time `json:"at"`
	Answers    []string  `json:"answers"` // one for each question; none until it is answered
	AnsweredBy *Actor    `json:"answeredBy"`
	AnsweredAt time.Time `json:"answeredAt"`
	// Reminds are when the system does something because there is no answer yet:
	// at the last it tells the practitioner, before that it reminds the referrer.
	Reminds  []time.Time `json:"reminds,omitempty"`
	Reminded int         `json:"reminded"` // how many of them have been
}

// Answered tells whether the referrer has answered.
func (i Inquiry) Answered() bool { return i.AnsweredBy != nil }

// MaxQuestions is how many questions can be asked at a time.
const MaxQuestions = 3

// Ask asks the referrer for what the practitioner needs to know. The clock of the
// targets stops until they answer.
type Ask struct {
	Questions []string    `json:"questions"`
	Reminds   []time.Time `json:"reminds,omitempty"` // see Inquiry
}

// AskAt completes an inquiry with its reminders and returns the change.
func AskAt(questions []string, at time.Time, calendar *workingtime.Calendar) Ask {
	ask := Ask{Questions: questions}
	for _, days := range append(slices.Clone(policy.AskAgainDays), policy.AskGiveUpDays) {
		ask.Reminds = append(ask.Reminds, stamp(calendar.Morning(at, days)))
	}
	return ask
}

// Name implements Change.
func (Ask) Name() string { return "information-requested" }

// Allowed implements Change.
func (a Ask) Allowed(s Strand, by Actor) error {
	if err := mustHold(s, by); err != nil {
		return err
	}
	if len(a.Questions) == 0 || len(a.Questions) > MaxQuestions {
		return refuse("Enter one to three questions.")
	}
	for _, q := range a.Questions {
		if blank(q) {
			return refuse("Enter what you want to know.")
		}
	}
	return nil
}

func (a Ask) apply(s *Strand, e Event) {
	s.State = AwaitingReferrer
	s.allocate()
	s.Inquiries = append(s.Inquiries[:len(s.Inquiries):len(s.Inquiries)], Inquiry{Questions: a.Questions, By: e.By, At: e.At, Reminds: a.Reminds})
}

// Reply is the referrer's answer. The practitioner goes on, and the clock with them.
type Reply struct {
	Answers []string `json:"answers"`
	Targets Targets  `json:"targets"` // as the pause moved them
}

// ReplyAt completes the referrer's answers with the targets as the pause moves
// them, and returns the change.
func ReplyAt(answers []string, s Strand, at time.Time, calendar *workingtime.Calendar) Reply {
	return Reply{Answers: answers, Targets: s.targetsAfter(at, calendar)}
}

// Name implements Change.
func (Reply) Name() string { return "information-given" }

// Allowed implements Change. Each question has an answer.
func (r Reply) Allowed(s Strand, _ Actor) error {
	if s.State != AwaitingReferrer {
		return refuse("Nothing is being asked any more: it is " + lower(s.State.Label()) + ".")
	}
	if len(r.Answers) != len(s.Asked().Questions) {
		return refuse("Answer every question.")
	}
	for _, answer := range r.Answers {
		if blank(answer) {
			return refuse("Answer every question.")
		}
	}
	return nil
}

func (r Reply) apply(s *Strand, e Event) {
	by := e.By
	s.State, s.Targets = Claimed, r.Targets
	s.Inquiries = append([]Inquiry(nil), s.Inquiries...)
	last := &s.Inquiries[len(s.Inquiries)-1]
	last.Answers, last.AnsweredBy, last.AnsweredAt = r.Answers, &by, e.At
	s.begin(e.At)
}

// Asked returns the last that was asked of the referrer; nothing if nothing was.
func (s Strand) Asked() Inquiry {
	if len(s.Inquiries) == 0 {
		return Inquiry{}
	}
	return s.Inquiries[len(s.Inquiries)-1]
}
