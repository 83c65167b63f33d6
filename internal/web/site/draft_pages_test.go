package site

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/workingtime"
)

// draftPages are the pages about one draft.
func draftPages() (get, post []string) {
	for _, s := range intake.Sections() {
		get = append(get, "/"+s.Slug)
	}
	get = append(get, "/check-answers", "/delete")
	return append(get, "", "/sent"), get
}

func TestNobodyReachesSomeoneElsesDraft(t *testing.T) {
	s := newSite(t)
	d := s.signIn(socialWorker).begin().fill(pendant())
	get, post := draftPages()
	for _, browser := range []browser{s.signIn(otherWorker), s.signIn(manager)} {
		for _, path := range get {
			browser.get(d.path + path).must(404).says("Draft not found").lacks("Mike")
		}
		for _, path := range post {
			browser.post(d.path+path, url.Values{"full-name": {"Somebody Else"}}).must(404).says("Draft not found").lacks("Mike")
		}
	}
	d.get(d.path + "/person").must(200).says("Mike Test")
	// A sign-in is asked for before it is said whether there is such a draft.
	s.nobody().get(d.path).must(303)
}

func TestOnlyReferrersRefer(t *testing.T) {
	s := newSite(t)
	for _, who := range []referral.Referrer{installer, operator, dataOfficer} {
		b := s.signIn(who)
		for _, path := range []string{"/my-referrals", "/referral/start", "/referral/AAAAAAAAAAAAAAAAAAAAAAAAAA"} {
			b.get(path).must(403).says("You cannot do that")
		}
		b.post("/referral", url.Values{"draft": {web.NewIdentifier()}}).must(403)
	}
}

func TestADraftExpires(t *testing.T) {
	s := newSite(t)
	d := s.signIn(socialWorker).begin().fill(pendant())
	// It is kept to the end of the day.
	end := time.Date(2026, 12, 22, 0, 0, 0, 0, workingtime.London())
	s.at(end.Add(-time.Second))
	d.get(d.path).must(200).says("Kept until 21 December 2026; last day")
	d.get("/my-referrals").must(200).says("Kept until 21 December 2026", "last day")
	s.at(end)
	d.get(d.path).must(404)
	d.get("/my-referrals").must(200).says("You have no drafts.")
}

func TestWhatIsNotAFormIsRefused(t *testing.T) {
	s := newSite(t)
	d := s.signIn(socialWorker).begin()
	_, post := draftPages()
	for _, path := range append([]string{"/referral"}, post...) {
		if path != "/referral" {
			path = d.path + path
		}
		for media, status := range map[string]int{"application/json": 415, "multipart/form-data; boundary=x": 415, "": 415} {
			r := httptest.NewRequest(http.MethodPost, path, strings.NewReader("{}"))
			r.Header.Set("Content-Type", media)
			r.Header.Set("Sec-Fetch-Site", "same-origin")
			d.do(r).must(status).says("We could not read what was sent")
		}
		d.post(path, url.Values{"x": {strings.Repeat("x", 1<<20)}}).must(413)
		r := httptest.NewRequest(http.MethodPost, path, strings.NewReader("x=y"))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		d.do(r).must(403).says("That did not come from this service")
	}
}

func TestPressingStartTwiceMakesOneDraft(t *testing.T) {
	s := newSite(t)
	b := s.signIn(socialWorker)
	form := url.Values{"draft": {b.get("/referral/start").must(200).golden("start").value("draft")}}
	b.post("/referral", form).to("/referral/" + form.Get("draft"))
	b.post("/referral/"+form.Get("draft")+"/about", pendant()["about"]).must(303)
	b.post("/referral", form).to("/referral/" + form.Get("draft"))
	drafts, err := s.store.Drafts(t.Context(), socialWorker.ID)
	if err != nil || len(drafts) != 1 || len(drafts[0].Sections) != 1 {
		t.Errorf("%+v, %v", drafts, err)
	}
	for _, id := range []string{"", "short", "../../case", strings.Repeat("A", 26) + "#about", strings.ToLower(web.NewIdentifier())} {
		b.post("/referral", url.Values{"draft": {id}}).must(422).says("The referral could not be started")
	}
}

func TestTaskListPages(t *testing.T) {
	d := newSite(t).signIn(socialWorker).begin()
	d.get(d.path).must(200).says("Say first what the referral is for", "Cannot start yet").lacks("Screening for a headset").golden("task_list_empty")
	d.post(d.path+"/about", everything()["about"])
	d.post(d.path+"/person", url.Values{"full-name": {"Mike Test"}}).must(422)
	d.get(d.path).must(200).says("Referral for Mike Test", "In progress", "Screening for a headset", "more answers are needed to send it").golden("task_list_begun")
	d.fill(everything())
	page := d.get(d.path).must(200).says("Nothing more is needed to send it", `href="`+d.path+`/check-answers"`).golden("task_list_filled")
	if strings.Contains(page.html[:strings.Index(page.html, "</title>")], "Mike") {
		t.Error("the title has a name in it")
	}
}

func TestDeletingADraft(t *testing.T) {
	d := newSite(t).signIn(socialWorker).begin().fill(pendant())
	d.get(d.path + "/delete").must(200).says("The draft for MT").lacks("Mike").golden("delete_draft")
	d.get(d.path).must(200)
	d.post(d.path+"/delete", url.Values{}).to("/my-referrals")
	d.get(d.path).must(404)
	d.post(d.path+"/delete", url.Values{}).must(404)
	d.get("/my-referrals").must(200).says("You have no drafts.")
}

func TestConfirmationPages(t *testing.T) {
	d := newSite(t).signIn(socialWorker).begin().fill(everything())
	reference := d.send()
	page := d.get(d.path + "/sent").must(200).golden("sent")
	page.says("Referral sent", string(reference), "Occupational therapy", "Digital inclusion", "Copy a summary for the case record",
		`href="/case/`+string(reference)+`"`, `href="/referral/start"`, "- Full name Mike Test")
	if s := d.site.signIn(otherWorker); s.get(d.path+"/sent").status != 404 {
		t.Error("somebody else sees the confirmation")
	}
}
