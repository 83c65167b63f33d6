package site_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/access"
	"assistive-referrals/internal/golden"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/site"
)

// mayHaveNothing are the routes that anyone with the right may be told "not found"
// or "nothing for you" by, because there is nothing to be had.
var mayHaveNothing = map[string]bool{
	"GET /{$}": true, "GET /case/{reference}/another": true, "GET /hand-over/{arrival}": true, "POST /hand-over/{arrival}": true,
	"GET /continue": true, "POST /continue": true, "POST /operations/try-again": true,
	"GET /worklist/views/{view}": true, "POST /worklist/views/{view}": true,
}

func TestEveryRouteNamesWhoMayUseIt(t *testing.T) {
	for _, rt := range site.Routes() {
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
func stageFor(rt web.Route) webtest.Stage {
	far := webtest.Claimed
	switch rt.May {
	case access.ClaimIt:
		far = webtest.Waiting
	case access.PutInPlace:
		far = webtest.Arranging
	case access.CloseIt:
		far = webtest.InPlace
	case access.Reopen:
		far = webtest.Closed
	case access.Approve:
		far = webtest.Proposed
	}
	if strings.HasSuffix(rt.Pattern, "/decision") {
		far = webtest.Assessed
	}
	if strings.HasSuffix(rt.Pattern, "/take-back") {
		far = webtest.Proposed
	}
	return far
}

// For each route and each person, the answer is as the access table says: whoever
// may do it is let in, whoever sees the case is told that they may not, and nobody
// else learns that there is such a case. The whole is in a golden file, to be read: a
// line for each route, a column for each person.
func TestEachRouteForEachRole(t *testing.T) {
	var table []string
	for _, rt := range site.Routes() {
		if rt.Public {
			continue
		}
		line := inColumns(rt.Pattern, string(rt.May))
		s := webtest.New(t)
		r := referral.Reference("")
		if rt.May == access.AuditIt {
			r = s.Ordered()
		} else {
			r = s.StrandAt(webtest.Tech, stageFor(rt))
			if rt.May == access.SeeSecret {
				s.StoreCode(r, webtest.TheCode)
			}
		}
		method, pattern, _ := strings.Cut(rt.Pattern, " ")
		path := strings.NewReplacer("{$}", "", "{reference}", string(r), "{strand}", string(webtest.Tech), "{draft}", "NODRAFT", "{arrival}", "NOARRIVAL", "{figure}", "waiting.csv", "{section}", "person", "{file}", webtest.FileOne, "{view}", "NOVIEW").Replace(pattern)
		c, strands, err := s.Store.Case(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(pattern, "{file}") {
			if err := s.Store.AddAttachment(t.Context(), c.Referrer.ID, c.Draft, referral.Attachment{ID: webtest.FileOne, What: "other", By: c.Referrer.Actor}); err != nil {
				t.Fatal(err)
			}
		}
		for _, who := range webtest.Everybody {
			b := s.SignIn(who)
			answer := webtest.Page{}
			if method == http.MethodPost {
				answer = b.Post(path, url.Values{})
			} else {
				answer = b.Get(path)
			}
			line += fmt.Sprintf(" %-5d", answer.Status)
			person := access.Person{ID: who.ID, Roles: []referral.Role{who.Role}, Team: referral.Team(who.Team)}
			related := person.ToCase(c, strands)
			in := answer.Status != http.StatusForbidden && answer.Status != http.StatusNotFound
			switch {
			case rt.On == web.OnDraft && person.Ever(rt.May):
				if answer.Status != http.StatusNotFound { // it is nobody's
					t.Errorf("%s, %s: %d", rt.Pattern, who.Name, answer.Status)
				}
			case !person.Ever(rt.May):
				if answer.Status != http.StatusForbidden {
					t.Errorf("%s, %s: %d, want 403", rt.Pattern, who.Name, answer.Status)
				}
			case rt.On == web.OnNothing || person.Allowed(rt.May, related...):
				if !in && !mayHaveNothing[rt.Pattern] {
					t.Errorf("%s, %s: %d, want to be let in", rt.Pattern, who.Name, answer.Status)
				}
			case person.Allowed(access.SeeCase, related...):
				if answer.Status != http.StatusForbidden {
					t.Errorf("%s, %s: %d, want 403", rt.Pattern, who.Name, answer.Status)
				}
			default:
				if answer.Status != http.StatusNotFound {
					t.Errorf("%s, %s: %d, want 404", rt.Pattern, who.Name, answer.Status)
				}
			}
		}
		table = append(table, line)
		if method == http.MethodPost {
			kept := "" // a form of a draft is kept for whoever's draft it is
			if rt.On == web.OnDraft {
				kept = "?from=form"
			}
			s.Nobody().Post(path, url.Values{}).To("/sign-in" + kept)
		} else {
			s.Nobody().Get(path).To("/sign-in?to=" + url.QueryEscape(path))
		}
	}
	slices.Sort(table)
	golden.Compare(t, "../testdata/access.golden.txt", tidy(append(heading(t), table...)))
}

// inColumns begins a line with a route's path, so that what is about one path stands
// together. The width is fixed: a route that is new adds a line and changes none.
func inColumns(pattern, action string) string {
	method, path, _ := strings.Cut(pattern, " ")
	return fmt.Sprintf("%-40s %-4s %-16s", path, method, action)
}

func tidy(lines []string) string {
	var text strings.Builder
	for _, line := range lines {
		text.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return text.String()
}

// heading has a line for each person: how the column is called, who they are, and what
// they are to a case that the occupational therapist has claimed. Then it calls the columns.
func heading(t *testing.T) []string {
	s := webtest.New(t)
	c, strands, err := s.Store.Case(t.Context(), s.StrandAt(webtest.Tech, webtest.Claimed))
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	columns := inColumns("", "")
	for _, who := range webtest.Everybody {
		short := ""
		for _, word := range strings.Fields(strings.NewReplacer("One", "1", "Two", "2").Replace(who.Name)) {
			short += word[:1]
		}
		related := access.Person{ID: who.ID, Roles: []referral.Role{who.Role}, Team: referral.Team(who.Team)}.ToCase(c, strands)
		lines = append(lines, strings.TrimSpace(fmt.Sprintln(short, who.Name, related)))
		columns += fmt.Sprintf(" %-5s", short)
	}
	return append(lines, columns)
}
