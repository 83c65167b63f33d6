package site

import (
	"fmt"
	"html"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
)

// The form's questions are walked as a trusted assessor, who is asked them all,
// for somebody whom all of them can concern.
func walkedForm() map[string]url.Values {
	form := with(everything(), "person", map[string]string{"date-of-birth-year": "1990"})
	form = with(form, "equipment", map[string]string{"order": "no"})
	// What monitors asks for more before it is installed.
	form["equipment"]["equipment"] = []string{"pendant-alarm", "gps-locator"}
	return form
}

// asks returns what must be answered in the section so that the field is asked.
func asks(s intake.Section, f intake.Field) url.Values {
	form := url.Values{}
	for parent := f.Parent; parent != nil; {
		above, _ := s.Field(parent.Field)
		form.Add(above.Name, parent.Value)
		parent = above.Parent
	}
	switch {
	case f.Name == "restrictions-told":
		form.Set("restrictions", "court")
	case f.Name == "all-the-same":
		form.Set("equipment", "pendant-alarm")
		form.Set("pendant-press", "no")
	case f.Name == "date-of-birth-sure":
		put(form, "date-of-birth", intake.Date, "1", "1", "1900")
	case strings.HasSuffix(f.Name, "-no-code"):
		for _, text := range s.Fields {
			if text.Control == intake.TextArea || text.Control == intake.Text {
				maps.Copy(form, asks(s, text))
				form.Set(text.Name, "The key safe code is 4821")
				break
			}
		}
	}
	return form
}

func put(form url.Values, name string, control intake.Control, values ...string) {
	if control != intake.Date {
		form[name] = values
		return
	}
	for i, part := range []string{"-day", "-month", "-year"} {
		form.Set(name+part, values[i])
	}
}

// good returns an answer that the field takes.
func good(f intake.Field) []string {
	switch f.Control {
	case intake.Radios, intake.Checkboxes:
		return []string{f.Options[0].Value}
	case intake.Date:
		if f.Name == "date-of-birth" {
			return []string{"2", "3", "1951"}
		}
		return []string{"30", "11", "2026"}
	case intake.Email:
		return []string{"someone@example.org"}
	case intake.Telephone:
		return []string{"07700900123"}
	case intake.Postcode:
		return []string{"SW1A 2AA"}
	case intake.NHSNumber:
		return []string{"999 000 0018"}
	case intake.Number:
		return []string{"3"}
	case intake.Secret:
		return []string{"C4821Y"}
	}
	return []string{"Sample"}
}

// bad returns an answer that the field refuses.
func bad(f intake.Field) []string {
	switch {
	case f.Control == intake.Date:
		return []string{"31", "2", "2026"}
	case f.MaxLength() > 0:
		return []string{strings.Repeat("ä", f.MaxLength()+1)}
	}
	return []string{"!"}
}

// aQuestion is a question of a draft whose other sections are complete, on the page of
// its section.
type aQuestion struct {
	aDraft
	address string
	section intake.Section
	field   intake.Field
	seen    *page // the section's page as it was last shown; nil if it was saved since
}

// see loads the section's page.
func (a *aQuestion) see() page {
	a.t.Helper()
	shown := a.get(a.address).must(200)
	a.seen = &shown
	return shown
}

// save sends the section's page as it was last seen, with those answers.
func (a *aQuestion) save(form url.Values) page {
	a.t.Helper()
	if a.seen == nil {
		a.see()
	}
	sent := a.seen.carried()
	maps.Copy(sent, form)
	answer := a.browser.post(a.address, sent)
	if a.seen = nil; answer.status == http.StatusUnprocessableEntity {
		a.seen = &answer
	}
	return answer
}

// eachField tests each field.
func eachField(t *testing.T, test func(*aQuestion)) {
	t.Parallel()
	d := newSite(t).signIn(assessor).begin().fill(walkedForm())
	for _, s := range intake.Sections() {
		one := aQuestion{aDraft: d, address: d.path + "/" + s.Slug, section: s}
		for _, f := range s.Fields {
			t.Run(s.Slug+"/"+f.Name, func(t *testing.T) {
				one.field = f
				one.site = &site{t: t, handler: d.handler, store: d.store, now: d.now}
				test(&one)
			})
		}
		one.site = d.site
		one.save(walkedForm()[s.Slug]).must(303)
	}
}

func TestEveryFieldIsMarkedWhenItIsBad(t *testing.T) {
	eachField(t, func(a *aQuestion) {
		f, form := a.field, asks(a.section, a.field)
		put(form, f.Name, f.Control, bad(f)...)
		page := a.save(form).must(http.StatusUnprocessableEntity)
		page.says("<title>Error: "+a.section.Title, fmt.Sprintf(`<a href="#%s">`, f.Anchor()), fmt.Sprintf(`id="%s-error"`, f.Name), fmt.Sprintf(`id="%s"`, f.Anchor()))
		page.says(shownAgain(f, bad(f))...)
		// What was typed is kept, although it is bad.
		a.see().says(shownAgain(f, bad(f))...)
	})
}

func TestEveryRequiredFieldIsMarkedWhenItIsMissing(t *testing.T) {
	eachField(t, func(a *aQuestion) {
		f := a.field
		if !f.Required() {
			return
		}
		page := a.save(asks(a.section, f)).must(http.StatusUnprocessableEntity)
		page.says(html.EscapeString(f.Messages["required"])+"</a>", fmt.Sprintf(`<a href="#%s">`, f.Anchor()), fmt.Sprintf(`id="%s-error"`, f.Name))
	})
}

// shownAgain is what a section's page has where it shows those answers; a choice
// that the form does not offer cannot be shown.
func shownAgain(f intake.Field, values []string) []string {
	switch f.Control {
	case intake.Radios, intake.Checkboxes:
		if f.Options[0].Value != values[0] {
			return nil
		}
		return []string{fmt.Sprintf(`value="%s" checked`, values[0])}
	case intake.Date:
		return []string{
			fmt.Sprintf(`name="%s-day" type="text" value="%s"`, f.Name, values[0]),
			fmt.Sprintf(`name="%s-month" type="text" value="%s"`, f.Name, values[1]),
			fmt.Sprintf(`name="%s-year" type="text" value="%s"`, f.Name, values[2]),
		}
	case intake.TextArea:
		return []string{"\n" + values[0] + "</textarea>"}
	case intake.Secret:
		return nil
	}
	return []string{html.EscapeString(values[0])}
}

func TestEveryAnswerIsShownAgainAndCanBeChanged(t *testing.T) {
	eachField(t, func(a *aQuestion) {
		s, f, d, form := a.section, a.field, a.aDraft, asks(a.section, a.field)
		put(form, f.Name, f.Control, good(f)...)
		a.save(form)
		shown := shownAgain(f, good(f))
		if f.Control == intake.Telephone {
			shown = []string{`value="07700 900123"`}
		}
		a.see().says(shown...)
		draft, err := d.store.Draft(d.t.Context(), assessor.ID, d.id())
		if err != nil {
			d.t.Fatal(err)
		}
		change := fmt.Sprintf(`<a class="govuk-link" href="%s/%s?from=check-answers#%s">Change<span class="govuk-visually-hidden"> %s`,
			d.path, s.Slug, f.Anchor(), html.EscapeString(f.Label))
		page := d.get(d.path + "/check-answers").must(200).says(change)
		for _, line := range intake.Show(f, draft.Answers()) {
			page.says(html.EscapeString(line))
		}
		if f.Control == intake.Secret {
			page.lacks(good(f)...)
			d.get(d.path+"/"+s.Slug).must(200).says(intake.StoredSecret, f.KeptName()).lacks(good(f)...)
		}
	})
}

func TestEveryFieldThatOffersItTakesDontKnow(t *testing.T) {
	eachField(t, func(a *aQuestion) {
		f := a.field
		if !f.DontKnow {
			return
		}
		name := f.Name
		if len(f.Options) == 0 {
			name = f.DontKnowName()
		}
		form := asks(a.section, f)
		form.Set(name, referral.DontKnow)
		a.save(form).lacks(fmt.Sprintf(`id="%s-error"`, f.Name))
		a.see().says(`value="dont-know" checked`)
		a.get(a.path + "/check-answers").must(200).says("Still to be found out")
	})
}

func TestChangeComesBackToCheckAnswers(t *testing.T) {
	d := newSite(t).signIn(socialWorker).begin().fill(pendant())
	page := d.get(d.path + "/agreement?from=check-answers").must(200)
	form := maps.Clone(pendant()["agreement"])
	form.Set("from", page.value("from"))
	// Coming back survives an error in between.
	page = d.post(d.path+"/agreement", url.Values{"from": form["from"]}).must(422)
	form.Set("from", page.value("from"))
	d.post(d.path+"/agreement", form).to(d.path + "/check-answers")
	// It leads nowhere else.
	form.Set("from", "//example.org")
	d.post(d.path+"/agreement", form).to(d.path + "/check-answers")
	if got := d.get(d.path + "/agreement?from=//example.org").value("from"); got != "" {
		t.Errorf("from is %q", got)
	}
}

func TestSavingGoesToTheNextSectionThatIsNotComplete(t *testing.T) {
	d := newSite(t).signIn(socialWorker).begin()
	d.post(d.path+"/agreement", pendant()["agreement"]).to(d.path + "/needs")
	d.post(d.path+"/about", pendant()["about"]).to(d.path + "/person")
	d.post(d.path+"/person", pendant()["person"]).to(d.path + "/needs")
	// A section that the referral does not have leads to those that it has, and
	// what was typed into it meanwhile is kept.
	d.get(d.path + "/digital-support").to(d.path)
	d.post(d.path+"/digital-support", everything()["digital-support"]).must(303)
	d.post(d.path+"/about", everything()["about"]).must(303)
	d.get(d.path + "/digital-support").must(200).says(`value="device" checked`)
	d.get(d.path + "/no-such-section").must(404)
	d.post(d.path+"/no-such-section", url.Values{}).must(404)
}

func TestWhatCanBeLeftIsChosenOnTheTaskListAndLeadsBackToIt(t *testing.T) {
	d := newSite(t).signIn(socialWorker).begin().fill(pendant())
	list := d.get(d.path).must(200).text()
	if strings.Index(list, "Responders and access") < strings.Index(list, "If you know it") {
		t.Error("what can be left stands among what is needed")
	}
	d.post(d.path+"/home", url.Values{"line": {"digital"}}).to(d.path)
	d.post(d.path+"/home", url.Values{"line": {"digital"}, "from": {"check-answers"}}).to(d.path + "/check-answers")
	// Checking shows what was answered, and none of what was left.
	d.get(d.path + "/check-answers").must(200).says("Digital voice").lacks("Change<span class=\"govuk-visually-hidden\"> Who provides the line?")
}

func TestNoSectionHasTheAddressOfAPage(t *testing.T) {
	for _, s := range intake.Sections() {
		if slices.Contains([]string{"check-answers", "sent", "delete", "address", "telephone", "print"}, s.Slug) {
			t.Errorf("the section %q cannot be reached", s.Slug)
		}
	}
}

func TestScreeningSaysWhatItLeadsToAndWhy(t *testing.T) {
	d := newSite(t).signIn(socialWorker).begin().fill(everything())
	every := url.Values{}
	screening, _ := intake.Find("vr-screening")
	for _, f := range screening.Fields {
		if f.Control == intake.Radios && f.Parent == nil {
			every.Set(f.Name, "no")
		}
	}
	for _, c := range []struct {
		change map[string]string
		says   []string
	}{
		{nil, []string{"Go ahead"}},
		{map[string]string{"vr-heart": "yes"}, []string{"Ask a clinician first", "Heart condition", "tablet or screen"}},
		{map[string]string{"vr-seizure": "yes"}, []string{"Do not use a headset", "no headset unless a clinician has agreed", "tablet or screen"}},
		{map[string]string{"vr-heart": "dont-know"}, []string{"Not yet screened", "Not known: do they have a heart condition"}},
	} {
		form := with(map[string]url.Values{"vr-screening": every}, "vr-screening", c.change)["vr-screening"]
		d.post(d.path+"/vr-screening", form).must(303)
		d.get(d.path + "/vr-screening").says("Result of the screening").says(c.says...)
		d.get(d.path + "/check-answers").says("Result of the screening").says(c.says...)
	}
}

func TestOnlyTrustedAssessorsAreAskedWhetherTheyOrder(t *testing.T) {
	s := newSite(t)
	mine, theirs := s.signIn(assessor).begin().fill(with(pendant(), "equipment", map[string]string{"order": "order-now"})), s.signIn(socialWorker).begin().fill(pendant())
	mine.get(mine.path + "/equipment").says("Do you order it now?")
	theirs.get(theirs.path + "/equipment").lacks("Do you order it now?")
	mine.send()
	mine.get(mine.path + "/sent").says("You ordered it. It is recorded as your decision")
}

func TestNotesStandWithTheirQuestion(t *testing.T) {
	d := newSite(t).signIn(socialWorker).begin().fill(with(pendant(), "agreement", map[string]string{"agreement": "refuses"}))
	d.get(d.path + "/agreement").says("A refusal does not stop an assessment")
	d.get(d.path + "/check-answers").says("A refusal does not stop an assessment")
}

func TestHostileAnswersAreNeverUnescaped(t *testing.T) {
	hostile := []string{
		`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `</textarea><svg onload=alert(1)>`, `' onmouseover='alert(1)`, `{{.Request}}<b>&amp;`,
	}
	for _, text := range hostile {
		t.Run(text, func(t *testing.T) {
			d := newSite(t).signIn(socialWorker).begin().fill(with(with(pendant(), "person", map[string]string{"full-name": text, "address": text}), "needs", map[string]string{"why-now": text}))
			d.post(d.path+"/about", url.Values{"kinds": {text}}).must(422).lacks(text)
			d.fill(pendant()).fill(with(pendant(), "person", map[string]string{"full-name": text, "address": text}))
			for _, path := range []string{d.path, d.path + "/person", d.path + "/needs", d.path + "/check-answers", d.path + "/print", d.by("person"), d.by("needs"), d.by("ending"), d.path + "/delete", "/my-referrals"} {
				d.get(path).must(200).lacks(text)
			}
			reference := d.send()
			for _, path := range []string{d.path + "/sent", "/my-referrals", "/case/" + string(reference) + "/print", "/case/" + string(reference) + "/withdraw"} {
				d.get(path).must(200).lacks(text)
			}
			d.post("/case/"+string(reference)+"/withdraw", url.Values{"reason": {text}}).must(422).lacks(text)
		})
	}
}

func TestWhatIsTooLongToSaveIsRefusedAndStillThere(t *testing.T) {
	d := newSite(t).signIn(socialWorker).begin().fill(pendant())
	long := strings.Repeat("a", 400<<10)
	d.post(d.path+"/needs", with(pendant(), "needs", map[string]string{"why-now": long})["needs"]).must(422).says("Why now must be 4,000 characters or less", long)
	d.get(d.path + "/needs").must(200).says("She fell at home.")
	d.post(d.path+"/needs", url.Values{"why-now": {strings.Repeat("a", 2<<20)}}).must(413).says("That is too much to send at once")
}
