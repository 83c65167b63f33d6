package referral

import (
	"slices"
	"time"
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

// Asked returns the last that was asked of the referrer; nothing if nothing was.
func (s Strand) Asked() Inquiry {
	if len(s.Inquiries) == 0 {
		return Inquiry{}
	}
	return s.Inquiries[len(s.Inquiries)-1]
}

// MaxQuestions is how many questions can be asked at a time.
const MaxQuestions = 3

// Ask asks the referrer for what the practitioner needs to know. The clock of the
// targets stops until they answer.
type Ask struct {
	Questions []string    `json:"questions"`
	Reminds   []time.Time `json:"reminds,omitempty"` // see Inquiry
}

// Ask returns the change that asks the referrer, with when they are reminded.
func (r Rules) Ask(questions []string, at time.Time) Ask {
	ask := Ask{Questions: questions}
	for _, days := range append(slices.Clone(r.Policy.AskAgainDays), r.Policy.AskGiveUpDays) {
		ask.Reminds = append(ask.Reminds, stamp(r.Calendar.Morning(at, days)))
	}
	return ask
}

func (Ask) Name() string                         { return "information-requested" }
func (Ask) Title() string                        { return "Asked the referrer" }
func (a Ask) Detail() []string                   { return a.Questions }
func (Ask) Notices(Case, Strand, Event) []Notice { return tell(NoticeAsked, ToReferrer) }
func (Ask) Possible(s Strand, by Actor) error    { return mustBeHolder(s, by) }

func (a Ask) Valid(Strand) error {
	if len(a.Questions) == 0 || len(a.Questions) > MaxQuestions {
		return refuse("Enter one to three questions.")
	}
	if slices.ContainsFunc(a.Questions, blank) {
		return refuse("Enter what you want to know.")
	}
	return nil
}

func (a Ask) apply(s *Strand, e Event) {
	s.State = AwaitingReferrer
	s.allocate()
	s.Inquiries = append(s.Inquiries[:len(s.Inquiries):len(s.Inquiries)], Inquiry{Questions: a.Questions, By: e.By, At: e.At, Reminds: a.Reminds})
}
