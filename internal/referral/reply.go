package referral

import (
	"slices"
	"time"
)

// Reply is the referrer's answer. The practitioner goes on, and the clock with them.
type Reply struct {
	Answers []string `json:"answers"`
	Targets Targets  `json:"targets"` // as the pause moved them
}

// Reply returns the change that answers what was asked about that strand.
func (r Rules) Reply(answers []string, s Strand, at time.Time) Reply {
	return Reply{Answers: answers, Targets: r.targetsAfter(s, at)}
}

func (Reply) Name() string                         { return "information-given" }
func (Reply) Title() string                        { return "The referrer answered" }
func (r Reply) Detail() []string                   { return r.Answers }
func (Reply) Notices(Case, Strand, Event) []Notice { return tell(NoticeReplied, ToHolder) }

func (Reply) Possible(s Strand, _ Actor) error {
	if s.State != AwaitingReferrer {
		return refuse("Nothing is being asked any more: it is " + lower(s.State.Label()) + ".")
	}
	return nil
}

func (r Reply) Valid(s Strand) error {
	if len(r.Answers) != len(s.Asked().Questions) || slices.ContainsFunc(r.Answers, blank) {
		return refuse("Answer every question.")
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
