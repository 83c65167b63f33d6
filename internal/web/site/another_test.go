package site

import (
	"net/url"
	"strings"
	"testing"

	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/web"
)

// onWard is a referral of somebody on a ward, with answers to what can be left.
func onWard() map[string]url.Values {
	form := with(pendant(), "person", map[string]string{
		"where-now": "hospital", "ward": "Example Hospital, Ward 4", "discharge-date-day": "1", "discharge-date-month": "12", "discharge-date-year": "2026",
		"nhs-number": "999 000 0018", "contact-name": "Testcase Daughter", "contact-telephone": "07700 900124",
	})
	form["route"] = url.Values{"route": {"hospital-discharge"}, "pathway": {"1"}, "funding": {"council"}}
	form["who-else"] = url.Values{"also-tell-1": {"colleague@example.org"}}
	return form
}

func TestAnotherPersonFromTheWard(t *testing.T) {
	s := newSite(t)
	b := s.signIn(socialWorker)
	d := b.begin().fill(onWard())
	reference := d.send()
	path := "/case/" + string(reference) + "/another"
	b.get("/my-referrals").says(`href="` + path + `">Refer another from this ward`)
	b.get("/case/" + string(reference)).says(`href="` + path + `">Refer another person from this ward`)
	b.get(path).must(200).says("Example Hospital, Ward 4", "They are leaving hospital").lacks("Mike", "Testcase", "Pathway 1").golden("another")

	confirmation := d.get(d.path+"/sent").must(200).says("Refer another person from this ward", `action="`+path+`"`)
	form := url.Values{"draft": {confirmation.value("draft")}}
	again := aDraft{b, "/referral/" + form.Get("draft")}
	b.post(path, form).to(again.path + "/about")
	b.post(path, form).to(again.path + "/about") // a double click
	drafts, err := s.store.Drafts(t.Context(), socialWorker.ID)
	if err != nil || len(drafts) != 1 {
		t.Fatalf("%d drafts, %v", len(drafts), err)
	}
	want := intake.Answers{"where-now": {"hospital"}, "ward": {"Example Hospital, Ward 4"}, "route": {"hospital-discharge"}}
	if got := drafts[0].Answers(); len(got) != len(want) {
		t.Errorf("kept: %v", got)
	}
	for field, values := range want {
		again.holds(field, strings.Join(values, "|"))
	}
	for _, section := range intake.Sections() {
		if p := again.get(again.path + "/" + section.Slug); p.status == 200 {
			p.lacks("Mike", `value="999`, "Daughter", "Example Street", "colleague@example.org", "She fell")
		}
	}
	// The new draft is a draft like any other.
	again.fill(with(pendant(), "person", map[string]string{"full-name": "Testcase Beta", "where-now": "hospital", "ward": "Example Hospital, Ward 4",
		"discharge-date-day": "2", "discharge-date-month": "12", "discharge-date-year": "2026"})).send()
}

func TestNobodyElseGoesOnFromTheWard(t *testing.T) {
	s := newSite(t)
	b := s.signIn(socialWorker)
	ward, home := b.begin().fill(onWard()).send(), b.begin().fill(pendant()).send()
	for _, who := range everybody {
		if who.ID == socialWorker.ID {
			continue
		}
		other := s.signIn(who)
		for _, answer := range []page{other.get("/case/" + string(ward) + "/another"), other.post("/case/"+string(ward)+"/another", url.Values{"draft": {web.NewIdentifier()}})} {
			if answer.status != 403 && answer.status != 404 {
				t.Errorf("%s is answered %d", who.Name, answer.status)
			}
			answer.lacks("Ward 4")
		}
	}
	// There is nothing to go on from where nobody is on a ward.
	b.get("/case/" + string(home) + "/another").must(404)
	b.post("/case/"+string(home)+"/another", url.Values{"draft": {web.NewIdentifier()}}).must(404)
	b.post("/case/"+string(ward)+"/another", url.Values{"draft": {"../about"}}).must(422).says("The referral could not be started")
	if n := strings.Count(b.get("/my-referrals").html, "Refer another from this ward"); n != 1 {
		t.Errorf("offered %d times", n)
	}
}

// Whoever referred can copy the referral as it now is; for others it is not offered.
func TestTheSummaryToCopy(t *testing.T) {
	s := newSite(t)
	b := s.signIn(socialWorker)
	d := b.begin().fill(pendant())
	reference := d.send()
	b.get(d.path+"/sent").must(200).says("Copy a summary for the case record", `data-copy="Copy the summary"`, "- Full name Mike Test", "Referral "+string(reference))
	b.get("/case/"+string(reference)).must(200).says("Copy text for the case record", `data-copy="Copy the text"`, "- Full name Mike Test", "Referral "+string(reference))
	s.signIn(manager).get("/case/"+string(reference)).must(200).lacks("Copy text", "data-copy")
}
