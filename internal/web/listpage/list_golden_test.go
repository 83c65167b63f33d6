package listpage_test

import (
	"net/http"
	"slices"
	"testing"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/listpage"
)

// Each list empty, with something on it, and what is not on any other.
func TestEachListGolden(t *testing.T) {
	for _, known := range listpage.Lists() {
		t.Run(string(known), func(t *testing.T) {
			s := webtest.New(t)
			who := webtest.Therapist
			far := map[casestore.List]webtest.Stage{
				casestore.ListWaiting: webtest.Waiting, listpage.ListMine: webtest.Visiting, casestore.ListClaimed: webtest.Claimed, casestore.ListHeld: webtest.Held, casestore.ListAsked: webtest.Asked,
				casestore.ListApproval: webtest.Proposed, casestore.ListArranging: webtest.Arranging, casestore.ListCollect: webtest.InPlace, casestore.ListReview: webtest.InPlace,
				casestore.ListOverdue: webtest.Waiting, casestore.ListClosed: webtest.Closed,
			}[known]
			switch known {
			case casestore.ListClaimed:
				who = webtest.OtherOT
			case casestore.ListArranging, casestore.ListCollect:
				who = webtest.Installer
			}
			path := "/worklist?list=" + string(known)
			s.SignIn(who).Get(path).Must(http.StatusOK).Golden("list_"+string(known)+"_empty", webtest.Lists, webtest.Filters, webtest.Shortcuts)
			r := s.StrandAt(webtest.Tech, far)
			if known == casestore.ListCollect {
				died(s, r)
			}
			s.At(webtest.Monday.AddDate(0, 0, 3))
			page := s.SignIn(who).Get(path).Must(http.StatusOK).Says(string(r)).Golden("list_"+string(known)+"_full", webtest.Lists, webtest.Filters, webtest.Shortcuts)
			page.Says("(1)")
			wantName := known == listpage.ListMine
			if named := slices.Contains(s.Reads(r), "list"); named != wantName {
				t.Errorf("recorded as a view: %v", named)
			}
			if !wantName {
				page.Lacks("Mike", "Testcase")
			}
		})
	}
}

// died records that the person of a case has died.
func died(s *webtest.Site, r referral.Reference) {
	s.T.Helper()
	_, _, err := s.Store.UpdateCase(s.T.Context(), casestore.CaseRevision{Reference: r, By: webtest.Manager.Actor, Request: web.NewIdentifier()},
		func(referral.Case, []referral.Strand) (referral.CaseChange, error) {
			return webtest.Rules().RecordDeath(referral.RecordDeath{On: "2026-11-22", ToldBy: "Her son"}, s.Clock()), nil
		})
	if err != nil {
		s.T.Fatal(err)
	}
}

func TestListsInErrorGolden(t *testing.T) {
	s := webtest.New(t)
	b := s.SignIn(webtest.Therapist)
	b.Get("/worklist?list=secrets").Must(http.StatusNotFound).Golden("list_error_unknown")
	b.Get("/worklist?team=activity").Must(http.StatusForbidden).Golden("list_error_team")
	lost := webtest.Therapist
	lost.Team = "south-office"
	s.SignIn(lost).Get("/worklist").Must(http.StatusForbidden).Golden("list_error_none")
}

// What one holds is listed by name, and each page of it is recorded for each person:
// no other list is. Without the record there is no view.
func TestOnlyOnesOwnListNamesPeople(t *testing.T) {
	s := webtest.New(t)
	first, second := s.StrandAt(webtest.Tech, webtest.Claimed), s.StrandAt(webtest.Tech, webtest.Asked)
	b := s.SignIn(webtest.Therapist)
	b.Get("/worklist?list=mine").Must(http.StatusOK).Says("Mine (2)", "Mike Testcase")
	b.Get("/worklist?list=mine&kind=vr-sessions").Lacks("Mike")
	for _, r := range []referral.Reference{first, second} {
		if got := s.Reads(r); !slices.Equal(got, []string{"list"}) {
			t.Errorf("views of %s: %q", r, got)
		}
	}
	s.SignIn(webtest.OtherOT).Get("/worklist?list=claimed").Says(string(first), "MT").Lacks("Mike")
	s.Cloud.Refuse = func(operation, input string) bool { return operation == "TransactWriteItems" }
	b.Get("/worklist?list=mine").Must(http.StatusInternalServerError).Lacks("Mike", ">MT<")
}

// What colleagues have is without what one has oneself, also in the count; a manager,
// who has nothing, sees all of it.
func TestWithColleagues(t *testing.T) {
	s := webtest.New(t)
	mine, theirs := s.StrandAt(webtest.Tech, webtest.Claimed), s.StrandAt(webtest.Tech, webtest.Waiting)
	s.Change(theirs, webtest.Tech, webtest.OtherOT.Actor, referral.Claim{})
	s.SignIn(webtest.Therapist).Get("/worklist?list=claimed").Says("With colleagues (1)", string(theirs), "Occupational Therapist Two").Lacks(string(mine))
	s.SignIn(webtest.OtherOT).Get("/worklist?list=claimed").Says("With colleagues (1)", string(mine)).Lacks(string(theirs))
	s.SignIn(webtest.Manager).Get("/worklist?list=claimed").Says("Being assessed (2)", string(theirs), string(mine))
}
