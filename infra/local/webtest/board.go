package webtest

import (
	"testing"
	"time"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/workingtime"
)

// Work takes a strand from the list to in place, each step so many days after the
// one before.
func (s *Site) Work(r referral.Reference, days ...int) {
	s.T.Helper()
	steps := []func(referral.Strand) (referral.Actor, referral.Change){
		func(referral.Strand) (referral.Actor, referral.Change) { return Therapist.Actor, referral.Claim{} },
		func(referral.Strand) (referral.Actor, referral.Change) {
			return Therapist.Actor, referral.Contact{When: s.Clock(), How: "telephone", Reached: true}
		},
		func(referral.Strand) (referral.Actor, referral.Change) {
			return Therapist.Actor, referral.Assess{Assessment: referral.Assessment{Method: "visit", On: referral.Date(workingtime.InLondon(s.Clock(), time.DateOnly)), Findings: "Steady by day."}}
		},
		func(strand referral.Strand) (referral.Actor, referral.Change) {
			d := referral.Decision{Outcome: referral.Provide, Rationale: "It keeps her safe.", Equipment: []catalogue.Code{"gps-locator"}}
			return Therapist.Actor, Rules().Decide(d, strand, s.Clock())
		},
		func(referral.Strand) (referral.Actor, referral.Change) {
			return referral.System("arrange"), referral.Arrange{}
		},
		func(referral.Strand) (referral.Actor, referral.Change) {
			return Installer.Actor, referral.PutInPlace{On: referral.Date(workingtime.InLondon(s.Clock(), time.DateOnly)), ReviewBy: "2027-01-04"}
		},
	}
	for n, after := range days {
		s.At(s.Clock().AddDate(0, 0, after))
		by, change := steps[n](s.Strand(r, Tech))
		s.Change(r, Tech, by, change)
	}
}

// BoardSite is a site with some weeks behind it: what came, was late, stood still and
// still waits.
func BoardSite(t *testing.T) *Site {
	s := New(t)
	begin := Monday.AddDate(0, 0, -42)
	for week := range 6 {
		s.At(begin.AddDate(0, 0, 7*week))
		if err := s.Store.CloseDays(t.Context()); err != nil {
			t.Fatal(err)
		}
		for n := range 2 {
			s.At(begin.AddDate(0, 0, 7*week))
			answers := Margaret(Tech)
			if n == 1 {
				answers["concerns"] = []string{"none"}
			}
			r := s.Open(SocialWorker, answers)
			s.Take(r, Tech, Waiting)
			switch {
			case week < 5:
				s.Work(r, 1, week, 1, 0, 0, 3+n)
			case n == 1:
				s.Work(r, 1, 2) // still to be assessed, which is not due soon
			}
		}
	}
	s.At(Monday.AddDate(0, 0, -3))
	stopped := s.StrandAt(Tech, Claimed)
	s.Change(stopped, Tech, Therapist.Actor, referral.Ask{Questions: []string{"Who has a key?"}})
	s.At(Monday)
	urgent := Margaret(Tech)
	urgent["concerns"] = []string{"risk-to-life"}
	s.Take(s.Open(OtherWorker, urgent), Tech, Waiting)
	s.StrandAt(Tech, Claimed)
	if err := s.Store.CloseDays(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}
