package casepage_test

import (
	"html"
	"strings"
	"testing"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

func TestTheFormOnPaper(t *testing.T) {
	s := webtest.New(t)
	b := s.SignIn(webtest.SocialWorker)
	b.Get("/referral/start").Must(200).Says(`href="/referral-form"`)
	page := b.Get("/referral-form").Must(200).Golden("paper_form")
	page.Says("Social Worker One, social worker", "u-01@example.org", "01632 960001", "never write the code of a key safe on it",
		"Only if the referral is for virtual-reality sessions.", "If you ticked ‘In hospital, or in a rehabilitation or intermediate care bed’:")
	at := form.Context{Now: webtest.Monday, Role: referral.SocialWorker}
	for _, section := range intake.Paper(referral.Kinds(), at) {
		for _, f := range section.Fields {
			page.Says(html.EscapeString(f.Label))
			for _, o := range f.Choices() {
				page.Says(html.EscapeString(o.Label))
			}
		}
	}
	if needed := strings.Count(page.Html, `app-paper__needed`); needed != 4+neededOnPaper(at) {
		t.Errorf("%d questions are marked as needed", needed)
	}
	// Of one kind only its own sections are printed, and are not conditional.
	page = b.Get("/referral-form?for=digital-support").Must(200).Says("Digital skills and interests", `value="digital-support" checked`).
		Lacks("Screening for a headset", "Only if the referral is for digital support").Shown("paper_form_digital")
	b.Get("/referral-form?for=digital-support&short=yes").Must(200).Says("What stands in the way?", `name="short" type="checkbox" value="yes" checked`).Lacks("Digital skills and interests", "Ethnic group")
	b.Get("/referral-form?for=nonsense&for=<script>").Must(200).Says("Screening for a headset").Lacks("<script>&")
	s.SignIn(webtest.Installer).Get("/referral-form").Must(403)
	// Whoever orders equipment is asked whether they do.
	s.SignIn(webtest.Assessor).Get("/referral-form").Must(200).Says("Do you order it now?")
	page.Lacks("Do you order it now?")
}

func neededOnPaper(at form.Context) int {
	needed := 0
	for _, s := range intake.Paper(referral.Kinds(), at) {
		for _, f := range s.Fields {
			if f.Required() {
				needed++
			}
		}
	}
	return needed
}

func TestADraftIsPrintedWithItsWarningsFirst(t *testing.T) {
	s := webtest.New(t)
	d := s.SignIn(webtest.SocialWorker).Begin()
	d.Get(d.Path+"/print").Must(200).Says("No name yet", "Not sent")
	d.Fill(webtest.With(webtest.Pendant(), "person", map[string]string{
		"must-not-tell": "yes", "must-not-tell-who": "Testcontact Zulu, who must not know the address.", "danger": "yes", "danger-what": "A large dog.",
	}))
	d.Get(d.Path).Must(200).Says(`href="` + d.Path + `/print"`)
	d.Get(d.Path + "/check-answers").Must(200).Says(`href="` + d.Path + `/print"`)
	page := d.Get(d.Path+"/print").Must(200).Says("Not sent", "Mike Test", "Printed 23 November 2026 at 10:00am by Social Worker One", "Still to be found out").Golden("print_draft", webtest.AnswersInCards)
	first := page.Text()
	if warned := strings.Index(first, "Testcontact Zulu"); warned < 0 || warned > strings.Index(first, "Date of birth") {
		t.Error("whom nobody must tell does not come first")
	}
	s.SignIn(webtest.OtherWorker).Get(d.Path + "/print").Must(404).Lacks("Mike")
	reference := d.Send()
	d.Get(d.Path + "/print").To(web.PathOfCase(reference) + "/print")
	d.Get(d.Path + "/sent").Must(200).Says(`href="` + web.PathOfCase(reference) + `/print"`)
}

func TestACaseIsPrintedAndThatIsRecorded(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Assessed)
	b := s.SignIn(webtest.SocialWorker)
	b.Get(web.PathOfCase(r)).Must(200).Says(`href="` + web.PathOfCase(r) + `/print"`)
	page := b.Get(web.PathOfCase(r)+"/print").Must(200).Says("Referral "+string(r)+". Personal information", "Mike Testcase", "Assessment", "Printed 23 November 2026").
		Lacks("Add or correct", "What you can do now").Golden("print_case", webtest.AnswersInCards)
	if strings.Contains(page.Html[:strings.Index(page.Html, "</title>")], "Mike") {
		t.Error("the title has a name in it")
	}
	reads, err := s.Store.Reads(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	printed := 0
	for _, read := range reads {
		if read.What == "print" && read.By.ID == webtest.SocialWorker.ID {
			printed++
		}
	}
	if printed != 1 {
		t.Errorf("the view is recorded %d times: %+v", printed, reads)
	}
	s.SignIn(webtest.OtherWorker).Get(web.PathOfCase(r) + "/print").Must(404)
	// What is answered later is on it, and by whom.
	path := web.AnswersPath(r, "home")
	b.Post(path, b.Get(path).Must(200).Answered(nil, map[string]string{"line": "digital"}))
	b.Get(web.PathOfCase(r)+"/print").Must(200).Says("Digital voice", "Added by Social Worker One")
}
