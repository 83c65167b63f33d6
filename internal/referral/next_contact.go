package referral

import (
	"fmt"
	"time"

	"assistive-referrals/internal/workingtime"
)

// ContactStep is what the policy asks for while nobody has been reached.
type ContactStep string

const (
	// FirstAttempt: nobody has tried yet.
	FirstAttempt ContactStep = "first-attempt"
	// TryAgain: another attempt, on another day or at another time of day.
	TryAgain ContactStep = "try-again"
	// WriteLetter: attempts enough were made; a letter is sent.
	WriteLetter ContactStep = "letter"
	// AskReferrer: the letter was not answered in its time; the referrer is told.
	AskReferrer ContactStep = "tell-referrer"
	// StopTrying: the referrer knew no other way in their time, or it is not known
	// yet; then it is closed as not reached, or put before the manager.
	StopTrying ContactStep = "stop-trying"
)

// Label returns what people see.
func (c ContactStep) Label() string {
	switch c {
	case FirstAttempt:
		return "Make the first contact"
	case TryAgain:
		return "Try again"
	case WriteLetter:
		return "Send a letter"
	case AskReferrer:
		return "Tell the referrer that nobody can be reached"
	case StopTrying:
		return "Close it as not reached, or tell the manager"
	}
	return ""
}

// NextContact is the next step towards reaching somebody, and by when. For
// StopTrying that is when the time for an answer has passed.
type NextContact struct {
	Step ContactStep `json:"step"`
	By   time.Time   `json:"by"`
	Made int         `json:"made"` // attempts that count so far
	Of   int         `json:"of"`   // how many the policy asks for
}

// Words say what follows while nobody has been reached, and by when, one thing a line.
func (n NextContact) Words() []string {
	by := " by "
	if n.Step == StopTrying {
		by = " after " // they have until then to answer
	}
	return []string{"Next: " + lower(n.Step.Label()) + by + dateAndTime(n.By), fmt.Sprintf("%d of %d attempts made", n.Made, n.Of)}
}

// ContactStep returns the holder's next step towards reaching the person, or
// someone for them, and whether there is one.
func (r Rules) ContactStep(s Strand) (NextContact, bool) {
	switch {
	case s.State != Claimed || s.contacted() || s.Assessment != nil:
		return NextContact{}, false
	case s.Next != nil:
		return *s.Next, true
	}
	return NextContact{Step: FirstAttempt, By: s.Targets.Contact, Of: r.Policy.NoReply[s.Priority].Attempts}, !s.Targets.Contact.IsZero()
}

// nextContact applies the policy to the attempts that were made, none of which
// reached anybody.
func (r Rules) nextContact(made []Contact, told time.Time, priority Priority) *NextContact {
	p := r.Policy.NoReply[priority]
	if p.Attempts == 0 {
		p = r.Policy.NoReply[Standard]
	}
	counted, last, wrote := attempts(made, p.ApartDays == 0)
	next := NextContact{Made: counted, Of: p.Attempts}
	switch {
	case next.Made < p.Attempts && told.IsZero():
		next.Step, next.By = TryAgain, r.after(last, p.ApartDays)
	case wrote.IsZero() && told.IsZero():
		next.Step, next.By = WriteLetter, r.after(last, 1)
	case told.IsZero():
		next.Step, next.By = AskReferrer, r.after(wrote, p.LetterDays)
	default:
		next.Step, next.By = StopTrying, r.after(told, p.ReferrerDays)
		if letter := r.Calendar.After(wrote, p.LetterDays); !wrote.IsZero() && letter.After(next.By) {
			next.By = letter
		}
	}
	next.By = stamp(next.By)
	return &next
}

// attempts returns how many attempts count, and when the last one and the last letter
// were. Those on one day count once or, within one day, those of one morning or
// afternoon do.
func attempts(made []Contact, withinADay bool) (counted int, last, wrote time.Time) {
	halves := map[string]bool{}
	for _, c := range made {
		if c.wrote() {
			wrote = latest(wrote, c.When)
		}
		if c.How == letter {
			continue
		}
		last = latest(last, c.When)
		half := workingtime.InLondon(c.When, time.DateOnly)
		if withinADay && c.When.In(workingtime.London()).Hour() >= 12 {
			half += " afternoon"
		}
		halves[half] = true
	}
	if last.IsZero() {
		last = wrote
	}
	return len(halves), last, wrote
}

// after returns the end of the nth working day after an instant, and never that
// instant or before: what is tried in the evening is tried again on the next day.
func (r Rules) after(t time.Time, days int) time.Time {
	by := r.Calendar.After(t, days)
	if !by.After(t) {
		by = r.Calendar.After(t, days+1)
	}
	return by
}
