package referpage_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"assistive-referrals/infra/local/webtest"
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
	s := webtest.New(t)
	d := s.SignIn(webtest.SocialWorker).Begin().Fill(webtest.Pendant())
	get, post := draftPages()
	for _, browser := range []webtest.Browser{s.SignIn(webtest.OtherWorker), s.SignIn(webtest.Manager)} {
		for _, path := range get {
			browser.Get(d.Path + path).Must(404).Says("Draft not found").Lacks("Mike")
		}
		for _, path := range post {
			browser.Post(d.Path+path, url.Values{"full-name": {"Somebody Else"}}).Must(404).Says("Draft not found").Lacks("Mike")
		}
	}
	d.Get(d.Path + "/person").Must(200).Says("Mike Test")
	// A sign-in is asked for before it is said whether there is such a draft.
	s.Nobody().Get(d.Path).Must(303)
}

func TestOnlyReferrersRefer(t *testing.T) {
	s := webtest.New(t)
	for _, who := range []referral.Referrer{webtest.Installer, webtest.Operator, webtest.DataOfficer} {
		b := s.SignIn(who)
		for _, path := range []string{"/my-referrals", "/referral/start", "/referral/AAAAAAAAAAAAAAAAAAAAAAAAAA"} {
			b.Get(path).Must(403).Says("You cannot do that")
		}
		b.Post("/referral", url.Values{"draft": {web.NewIdentifier()}}).Must(403)
	}
}

func TestADraftExpires(t *testing.T) {
	s := webtest.New(t)
	d := s.SignIn(webtest.SocialWorker).Begin().Fill(webtest.Pendant())
	// It is kept to the end of the day.
	end := time.Date(2026, 12, 22, 0, 0, 0, 0, workingtime.London())
	s.At(end.Add(-time.Second))
	d.Get(d.Path).Must(200).Says("Kept until 21 December 2026; last day")
	d.Get("/my-referrals").Must(200).Says("Kept until 21 December 2026", "last day")
	s.At(end)
	d.Get(d.Path).Must(404)
	d.Get("/my-referrals").Must(200).Says("You have no drafts.")
}

func TestWhatIsNotAFormIsRefused(t *testing.T) {
	s := webtest.New(t)
	d := s.SignIn(webtest.SocialWorker).Begin()
	_, post := draftPages()
	for _, path := range append([]string{"/referral"}, post...) {
		if path != "/referral" {
			path = d.Path + path
		}
		for media, status := range map[string]int{"application/json": 415, "multipart/form-data; boundary=x": 415, "": 415} {
			r := httptest.NewRequest(http.MethodPost, path, strings.NewReader("{}"))
			r.Header.Set("Content-Type", media)
			r.Header.Set("Sec-Fetch-Site", "same-origin")
			d.Do(r).Must(status).Says("We could not read what was sent")
		}
		d.Post(path, url.Values{"x": {strings.Repeat("x", 1<<20)}}).Must(413)
		r := httptest.NewRequest(http.MethodPost, path, strings.NewReader("x=y"))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		d.Do(r).Must(403).Says("That did not come from this service")
	}
}

func TestPressingStartTwiceMakesOneDraft(t *testing.T) {
	s := webtest.New(t)
	b := s.SignIn(webtest.SocialWorker)
	form := url.Values{"draft": {b.Get("/referral/start").Must(200).Golden("start").Value("draft")}}
	b.Post("/referral", form).To("/referral/" + form.Get("draft"))
	b.Post("/referral/"+form.Get("draft")+"/about", webtest.Pendant()["about"]).Must(303)
	b.Post("/referral", form).To("/referral/" + form.Get("draft"))
	drafts, err := s.Store.Drafts(t.Context(), webtest.SocialWorker.ID)
	if err != nil || len(drafts) != 1 || len(drafts[0].Sections) != 1 {
		t.Errorf("%+v, %v", drafts, err)
	}
	for _, id := range []string{"", "short", "../../case", strings.Repeat("A", 26) + "#about", strings.ToLower(web.NewIdentifier())} {
		b.Post("/referral", url.Values{"draft": {id}}).Must(422).Says("The referral could not be started")
	}
}

func TestTaskListPages(t *testing.T) {
	d := webtest.New(t).SignIn(webtest.SocialWorker).Begin()
	d.Get(d.Path).Must(200).Says("Say first what the referral is for", "Cannot start yet").Lacks("Screening for a headset").Golden("task_list_empty")
	d.Post(d.Path+"/about", webtest.Everything()["about"])
	d.Post(d.Path+"/person", url.Values{"full-name": {"Mike Test"}}).Must(422)
	d.Get(d.Path).Must(200).Says("Referral for Mike Test", "In progress", "Screening for a headset", "more answers are needed to send it").Golden("task_list_begun")
	d.Fill(webtest.Everything())
	page := d.Get(d.Path).Must(200).Says("Nothing more is needed to send it", `href="`+d.Path+`/check-answers"`).Golden("task_list_filled")
	if strings.Contains(page.Html[:strings.Index(page.Html, "</title>")], "Mike") {
		t.Error("the title has a name in it")
	}
}

func TestDeletingADraft(t *testing.T) {
	d := webtest.New(t).SignIn(webtest.SocialWorker).Begin().Fill(webtest.Pendant())
	d.Get(d.Path + "/delete").Must(200).Says("The draft for MT").Lacks("Mike").Golden("delete_draft")
	d.Get(d.Path).Must(200)
	d.Post(d.Path+"/delete", url.Values{}).To("/my-referrals")
	d.Get(d.Path).Must(404)
	d.Post(d.Path+"/delete", url.Values{}).Must(404)
	d.Get("/my-referrals").Must(200).Says("You have no drafts.")
}

func TestConfirmationPages(t *testing.T) {
	d := webtest.New(t).SignIn(webtest.SocialWorker).Begin().Fill(webtest.Everything())
	reference := d.Send()
	page := d.Get(d.Path + "/sent").Must(200).Golden("sent")
	page.Says("Referral sent", string(reference), "Occupational therapy", "Digital inclusion", "Copy a summary for the case record",
		`href="/case/`+string(reference)+`"`, `href="/referral/start"`, "- Full name Mike Test")
	if s := d.Site.SignIn(webtest.OtherWorker); s.Get(d.Path+"/sent").Status != 404 {
		t.Error("somebody else sees the confirmation")
	}
}
