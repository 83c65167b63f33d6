package site

import (
	"net/http"
	"slices"
	"testing"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/listpage"
	"assistive-referrals/internal/workingtime"
)

// Each list empty, with something on it, and what is not on any other.
func TestEachListGolden(t *testing.T) {
	for _, known := range listpage.Lists() {
		t.Run(string(known), func(t *testing.T) {
			s := newSite(t)
			who := therapist
			far := map[casestore.List]stage{
				casestore.ListWaiting: waiting, listpage.ListMine: visiting, casestore.ListClaimed: claimed, casestore.ListHeld: held, casestore.ListAsked: asked,
				casestore.ListApproval: proposed, casestore.ListArranging: arranging, casestore.ListCollect: inPlace, casestore.ListReview: inPlace,
				casestore.ListOverdue: waiting, casestore.ListClosed: closed,
			}[known]
			switch known {
			case casestore.ListClaimed:
				who = otherOT
			case casestore.ListArranging, casestore.ListCollect:
				who = installer
			}
			path := "/worklist?list=" + string(known)
			s.signIn(who).get(path).must(http.StatusOK).golden("list_" + string(known) + "_empty")
			r := s.strandAt(tech, far)
			if known == casestore.ListCollect {
				s.died(r)
			}
			s.at(monday.AddDate(0, 0, 3))
			page := s.signIn(who).get(path).must(http.StatusOK).says(string(r)).golden("list_" + string(known) + "_full")
			page.says("(1)")
			wantName := known == listpage.ListMine
			if named := slices.Contains(s.reads(r), "list"); named != wantName {
				t.Errorf("recorded as a view: %v", named)
			}
			if !wantName {
				page.lacks("Mike", "Testcase")
			}
		})
	}
}

// died records that the person of a case has died.
func (s *site) died(r referral.Reference) {
	s.t.Helper()
	_, _, err := s.store.UpdateCase(s.t.Context(), casestore.CaseRevision{Reference: r, By: manager.Actor, Request: web.NewIdentifier()},
		func(referral.Case, []referral.Strand) (referral.CaseChange, error) {
			return referral.RecordDeathAt(referral.RecordDeath{On: "2026-11-22", ToldBy: "Her son"}, s.clock(), workingtime.England()), nil
		})
	if err != nil {
		s.t.Fatal(err)
	}
}

func TestListsInErrorGolden(t *testing.T) {
	s := newSite(t)
	b := s.signIn(therapist)
	b.get("/worklist?list=secrets").must(http.StatusNotFound).golden("list_error_unknown")
	b.get("/worklist?team=activity").must(http.StatusForbidden).golden("list_error_team")
	lost := therapist
	lost.Team = "south-office"
	s.signIn(lost).get("/worklist").must(http.StatusForbidden).golden("list_error_none")
}

// What one holds is listed by name, and each page of it is recorded for each person:
// no other list is. Without the record there is no view.
func TestOnlyOnesOwnListNamesPeople(t *testing.T) {
	s := newSite(t)
	first, second := s.strandAt(tech, claimed), s.strandAt(tech, asked)
	b := s.signIn(therapist)
	b.get("/worklist?list=mine").must(http.StatusOK).says("Mine (2)", "Mike Testcase")
	b.get("/worklist?list=mine&kind=vr-sessions").lacks("Mike")
	for _, r := range []referral.Reference{first, second} {
		if got := s.reads(r); !slices.Equal(got, []string{"list"}) {
			t.Errorf("views of %s: %q", r, got)
		}
	}
	s.signIn(otherOT).get("/worklist?list=claimed").says(string(first), "MT").lacks("Mike")
	s.cloud.refuse = func(operation, input string) bool { return operation == "TransactWriteItems" }
	b.get("/worklist?list=mine").must(http.StatusInternalServerError).lacks("Mike", ">MT<")
}

// What colleagues have is without what one has oneself, also in the count; a manager,
// who has nothing, sees all of it.
func TestWithColleagues(t *testing.T) {
	s := newSite(t)
	mine, theirs := s.strandAt(tech, claimed), s.strandAt(tech, waiting)
	s.change(theirs, tech, otherOT.Actor, referral.Claim{})
	s.signIn(therapist).get("/worklist?list=claimed").says("With colleagues (1)", string(theirs), "Occupational Therapist Two").lacks(string(mine))
	s.signIn(otherOT).get("/worklist?list=claimed").says("With colleagues (1)", string(mine)).lacks(string(theirs))
	s.signIn(manager).get("/worklist?list=claimed").says("Being assessed (2)", string(theirs), string(mine))
}
