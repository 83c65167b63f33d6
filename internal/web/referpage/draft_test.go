package referpage_test

import (
	"net/url"
	"slices"
	"testing"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/referral"
)

func TestReferralFromStartToSent(t *testing.T) {
	s := webtest.New(t)
	b := s.SignIn(webtest.SocialWorker)
	d := b.Begin()
	d.Post(d.Path+"/about", webtest.Pendant()["about"]).To(d.Path + "/person")
	d.Post(d.Path+"/person", webtest.Pendant()["person"]).To(d.Path + "/agreement")
	d.Post(d.Path+"/agreement", webtest.Pendant()["agreement"]).To(d.Path + "/needs")
	d.Post(d.Path+"/needs", webtest.Pendant()["needs"]).To(d.Path + "/equipment")
	d.Post(d.Path+"/equipment", webtest.Pendant()["equipment"]).To(d.Path + "/check-answers")
	reference := d.Send()
	d.Get(d.Path+"/sent").Must(200).Says("Referral sent", string(reference), "Trusted assessors")
	b.Get("/my-referrals").Must(200).Says(string(reference), "MT", "Received", "Referred today").Lacks("Mike")
	r, err := s.Store.Referral(t.Context(), reference)
	if err != nil {
		t.Fatal(err)
	}
	if r.Answers.First("postcode") != "SW1A 1AA" || r.Facts.Person.Name != "Mike Test" || !slices.Equal(r.Kinds, []referral.Kind{referral.AssistiveTechnology}) || r.Referrer != webtest.SocialWorker {
		t.Errorf("sent as %+v", r)
	}
	// The confirmation shows a case, so that view is recorded.
	reads, err := s.Store.Reads(t.Context(), reference)
	if err != nil || len(reads) != 1 || reads[0].What != "confirmation" {
		t.Errorf("recorded views: %+v, %v", reads, err)
	}
	// Whatever is asked of a draft that was sent leads to its confirmation.
	for _, page := range []string{"", "/about", "/check-answers", "/delete"} {
		d.Get(d.Path + page).To(d.Path + "/sent")
	}
	for _, page := range []string{"/about", "/check-answers", "/delete"} {
		d.Post(d.Path+page, url.Values{}).To(d.Path + "/sent")
	}
}
