package site

import (
	"html"
	"strings"
	"testing"

	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

func TestTheFormOnPaper(t *testing.T) {
	s := newSite(t)
	b := s.signIn(socialWorker)
	b.get("/referral/start").must(200).says(`href="/referral-form"`)
	page := b.get("/referral-form").must(200).golden("paper_form")
	page.says("Social Worker One, social worker", "u-01@example.org", "01632 960001", "never write the code of a key safe on it",
		"Only if the referral is for virtual-reality sessions.", "If you ticked ‘In hospital, or in a rehabilitation or intermediate care bed’:")
	at := intake.Context{Now: monday, Role: referral.SocialWorker}
	for _, section := range intake.Paper(referral.Kinds(), at) {
		for _, f := range section.Fields {
			page.says(html.EscapeString(f.Label))
			for _, o := range f.Choices() {
				page.says(html.EscapeString(o.Label))
			}
		}
	}
	if needed := strings.Count(page.html, `app-paper__needed`); needed != 4+neededOnPaper(at) {
		t.Errorf("%d questions are marked as needed", needed)
	}
	// Of one kind only its own sections are printed, and are not conditional.
	page = b.get("/referral-form?for=digital-support").must(200).says("Digital skills and interests", `value="digital-support" checked`).
		lacks("Screening for a headset", "Only if the referral is for digital support").golden("paper_form_digital")
	b.get("/referral-form?for=digital-support&short=yes").must(200).says("What stands in the way?", `name="short" type="checkbox" value="yes" checked`).lacks("Digital skills and interests", "Ethnic group")
	b.get("/referral-form?for=nonsense&for=<script>").must(200).says("Screening for a headset").lacks("<script>&")
	s.signIn(installer).get("/referral-form").must(403)
	// Whoever orders equipment is asked whether they do.
	s.signIn(assessor).get("/referral-form").must(200).says("Do you order it now?")
	page.lacks("Do you order it now?")
}

func neededOnPaper(at intake.Context) int {
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
	s := newSite(t)
	d := s.signIn(socialWorker).begin()
	d.get(d.path+"/print").must(200).says("No name yet", "Not sent")
	d.fill(with(pendant(), "person", map[string]string{
		"must-not-tell": "yes", "must-not-tell-who": "Testcontact Zulu, who must not know the address.", "danger": "yes", "danger-what": "A large dog.",
	}))
	d.get(d.path).must(200).says(`href="` + d.path + `/print"`)
	d.get(d.path + "/check-answers").must(200).says(`href="` + d.path + `/print"`)
	page := d.get(d.path+"/print").must(200).says("Not sent", "Mike Test", "Printed 23 November 2026 at 10:00am by Social Worker One", "Still to be found out").golden("print_draft")
	first := page.text()
	if warned := strings.Index(first, "Testcontact Zulu"); warned < 0 || warned > strings.Index(first, "Date of birth") {
		t.Error("whom nobody must tell does not come first")
	}
	s.signIn(otherWorker).get(d.path + "/print").must(404).lacks("Mike")
	reference := d.send()
	d.get(d.path + "/print").to(web.PathOfCase(reference) + "/print")
	d.get(d.path + "/sent").must(200).says(`href="` + web.PathOfCase(reference) + `/print"`)
}

func TestACaseIsPrintedAndThatIsRecorded(t *testing.T) {
	s := newSite(t)
	r := s.strandAt(tech, assessed)
	b := s.signIn(socialWorker)
	b.get(web.PathOfCase(r)).must(200).says(`href="` + web.PathOfCase(r) + `/print"`)
	page := b.get(web.PathOfCase(r)+"/print").must(200).says("Referral "+string(r)+". Personal information", "Mike Testcase", "Assessment", "Printed 23 November 2026").
		lacks("Add or correct", "What you can do now").golden("print_case")
	if strings.Contains(page.html[:strings.Index(page.html, "</title>")], "Mike") {
		t.Error("the title has a name in it")
	}
	reads, err := s.store.Reads(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	printed := 0
	for _, read := range reads {
		if read.What == "print" && read.By.ID == socialWorker.ID {
			printed++
		}
	}
	if printed != 1 {
		t.Errorf("the view is recorded %d times: %+v", printed, reads)
	}
	s.signIn(otherWorker).get(web.PathOfCase(r) + "/print").must(404)
	// What is answered later is on it, and by whom.
	path := web.AnswersPath(r, "home")
	b.post(path, b.get(path).must(200).answered(nil, map[string]string{"line": "digital"}))
	b.get(web.PathOfCase(r)+"/print").must(200).says("Digital voice", "Added by Social Worker One")
}
