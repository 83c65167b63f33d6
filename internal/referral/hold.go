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

func (h Hold) Allowed(s Strand, by Actor) error {
	if err := mustHold(s, by); err != nil {
		return err
	}
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

// ResumeWork takes a strand up again that was on hold, or that waited for the
// referrer. The system does it when a hold's date has come; before that the
// practitioner can, with the reason.
type ResumeWork struct {
	Reason  string  `json:"reason"`
	Targets Targets `json:"targets"` // as the pause moved them
}

// ResumeWorkAt completes a return with the targets as the pause moves them, and
// returns the change.
func ResumeWorkAt(reason string, s Strand, at time.Time, calendar *workingtime.Calendar) ResumeWork {
	return ResumeWork{Reason: reason, Targets: s.targetsAfter(at, calendar)}
}

func (ResumeWork) Name() string       { return "returned" }
func (ResumeWork) Title() string      { return "Taken up again" }
func (r ResumeWork) Detail() []string { return line("Why: ", r.Reason) }

// Notices tells the holder of a hold that ended by itself.
func (ResumeWork) Notices(_ Case, _ Strand, e Event) []Notice {
	if e.By.Role != SystemRole {
		return nil
	}
	return []Notice{{Type: NoticeReturned, To: ToHolder}}
}

func (r ResumeWork) Allowed(s Strand, by Actor) error {
	switch {
	case !s.State.StopsClock():
		return refuse("This is neither on hold nor waiting for the referrer: it is " + lower(s.State.Label()) + ".")
	case by.Role == SystemRole:
		if s.State != OnHold {
			return refuse("Only a hold ends by itself.")
		}
	case s.Holder == nil || s.Holder.ID != by.ID:
		return refuse("Only the practitioner who claimed this can do that.")
	case blank(r.Reason):
		return refuse("Enter why you go on with it.")
	}
	return nil
}

func (r ResumeWork) apply(s *Strand, e Event) {
	s.State, s.Hold, s.Targets = Claimed, nil, r.Targets
	s.begin(e.At)
}
