package site

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// everybody is one person of each role, with a second in some.
var everybody = []referral.Referrer{
	socialWorker, otherWorker, assessor, therapist, otherOT, facilitator, digital, installer, manager, operator, dataOfficer,
}

// mayHaveNothing are the routes that anyone with the right may be told "not found"
// or "nothing for you" by, because there is nothing to be had.
var mayHaveNothing = map[string]bool{
	"GET /{$}": true, "GET /case/{reference}/another": true, "GET /hand-over/{arrival}": true, "POST /hand-over/{arrival}": true,
	"GET /continue": true, "POST /continue": true, "POST /operations/try-again": true,
	"GET /worklist/views/{view}": true, "POST /worklist/views/{view}": true,
}

func TestEveryRouteNamesWhoMayUseIt(t *testing.T) {
	for _, rt := range (&app{}).routes() {
		if rt.Public == (rt.May != "") {
			t.Errorf("%s: is it public or not?", rt.Pattern)
		}
		named := strings.Contains(rt.Pattern, "{reference}")
		if named != (rt.On == web.OnCase || rt.On == web.OnStrand) || strings.Contains(rt.Pattern, "{strand}") != (rt.On == web.OnStrand) {
			t.Errorf("%s: what its path names is not what it loads", rt.Pattern)
		}
		if named && strings.HasPrefix(rt.Pattern, "GET ") && rt.Shows == "" {
			t.Errorf("%s: the view is not recorded", rt.Pattern)
		}
	}
}

// stageFor is how far a strand must be so that the page can be used at all.
func stageFor(rt web.Route) stage {
	far := claimed
	switch rt.May {
	case access.ClaimIt:
		far = waiting
	case access.PutInPlace:
		far = arranging
	case access.CloseIt:
		far = inPlace
	case access.Reopen:
		far = closed
	case access.Approve:
		far = proposed
	}
	if strings.HasSuffix(rt.Pattern, "/decision") {
		far = assessed
	}
	if strings.HasSuffix(rt.Pattern, "/take-back") {
		far = proposed
	}
	return far
}

// For each route and each person, the answer is as the access table says: whoever
// may do it is let in, whoever sees the case is told that they may not, and nobody
// else learns that there is such a case. The whole is in a golden file, to be read.
func TestEachRouteForEachRole(t *testing.T) {
	var table strings.Builder
	for _, rt := range (&app{}).routes() {
		if rt.Public {
			continue
		}
		fmt.Fprintf(&table, "%s (%s)\n", rt.Pattern, rt.May)
		s := newSite(t)
		r := referral.Reference("")
		if rt.May == access.AuditIt {
			r = s.ordered()
		} else {
			r = s.strandAt(tech, stageFor(rt))
			if rt.May == access.SeeSecret {
				s.storeCode(r, theCode)
			}
		}
		method, pattern, _ := strings.Cut(rt.Pattern, " ")
		path := strings.NewReplacer("{$}", "", "{reference}", string(r), "{strand}", string(tech), "{draft}", "NODRAFT", "{arrival}", "NOARRIVAL", "{figure}", "waiting.csv", "{section}", "person", "{file}", fileOne, "{view}", "NOVIEW").Replace(pattern)
		c, strands, err := s.store.Case(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(pattern, "{file}") {
			if err := s.store.AddAttachment(t.Context(), c.Referrer.ID, c.Draft, referral.Attachment{ID: fileOne, What: "other", By: c.Referrer.Actor}); err != nil {
				t.Fatal(err)
			}
		}
		for _, who := range everybody {
			b := s.signIn(who)
			answer := page{}
			if method == http.MethodPost {
				answer = b.post(path, url.Values{})
			} else {
				answer = b.get(path)
			}
			fmt.Fprintf(&table, "  %-26s %s: %d\n", who.Role, who.Name, answer.status)
			person := access.Person{ID: who.ID, Roles: []referral.Role{who.Role}, Team: referral.Team(who.Team)}
			related := person.ToCase(c, strands)
			in := answer.status != http.StatusForbidden && answer.status != http.StatusNotFound
			switch {
			case rt.On == web.OnDraft && person.Ever(rt.May):
				if answer.status != http.StatusNotFound { // it is nobody's
					t.Errorf("%s, %s: %d", rt.Pattern, who.Name, answer.status)
				}
			case !person.Ever(rt.May):
				if answer.status != http.StatusForbidden {
					t.Errorf("%s, %s: %d, want 403", rt.Pattern, who.Name, answer.status)
				}
			case rt.On == web.OnNothing || person.Allowed(rt.May, related...):
				if !in && !mayHaveNothing[rt.Pattern] {
					t.Errorf("%s, %s: %d, want to be let in", rt.Pattern, who.Name, answer.status)
				}
			case person.Allowed(access.SeeCase, related...):
				if answer.status != http.StatusForbidden {
					t.Errorf("%s, %s: %d, want 403", rt.Pattern, who.Name, answer.status)
				}
			default:
				if answer.status != http.StatusNotFound {
					t.Errorf("%s, %s: %d, want 404", rt.Pattern, who.Name, answer.status)
				}
			}
		}
		if method == http.MethodPost {
			kept := "" // a form of a draft is kept for whoever's draft it is
			if rt.On == web.OnDraft {
				kept = "?from=form"
			}
			s.nobody().post(path, url.Values{}).to("/sign-in" + kept)
		} else {
			s.nobody().get(path).to("/sign-in?to=" + url.QueryEscape(path))
		}
	}
	const file = "testdata/access.golden.txt"
	if *update {
		if err := os.WriteFile(file, []byte(table.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(file); err != nil || string(want) != table.String() {
		t.Errorf("who may do what differs from %s (%v); it is now:\n%s", file, err, table.String())
	}
}
