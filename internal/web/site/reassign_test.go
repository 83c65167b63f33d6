package site

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// A manager gives a strand to another practitioner of its team, who is told; nobody
// else is offered, and the one who had it has it no more.
func TestAManagerReassigns(t *testing.T) {
	s := newSite(t)
	r := s.strandAt(tech, claimed)
	boss, first, second := s.signIn(manager), s.signIn(therapist), s.signIn(otherOT)
	s.signIn(assessor)
	path := web.PathOfStrand(r, tech, "reassign")
	first.get(path).must(http.StatusForbidden)
	page := boss.get(path).must(http.StatusOK).says("Occupational Therapist Two").lacks("Occupational Therapist One</label>", "Trusted Assessor One</label>", "Team Manager One</label>").golden("strand_reassign_empty")
	boss.post(path, page.fill(nil)).must(http.StatusUnprocessableEntity).says("Select who is to have it", "Enter a note for whoever is to have it").golden("strand_reassign_error")
	boss.post(path, page.fill(map[string]string{"to": therapist.ID, "note": "x"})).must(http.StatusUnprocessableEntity)
	boss.post(path, page.fill(map[string]string{"to": otherOT.ID, "note": "The key safe code is 4821."})).must(http.StatusUnprocessableEntity).golden("strand_reassign_filled")
	boss.post(path, page.fill(map[string]string{"to": otherOT.ID, "note": "She is on leave."})).to(web.PathOfCase(r) + "?done=reassign")
	second.get(web.PathOfCase(r)).says("Given to Occupational Therapist Two", "Why: She is on leave.", "Record a contact")
	second.get("/worklist?list=mine").says(string(r))
	first.get("/worklist?list=mine").lacks(string(r))
	if got := s.events(r); !slices.Contains(got, "reassigned") || s.strand(r, tech).HolderTell != otherOT.Email {
		t.Errorf("events %q, told at %q", got, s.strand(r, tech).HolderTell)
	}
}

// Who has not signed in for three months is no longer offered.
func TestColleaguesWhoAreGone(t *testing.T) {
	s := newSite(t)
	s.signIn(therapist)
	s.at(monday.AddDate(0, 3, 0))
	s.signIn(otherOT)
	names := func() (names []string) {
		colleagues, err := s.store.Colleagues(t.Context(), referral.OccupationalTherapyTeam)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range colleagues {
			names = append(names, c.Name)
		}
		return names
	}
	if got := names(); !slices.Equal(got, []string{otherOT.Name}) {
		t.Errorf("the team is %q", got)
	}
	s.signIn(therapist)
	s.at(s.clock().Add(time.Hour))
	if got := names(); len(got) != 2 {
		t.Errorf("the team is %q", got)
	}
}
