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
	Warns   time.Time `json:"warns"`   // when the holder is told that it is about to come back; zero for never
	Reason  string    `json:"reason"`
}

// HoldUntil completes a hold with the instant of its end, and with when its holder
// is told of that: as the team opens on the working day before. It returns the change.
func HoldUntil(date Date, reason string, calendar *workingtime.Calendar) Hold {
	hold := Hold{Until: date, Reason: reason}
	if day, ok := date.In(workingtime.London()); ok {
		hold.Returns = stamp(calendar.Opens(day))
		hold.Warns = stamp(calendar.Morning(hold.Returns, -1))
	}
	return hold
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
	hold := h
	if !hold.Warns.After(e.At) { // it is that day already
		hold.Warns = time.Time{}
	}
	s.State, s.Hold = OnHold, &hold
	s.allocate()
}
