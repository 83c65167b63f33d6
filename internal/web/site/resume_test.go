package site

import (
	"net/url"
	"strings"
	"testing"
	"time"
)

// "Continue" goes on where they were: with the section that they saved last or, if
// that is complete, with the one after it.
func TestContinueGoesOnWhereTheyWere(t *testing.T) {
	for _, test := range []struct {
		name  string
		saved func(d aDraft)
		want  string
	}{
		{"nothing is saved", func(aDraft) {}, ""},
		{"a section is begun", func(d aDraft) {
			d.post(d.path+"/about", pendant()["about"])
			d.post(d.path+"/person", url.Values{"full-name": {"Mike Test"}})
		}, "/person"},
		{"a section is complete", func(d aDraft) {
			d.post(d.path+"/about", pendant()["about"])
			d.post(d.path+"/person", pendant()["person"])
		}, "/agreement"},
		{"an earlier section was changed last", func(d aDraft) {
			d.fill(pendant())
			d.post(d.path+"/needs", url.Values{})
		}, "/needs"},
		{"all is complete", func(d aDraft) { d.fill(pendant()) }, "/check-answers"},
		{"it was saved as it was typed", func(d aDraft) {
			d.fill(pendant())
			o := d.open("needs")
			o.typed(1, needs("why-now", ""))
		}, "/needs"},
		{"the section is not asked any more", func(d aDraft) {
			d.fill(everything())
			d.post(d.path+"/digital-support", url.Values{})
			draft, err := d.store.Draft(d.t.Context(), socialWorker.ID, d.id())
			if err != nil || draft.Last != "digital-support" {
				d.t.Errorf("%q, %v", draft.Last, err)
			}
			d.post(d.path+"/about", pendant()["about"])
		}, "/check-answers"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := newSite(t)
			b := s.signIn(socialWorker)
			d := b.begin()
			test.saved(d)
			b.get("/my-referrals").says(`href="` + d.path + test.want + `">Continue`)
			b.get(d.path + test.want).must(200)
		})
	}
}

func TestHowLongADraftIsKeptIsSaid(t *testing.T) {
	s := newSite(t)
	b := s.signIn(socialWorker)
	d := b.begin().fill(pendant())
	for _, test := range []struct {
		days int
		says string
		soon bool
	}{{0, "28 days left", false}, {22, "6 days left", false}, {23, "5 days left", true}, {27, "1 day left", true}, {28, "last day", true}} {
		s.at(monday.Add(time.Duration(test.days) * 24 * time.Hour))
		for _, path := range []string{d.path, "/my-referrals"} {
			page := b.get(path).must(200).says("Kept until 21 December 2026", test.says)
			warned := strings.Contains(page.main(), "govuk-warning-text") || strings.Contains(page.main(), "govuk-tag--orange")
			if warned != test.soon {
				t.Errorf("%s after %d days: warned %v", path, test.days, warned)
			}
		}
	}
	// Saving again keeps it for longer.
	d.post(d.path+"/agreement", pendant()["agreement"]).must(303)
	b.get("/my-referrals").says("Kept until 18 January 2027; 28 days left")
}
