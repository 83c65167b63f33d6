package referral

import (
	"slices"
	"strings"
	"time"

	"assistive-referrals/internal/catalogue"
)

// Collect records that what the person had was collected, or why some of it stays.
type Collect struct {
	silent
	On    Date             `json:"on"`
	Taken []catalogue.Code `json:"taken"`
	Left  string           `json:"left"` // what stays, and why
	Note  string           `json:"note"`
	By    Actor            `json:"by"`
	At    time.Time        `json:"at"`
}

func (Collect) Name() string  { return "collected" }
func (Collect) Title() string { return "Collected" }

func (c Collect) Detail() []string {
	return slices.Concat(line("On ", c.On.Long()), line("Collected: ", strings.Join(catalogue.Names(c.Taken), ", ")), line("Stays: ", c.Left), line("", c.Note))
}

func (Collect) Possible(s Strand, _ Actor) error {
	if s.State != Collecting {
		return refuse("Nothing is to be collected: it is " + lower(s.State.Label()) + ".")
	}
	return nil
}

// Valid wants a reason for what was there and not taken.
func (c Collect) Valid(s Strand) error {
	switch {
	case c.On == "":
		return refuse("Enter the date on which it was collected.")
	case len(c.Taken) < len(s.Placed) && blank(c.Left):
		return refuse("Enter what stays there, and why.")
	}
	return nil
}

func (c Collect) apply(s *Strand, e Event) {
	c.By, c.At = e.By, e.At
	s.State, s.Collected, s.Placed, s.Lent = Died, &c, nil, false
	s.Ending = &Ending{At: e.At, Reason: diedReason, Note: c.Note}
}
