package casepage_test

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// A manager gives a strand to another practitioner of its team, who is told; nobody
// else is offered, and the one who had it has it no more.
func TestAManagerReassigns(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Claimed)
	boss, first, second := s.SignIn(webtest.Manager), s.SignIn(webtest.Therapist), s.SignIn(webtest.OtherOT)
	s.SignIn(webtest.Assessor)
	path := web.PathOfStrand(r, webtest.Tech, "reassign")
	first.Get(path).Must(http.StatusForbidden)
	page := boss.Get(path).Must(http.StatusOK).Says("Occupational Therapist Two").Lacks("Occupational Therapist One</label>", "Trusted Assessor One</label>", "Team Manager One</label>").Golden("strand_reassign_empty")
	boss.Post(path, page.Fill(nil)).Must(http.StatusUnprocessableEntity).Says("Select who is to have it", "Enter a note for whoever is to have it").Shown("strand_reassign_error")
	boss.Post(path, page.Fill(map[string]string{"to": webtest.Therapist.ID, "note": "x"})).Must(http.StatusUnprocessableEntity)
	boss.Post(path, page.Fill(map[string]string{"to": webtest.OtherOT.ID, "note": "The key safe code is 4821."})).Must(http.StatusUnprocessableEntity).Shown("strand_reassign_filled")
	boss.Post(path, page.Fill(map[string]string{"to": webtest.OtherOT.ID, "note": "She is on leave."})).To(web.PathOfCase(r) + "?done=reassign")
	second.Get(web.PathOfCase(r)).Says("Given to Occupational Therapist Two", "Why: She is on leave.", "Record a contact")
	second.Get("/worklist?list=mine").Says(string(r))
	first.Get("/worklist?list=mine").Lacks(string(r))
	if got := s.Events(r); !slices.Contains(got, "reassigned") || s.Strand(r, webtest.Tech).HolderTell != webtest.OtherOT.Email {
		t.Errorf("events %q, told at %q", got, s.Strand(r, webtest.Tech).HolderTell)
	}
}

// Who has not signed in for three months is no longer offered.
func TestColleaguesWhoAreGone(t *testing.T) {
	s := webtest.New(t)
	s.SignIn(webtest.Therapist)
	s.At(webtest.Monday.AddDate(0, 3, 0))
	s.SignIn(webtest.OtherOT)
	names := func() (names []string) {
		colleagues, err := s.Store.Colleagues(t.Context(), referral.OccupationalTherapyTeam)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range colleagues {
			names = append(names, c.Name)
		}
		return names
	}
	if got := names(); !slices.Equal(got, []string{webtest.OtherOT.Name}) {
		t.Errorf("the team is %q", got)
	}
	s.SignIn(webtest.Therapist)
	s.At(s.Clock().Add(time.Hour))
	if got := names(); len(got) != 2 {
		t.Errorf("the team is %q", got)
	}
}
