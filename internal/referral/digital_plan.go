package referral

import "fmt"

// DigitalPlan is how digital support is to be given.
type DigitalPlan struct {
	Goals     string `json:"goals"`
	How       string `json:"how"` // where: a code of the form's own question
	Sessions  int    `json:"sessions"`
	Interests string `json:"interests,omitempty"` // to match a volunteer
	Loan      string `json:"loan,omitempty"`      // what is lent, by a code of the form's own question; renewed each month
}

// MostDigitalSessions is how many sessions of digital support are decided at a time.
const MostDigitalSessions = 24

// Lends tells whether something is lent, which must come back one day.
func (p DigitalPlan) Lends() bool { return p.Loan != "" && p.Loan != noLoan }

const noLoan = "none"

func (p DigitalPlan) check() error {
	switch {
	case blank(p.Goals):
		return refuse("Enter what they are to be able to do.")
	case p.Sessions < 1 || p.Sessions > MostDigitalSessions:
		return refuse(fmt.Sprintf("Enter how many sessions, from 1 to %d.", MostDigitalSessions))
	}
	return nil
}
