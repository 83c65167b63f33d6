package referral

import (
	"time"

	"assistive-referrals/internal/workingtime"
)

// Hold puts a strand aside until a date, with the reason. It returns by itself.
// The clock of the targets stops meanwhile.
type Hold struct {
	silent
	Until   Date      `json:"until"`
	Returns time.Time `json:"returns"` // when it comes back: as the team opens on that date, or on the next working day
	Warns   time.Time `json:"warns"`   // when the holder is told of that: as the team opens on the working day before; zero for never
	Reason  string    `json:"reason"`
}

// Hold returns the change that puts a strand aside until a date.
func (r Rules) Hold(until Date, reason string) Hold {
	h := Hold{Until: until, Reason: reason}
	if day, ok := until.In(workingtime.London()); ok {
		h.Returns = stamp(r.Calendar.Opens(day))
		h.Warns = stamp(r.Calendar.Morning(h.Returns, -1))
	}
	return h
}

func (Hold) Name() string  { return "held" }
func (Hold) Title() string { return "Put on hold" }

func (h Hold) Detail() []string {
	return append(line("Until ", h.Until.Long()), line("Why: ", h.Reason)...)
}

func (Hold) Possible(s Strand, by Actor) error { return mustBeHolder(s, by) }

func (h Hold) Valid(Strand) error {
	switch {
	case h.Returns.IsZero():
		return refuse("Enter the date until which it is on hold.")
	case blank(h.Reason):
		return refuse("Enter why it is on hold.")
	}
	return nil
}

func (h Hold) apply(s *Strand, e Event) {
	if !h.Warns.After(e.At) { // it is that day already
		h.Warns = time.Time{}
	}
	s.State, s.Hold = OnHold, &h
	s.allocate()
}

type holdTimer struct{}

func (holdTimer) at(_ Rules, s Strand) time.Time {
	switch {
	case s.Hold == nil:
		return time.Time{}
	case !s.Hold.Warns.IsZero():
		return s.Hold.Warns
	}
	return s.Hold.Returns
}

func (holdTimer) change(r Rules, s Strand, now time.Time) Change {
	if now.Before(s.Hold.Returns) {
		return HoldEnding{}
	}
	return r.ResumeWork("Its date has come.", s, now)
}
