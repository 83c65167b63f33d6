package listpage_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/listpage"
)

// turning reads a list page by page, as somebody who goes forward does, while others
// work between the pages.
type turning struct {
	t     *testing.T
	s     *webtest.Site
	shown []referral.Reference // in the order of the pages
	told  []referral.Reference // named as having come before a page
	next  casestore.Cursor
	done  bool
}

func (p *turning) turn(b casestore.Browse) casestore.Page {
	p.t.Helper()
	b.From = p.next
	page, err := p.s.Store.Browse(p.t.Context(), b)
	if err != nil {
		p.t.Fatal(err)
	}
	for _, e := range page.Entries {
		p.shown = append(p.shown, e.Reference)
	}
	for _, e := range page.Before {
		p.told = append(p.told, e.Reference)
	}
	p.next, p.done = page.Next, page.Next == ""
	return page
}

// A row that moves between two pages is neither lost nor shown twice: what came before
// the page is named on it, and what was shown is not shown again.
func TestPagesAreStableWhileOthersWork(t *testing.T) {
	s := webtest.New(t)
	var all []referral.Reference
	for n := range 12 {
		s.At(webtest.Monday.Add(time.Duration(n) * time.Minute))
		all = append(all, s.StrandAt(webtest.Tech, webtest.Waiting))
	}
	s.At(webtest.Monday.Add(time.Hour))
	list := casestore.Browse{Team: referral.OccupationalTherapyTeam, List: casestore.ListWaiting, Size: 4}
	p := &turning{t: t, s: s}
	first := p.turn(list)
	if !first.Began.IsZero() || len(first.Before) > 0 || len(p.shown) != 4 {
		t.Fatalf("the first page: %+v", first)
	}
	s.At(webtest.Monday.Add(2 * time.Hour))
	down, up := p.shown[1], slices.DeleteFunc(slices.Clone(all), func(r referral.Reference) bool { return slices.Contains(p.shown, r) })[6]
	// One that was shown moves down: it was claimed, somebody was reached, and it is back with a later target.
	s.Change(down, webtest.Tech, webtest.OtherOT.Actor, referral.Claim{})
	s.Change(down, webtest.Tech, webtest.OtherOT.Actor, referral.Contact{When: s.Clock(), How: "telephone", Reached: true})
	s.Change(down, webtest.Tech, webtest.OtherOT.Actor, referral.Release{Reason: "On leave."})
	// One that was not shown becomes urgent and moves up; another arrives there.
	makeUrgent(s, up)
	answers := webtest.Margaret(webtest.Tech)
	answers["concerns"] = []string{"risk-to-life"}
	fresh := s.Open(webtest.OtherWorker, answers)
	s.Take(fresh, webtest.Tech, webtest.Waiting)

	for !p.done {
		page := p.turn(list)
		if page.Began.IsZero() || !slices.ContainsFunc(page.Before, func(e casestore.Entry) bool { return e.Reference == up }) ||
			!slices.ContainsFunc(page.Before, func(e casestore.Entry) bool { return e.Reference == fresh }) || len(page.Before) != 2 {
			t.Fatalf("came before: %+v", page.Before)
		}
	}
	for _, r := range append(all, fresh) {
		times := 0
		for _, shown := range p.shown {
			if shown == r {
				times++
			}
		}
		want := 1
		if r == up || r == fresh {
			want = 0 // named instead
		}
		if times != want {
			t.Errorf("%s is shown %d times, want %d", r, times, want)
		}
	}
}

// The page says so in words, with links, and leads back to the first.
func TestWhatCameBeforeIsSaid(t *testing.T) {
	s := webtest.New(t)
	for range listpage.PageSize + 3 {
		s.StrandAt(webtest.Tech, webtest.Waiting)
	}
	b := s.SignIn(webtest.Therapist)
	first := b.Get("/worklist?list=waiting").Must(http.StatusOK).Lacks("First page")
	s.At(webtest.Monday.Add(time.Hour))
	answers := webtest.Margaret(webtest.Tech)
	answers["concerns"] = []string{"risk-to-life"}
	fresh := s.Open(webtest.OtherWorker, answers)
	s.Take(fresh, webtest.Tech, webtest.Waiting)
	next := strings.ReplaceAll(nextLink.FindStringSubmatch(first.Html)[1], "&amp;", "&")
	second := b.Get(next).Must(http.StatusOK).Says("1 referral came before this page since you began at 10:00am.", string(fresh), "Go to the first page", "First page")
	b.Get(strings.ReplaceAll(hrefOf(t, second, "Go to the first page"), "&amp;", "&")).Must(http.StatusOK).Says(string(fresh)).Lacks("came before")
}

// Whatever happens between the pages, on any list that is paged: no row is shown
// twice, and every row that was on the list all the time is shown or named.
func TestNothingIsLostBetweenPages(t *testing.T) {
	for seed := range uint64(12) {
		random := rand.New(rand.NewPCG(seed, 6))
		s := webtest.New(t)
		var all []referral.Reference
		for n := range 16 {
			s.At(webtest.Monday.Add(time.Duration(n) * time.Minute))
			all = append(all, s.StrandAt(webtest.Tech, webtest.Waiting))
		}
		left := map[referral.Reference]bool{}
		list := casestore.Browse{Team: referral.OccupationalTherapyTeam, List: casestore.ListWaiting, Size: 3, ByAge: seed%3 == 0}
		if seed%4 == 1 {
			list.Keep = func(e casestore.Entry) bool { return e.Kind == webtest.Tech }
		}
		p := &turning{t: t, s: s}
		for hour := 1; !p.done; hour++ {
			p.turn(list)
			s.At(webtest.Monday.Add(time.Duration(hour) * time.Hour))
			for range random.IntN(4) {
				meddle(s, random, all, left)
			}
		}
		times := map[referral.Reference]int{}
		for _, r := range p.shown {
			times[r]++
		}
		for _, r := range all {
			if times[r] > 1 {
				t.Errorf("seed %d: %s is shown %d times", seed, r, times[r])
			}
			if times[r] == 0 && !left[r] && !slices.Contains(p.told, r) {
				t.Errorf("seed %d: %s is neither shown nor named", seed, r)
			}
		}
	}
}

// meddle does what colleagues do to one of the strands: take it away for good, give it
// back with a later target, or make it urgent. left are those that left the list.
func meddle(s *webtest.Site, random *rand.Rand, all []referral.Reference, left map[referral.Reference]bool) {
	r := all[random.IntN(len(all))]
	strand := s.Strand(r, webtest.Tech)
	if strand.State != referral.Waiting {
		return
	}
	switch random.IntN(3) {
	case 0:
		s.Change(r, webtest.Tech, webtest.OtherOT.Actor, referral.Claim{})
		left[r] = true
	case 1:
		s.Change(r, webtest.Tech, webtest.OtherOT.Actor, referral.Claim{})
		s.Change(r, webtest.Tech, webtest.OtherOT.Actor, referral.Contact{When: s.Clock(), How: "telephone", Reached: true})
		s.Change(r, webtest.Tech, webtest.OtherOT.Actor, referral.Release{Reason: "On leave."})
	default:
		makeUrgent(s, r)
	}
}

// makeUrgent has an answer raise the priority of a strand.
func makeUrgent(s *webtest.Site, r referral.Reference) {
	s.T.Helper()
	_, _, err := s.Store.UpdateCase(s.T.Context(), casestore.CaseRevision{Reference: r, By: webtest.SocialWorker.Actor, Request: web.NewIdentifier()},
		func(_ referral.Case, strands []referral.Strand) (referral.CaseChange, error) {
			urgent := referral.Triage{Priority: referral.Urgent, Team: strands[0].Team, Targets: strands[0].Targets}
			return referral.Answer{Strands: map[referral.Kind]referral.TriagedAgain{strands[0].Kind: {Triage: &urgent}}}, nil
		})
	if err != nil {
		s.T.Fatal(err)
	}
}

// An address that was kept until the rest of its list had passed shows an empty page.
func TestAnOldAddressOfWhatWasClosedIsNoError(t *testing.T) {
	s := webtest.New(t)
	for range listpage.PageSize + 1 {
		s.StrandAt(webtest.Tech, webtest.Closed)
	}
	b := s.SignIn(webtest.Therapist)
	next := strings.ReplaceAll(nextLink.FindStringSubmatch(b.Get("/worklist?list=closed").Html)[1], "&amp;", "&")
	b.Get(next).Must(http.StatusOK).Lacks("Nothing was closed")
	s.At(webtest.Monday.AddDate(0, 0, 31))
	s.SignIn(webtest.Therapist).Get(next).Must(http.StatusOK).Says("Nothing was closed in the last 30 days.", "First page")
}

// A filter goes on where it stopped, loses nothing and repeats nothing; and a page
// that found little offers the rest.
func TestAFilteredListIsPaged(t *testing.T) {
	s := webtest.New(t)
	want := map[referral.Reference]bool{}
	for n := range 12 {
		answers := webtest.Margaret(webtest.Tech)
		if n%3 != 0 {
			answers["concerns"] = []string{"risk-to-life"}
		}
		r := s.Open(webtest.SocialWorker, answers)
		s.Take(r, webtest.Tech, webtest.Waiting)
		if n%3 != 0 {
			want[r] = true
		}
	}
	for _, byAge := range []bool{false, true} {
		p := &turning{t: t, s: s}
		for pages := 0; !p.done; pages++ {
			p.turn(casestore.Browse{Team: referral.OccupationalTherapyTeam, List: casestore.ListWaiting, ByAge: byAge, Size: 3,
				Keep: func(e casestore.Entry) bool { return e.Priority == referral.Urgent }})
			if pages > 5 {
				t.Fatal("there is no end of pages")
			}
		}
		seen := map[referral.Reference]bool{}
		for _, r := range p.shown {
			if seen[r] || !want[r] {
				t.Errorf("%s is shown twice, or is not wanted", r)
			}
			seen[r] = true
		}
		if len(seen) != len(want) {
			t.Errorf("by age %v: %d of %d", byAge, len(seen), len(want))
		}
	}
}

// A long list is read anew after 500 rows, and says that it goes on; its address stays
// short enough for any browser and server.
func TestALongReadingBeginsAnew(t *testing.T) {
	s := webtest.New(t)
	for range 9 {
		s.StrandAt(webtest.Tech, webtest.Waiting)
	}
	longest := 0
	p := &turning{t: t, s: s}
	for !p.done {
		p.turn(casestore.Browse{Team: referral.OccupationalTherapyTeam, List: casestore.ListWaiting, Size: 1})
		longest = max(longest, len(p.next))
	}
	// The first cursor has one mark, the eighth has eight: from there to 500.
	if grows := 4 * 4.0 / 3; float64(longest)+grows*492 > 4000 {
		t.Errorf("a cursor of 8 rows has %d characters", longest)
	}
	if fmt.Sprint(p.shown) == "" {
		t.Error("nothing was shown")
	}
}
