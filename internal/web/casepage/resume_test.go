package casepage_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"assistive-referrals/infra/local/webtest"
)

// "Continue" goes on where they were: with the section that they saved last or, if
// that is complete, with the one after it.
func TestContinueGoesOnWhereTheyWere(t *testing.T) {
	for _, test := range []struct {
		name  string
		saved func(d webtest.Draft)
		want  string
	}{
		{"nothing is saved", func(webtest.Draft) {}, ""},
		{"a section is begun", func(d webtest.Draft) {
			d.Post(d.Path+"/about", webtest.Pendant()["about"])
			d.Post(d.Path+"/person", url.Values{"full-name": {"Mike Test"}})
		}, "/person"},
		{"a section is complete", func(d webtest.Draft) {
			d.Post(d.Path+"/about", webtest.Pendant()["about"])
			d.Post(d.Path+"/person", webtest.Pendant()["person"])
		}, "/agreement"},
		{"an earlier section was changed last", func(d webtest.Draft) {
			d.Fill(webtest.Pendant())
			d.Post(d.Path+"/needs", url.Values{})
		}, "/needs"},
		{"all is complete", func(d webtest.Draft) { d.Fill(webtest.Pendant()) }, "/check-answers"},
		{"it was saved as it was typed", func(d webtest.Draft) {
			d.Fill(webtest.Pendant())
			o := d.Open("needs")
			o.Typed(1, webtest.Needs("why-now", ""))
		}, "/needs"},
		{"the section is not asked any more", func(d webtest.Draft) {
			d.Fill(webtest.Everything())
			d.Post(d.Path+"/digital-support", url.Values{})
			draft, err := d.Store.Draft(d.T.Context(), webtest.SocialWorker.ID, d.Id())
			if err != nil || draft.Last != "digital-support" {
				d.T.Errorf("%q, %v", draft.Last, err)
			}
			d.Post(d.Path+"/about", webtest.Pendant()["about"])
		}, "/check-answers"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := webtest.New(t)
			b := s.SignIn(webtest.SocialWorker)
			d := b.Begin()
			test.saved(d)
			b.Get("/my-referrals").Says(`href="` + d.Path + test.want + `">Continue`)
			b.Get(d.Path + test.want).Must(200)
		})
	}
}

func TestHowLongADraftIsKeptIsSaid(t *testing.T) {
	s := webtest.New(t)
	b := s.SignIn(webtest.SocialWorker)
	d := b.Begin().Fill(webtest.Pendant())
	for _, test := range []struct {
		days int
		says string
		soon bool
	}{{0, "28 days left", false}, {22, "6 days left", false}, {23, "5 days left", true}, {27, "1 day left", true}, {28, "last day", true}} {
		s.At(webtest.Monday.Add(time.Duration(test.days) * 24 * time.Hour))
		for _, path := range []string{d.Path, "/my-referrals"} {
			page := b.Get(path).Must(200).Says("Kept until 21 December 2026", test.says)
			warned := strings.Contains(page.Main(), "govuk-warning-text") || strings.Contains(page.Main(), "govuk-tag--orange")
			if warned != test.soon {
				t.Errorf("%s after %d days: warned %v", path, test.days, warned)
			}
		}
	}
	// Saving again keeps it for longer.
	d.Post(d.Path+"/agreement", webtest.Pendant()["agreement"]).Must(303)
	b.Get("/my-referrals").Says("Kept until 18 January 2027; 28 days left")
}
