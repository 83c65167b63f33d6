package referral

import "fmt"

// SessionPlan is how virtual-reality sessions are to be: what for, how long, who is
// there, and how the person shows that they want to stop.
type SessionPlan struct {
	Headset      bool   `json:"headset"` // false: the same on a tablet or screen
	Aim          string `json:"aim"`
	Content      string `json:"content,omitempty"`
	Sessions     int    `json:"sessions"`
	FirstMinutes int    `json:"firstMinutes"`
	Minutes      int    `json:"minutes"`      // of each later one
	BreakMinutes int    `json:"breakMinutes"` // between two on one day, at least
	Present      string `json:"present,omitempty"`
	Stop         string `json:"stop"` // how they show that they want to stop
}

// SessionLimits bound every plan with a headset. They belong to the council's safety
// officer, and are no facts about headsets.
type SessionLimits struct {
	FirstMinutes int // the first session lasts at most so long
	CapMinutes   int // and every later one so long
	BreakMinutes int // between two on one day, at least
	Sessions     int // at most so many are decided at a time
	// What a plan begins with.
	UsualSessions, UsualMinutes int
}

// check refuses a plan beyond the limits. A screen is not bound by those of a headset.
func (p SessionPlan) check(l SessionLimits) error {
	switch {
	case p.Sessions < 1 || p.Sessions > l.Sessions:
		return refuse(fmt.Sprintf("Enter how many sessions, from 1 to %d.", l.Sessions))
	case blank(p.Stop):
		return refuse("Enter how they show that they want to stop.")
	case !p.Headset && p.Minutes < 1:
		return refuse("A session on a tablet or screen must last 1 minute or more.")
	case !p.Headset:
		return nil
	case p.FirstMinutes < 1 || p.FirstMinutes > l.FirstMinutes:
		return refuse(fmt.Sprintf("The first session with a headset can last from 1 to %d minutes.", l.FirstMinutes))
	case p.Minutes < 1 || p.Minutes > l.CapMinutes:
		return refuse(fmt.Sprintf("A session with a headset can last from 1 to %d minutes.", l.CapMinutes))
	case p.BreakMinutes < l.BreakMinutes:
		return refuse(fmt.Sprintf("The break between two sessions on one day must be %d minutes or more.", l.BreakMinutes))
	}
	return nil
}
