package referpage_test

import (
	"net/url"
	"strings"
	"testing"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/web"
)

// onWard is a referral of somebody on a ward, with answers to what can be left.
func onWard() map[string]url.Values {
	form := webtest.With(webtest.Pendant(), "person", map[string]string{
		"where-now": "hospital", "ward": "Example Hospital, Ward 4", "discharge-date-day": "1", "discharge-date-month": "12", "discharge-date-year": "2026",
		"nhs-number": "999 000 0018", "contact-name": "Testcase Daughter", "contact-telephone": "07700 900124",
	})
	form["route"] = url.Values{"route": {"hospital-discharge"}, "pathway": {"1"}, "funding": {"council"}}
	form["who-else"] = url.Values{"also-tell-1": {"colleague@example.org"}}
	return form
}

func TestAnotherPersonFromTheWard(t *testing.T) {
	s := webtest.New(t)
	b := s.SignIn(webtest.SocialWorker)
	d := b.Begin().Fill(onWard())
	reference := d.Send()
	path := "/case/" + string(reference) + "/another"
	b.Get("/my-referrals").Says(`href="` + path + `">Refer another from this ward`)
	b.Get("/case/" + string(reference)).Says(`href="` + path + `">Refer another person from this ward`)
	b.Get(path).Must(200).Says("Example Hospital, Ward 4", "They are leaving hospital").Lacks("Mike", "Testcase", "Pathway 1").Golden("another")

	confirmation := d.Get(d.Path+"/sent").Must(200).Says("Refer another person from this ward", `action="`+path+`"`)
	begins := url.Values{"draft": {confirmation.Value("draft")}}
	again := webtest.Draft{Browser: b, Path: "/referral/" + begins.Get("draft")}
	b.Post(path, begins).To(again.Path + "/about")
	b.Post(path, begins).To(again.Path + "/about") // a double click
	drafts, err := s.Store.Drafts(t.Context(), webtest.SocialWorker.ID)
	if err != nil || len(drafts) != 1 {
		t.Fatalf("%d drafts, %v", len(drafts), err)
	}
	want := form.Answers{"where-now": {"hospital"}, "ward": {"Example Hospital, Ward 4"}, "route": {"hospital-discharge"}}
	if got := drafts[0].Answers(); len(got) != len(want) {
		t.Errorf("kept: %v", got)
	}
	for field, values := range want {
		holds(again, field, strings.Join(values, "|"))
	}
	for _, section := range intake.Sections() {
		if p := again.Get(again.Path + "/" + section.Slug); p.Status == 200 {
			p.Lacks("Mike", `value="999`, "Daughter", "Example Street", "colleague@example.org", "She fell")
		}
	}
	// The new draft is a draft like any other.
	again.Fill(webtest.With(webtest.Pendant(), "person", map[string]string{"full-name": "Testcase Beta", "where-now": "hospital", "ward": "Example Hospital, Ward 4",
		"discharge-date-day": "2", "discharge-date-month": "12", "discharge-date-year": "2026"})).Send()
}

func TestNobodyElseGoesOnFromTheWard(t *testing.T) {
	s := webtest.New(t)
	b := s.SignIn(webtest.SocialWorker)
	ward, home := b.Begin().Fill(onWard()).Send(), b.Begin().Fill(webtest.Pendant()).Send()
	for _, who := range webtest.Everybody {
		if who.ID == webtest.SocialWorker.ID {
			continue
		}
		other := s.SignIn(who)
		for _, answer := range []webtest.Page{other.Get("/case/" + string(ward) + "/another"), other.Post("/case/"+string(ward)+"/another", url.Values{"draft": {web.NewIdentifier()}})} {
			if answer.Status != 403 && answer.Status != 404 {
				t.Errorf("%s is answered %d", who.Name, answer.Status)
			}
			answer.Lacks("Ward 4")
		}
	}
	// There is nothing to go on from where nobody is on a ward.
	b.Get("/case/" + string(home) + "/another").Must(404)
	b.Post("/case/"+string(home)+"/another", url.Values{"draft": {web.NewIdentifier()}}).Must(404)
	b.Post("/case/"+string(ward)+"/another", url.Values{"draft": {"../about"}}).Must(422).Says("The referral could not be started")
	if n := strings.Count(b.Get("/my-referrals").Html, "Refer another from this ward"); n != 1 {
		t.Errorf("offered %d times", n)
	}
}

// Whoever referred can copy the referral as it now is; for others it is not offered.
func TestTheSummaryToCopy(t *testing.T) {
	s := webtest.New(t)
	b := s.SignIn(webtest.SocialWorker)
	d := b.Begin().Fill(webtest.Pendant())
	reference := d.Send()
	b.Get(d.Path+"/sent").Must(200).Says("Copy a summary for the case record", `data-copy="Copy the summary"`, "- Full name Mike Test", "Referral "+string(reference))
	b.Get("/case/"+string(reference)).Must(200).Says("Copy text for the case record", `data-copy="Copy the text"`, "- Full name Mike Test", "Referral "+string(reference))
	s.SignIn(webtest.Manager).Get("/case/"+string(reference)).Must(200).Lacks("Copy text", "data-copy")
}
