package referpage_test

import (
	"fmt"
	"html"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
)

// The form's questions are walked as a trusted assessor, who is asked them all,
// for somebody whom all of them can concern.
func walkedForm() map[string]url.Values {
	typed := webtest.With(webtest.Everything(), "person", map[string]string{"date-of-birth-year": "1990"})
	typed = webtest.With(typed, "equipment", map[string]string{"order": "no"})
	// What monitors asks for more before it is installed.
	typed["equipment"]["equipment"] = []string{"pendant-alarm", "gps-locator"}
	return typed
}

// asks returns what must be answered in the section so that the field is asked.
func asks(s form.Section, f form.Field) url.Values {
	typed := url.Values{}
	for parent := f.Parent; parent != nil; {
		above, _ := s.Field(parent.Field)
		typed.Add(above.Name, parent.Value)
		parent = above.Parent
	}
	switch {
	case f.Name == "restrictions-told":
		typed.Set("restrictions", "court")
	case f.Name == "all-the-same":
		typed.Set("equipment", "pendant-alarm")
		typed.Set("pendant-press", "no")
	case f.Name == "date-of-birth-sure":
		put(typed, "date-of-birth", form.Date, "1", "1", "1900")
	case strings.HasSuffix(f.Name, "-no-code"):
		for _, text := range s.Fields {
			if text.Control == form.TextArea || text.Control == form.Text {
				maps.Copy(typed, asks(s, text))
				typed.Set(text.Name, "The key safe code is 4821")
				break
			}
		}
	}
	return typed
}

func put(typed url.Values, name string, control form.Control, values ...string) {
	if control != form.Date {
		typed[name] = values
		return
	}
	for i, part := range []string{"-day", "-month", "-year"} {
		typed.Set(name+part, values[i])
	}
}

// good returns an answer that the field takes.
func good(f form.Field) []string {
	switch f.Control {
	case form.Radios, form.Checkboxes:
		return []string{f.Options[0].Value}
	case form.Date:
		if f.Name == "date-of-birth" {
			return []string{"2", "3", "1951"}
		}
		return []string{"30", "11", "2026"}
	case form.Email:
		return []string{"someone@example.org"}
	case form.Telephone:
		return []string{"07700900123"}
	case form.Postcode:
		return []string{"SW1A 2AA"}
	case form.NHSNumber:
		return []string{"999 000 0018"}
	case form.Number:
		return []string{"3"}
	case form.Secret:
		return []string{"C4821Y"}
	}
	return []string{"Sample"}
}

// bad returns an answer that the field refuses.
func bad(f form.Field) []string {
	switch {
	case f.Control == form.Date:
		return []string{"31", "2", "2026"}
	case f.MaxLength() > 0:
		return []string{strings.Repeat("ä", f.MaxLength()+1)}
	}
	return []string{"!"}
}

// aQuestion is a question of a draft whose other sections are complete, on the page of
// its section.
type aQuestion struct {
	webtest.Draft
	address string
	section form.Section
	field   form.Field
	seen    *webtest.Page // the section's page as it was last shown; nil if it was saved since
}

// see loads the section's page.
func (a *aQuestion) see() webtest.Page {
	a.T.Helper()
	shown := a.Get(a.address).Must(200)
	a.seen = &shown
	return shown
}

// save sends the section's page as it was last seen, with those answers.
func (a *aQuestion) save(typed url.Values) webtest.Page {
	a.T.Helper()
	if a.seen == nil {
		a.see()
	}
	sent := a.seen.Carried()
	maps.Copy(sent, typed)
	answer := a.Browser.Post(a.address, sent)
	if a.seen = nil; answer.Status == http.StatusUnprocessableEntity {
		a.seen = &answer
	}
	return answer
}

// eachField tests each field.
func eachField(t *testing.T, test func(*aQuestion)) {
	t.Parallel()
	d := webtest.New(t).SignIn(webtest.Assessor).Begin().Fill(walkedForm())
	for _, s := range intake.Sections() {
		one := aQuestion{Draft: d, address: d.Path + "/" + s.Slug, section: s}
		for _, f := range s.Fields {
			t.Run(s.Slug+"/"+f.Name, func(t *testing.T) {
				one.field = f
				one.Site = &webtest.Site{T: t, Handler: d.Handler, Store: d.Store, Now: d.Now}
				test(&one)
			})
		}
		one.Site = d.Site
		one.save(walkedForm()[s.Slug]).Must(303)
	}
}

func TestEveryFieldIsMarkedWhenItIsBad(t *testing.T) {
	eachField(t, func(a *aQuestion) {
		f, typed := a.field, asks(a.section, a.field)
		put(typed, f.Name, f.Control, bad(f)...)
		page := a.save(typed).Must(http.StatusUnprocessableEntity)
		page.Says("<title>Error: "+a.section.Title, fmt.Sprintf(`<a href="#%s">`, f.Anchor()), fmt.Sprintf(`id="%s-error"`, f.Name), fmt.Sprintf(`id="%s"`, f.Anchor()))
		page.Says(shownAgain(f, bad(f))...)
		// What was typed is kept, although it is bad.
		a.see().Says(shownAgain(f, bad(f))...)
	})
}

func TestEveryRequiredFieldIsMarkedWhenItIsMissing(t *testing.T) {
	eachField(t, func(a *aQuestion) {
		f := a.field
		if !f.Required() {
			return
		}
		page := a.save(asks(a.section, f)).Must(http.StatusUnprocessableEntity)
		page.Says(html.EscapeString(f.Messages["required"])+"</a>", fmt.Sprintf(`<a href="#%s">`, f.Anchor()), fmt.Sprintf(`id="%s-error"`, f.Name))
	})
}

// shownAgain is what a section's page has where it shows those answers; a choice
// that the form does not offer cannot be shown.
func shownAgain(f form.Field, values []string) []string {
	switch f.Control {
	case form.Radios, form.Checkboxes:
		if f.Options[0].Value != values[0] {
			return nil
		}
		return []string{fmt.Sprintf(`value="%s" checked`, values[0])}
	case form.Date:
		return []string{
			fmt.Sprintf(`name="%s-day" type="text" value="%s"`, f.Name, values[0]),
			fmt.Sprintf(`name="%s-month" type="text" value="%s"`, f.Name, values[1]),
			fmt.Sprintf(`name="%s-year" type="text" value="%s"`, f.Name, values[2]),
		}
	case form.TextArea:
		return []string{"\n" + values[0] + "</textarea>"}
	case form.Secret:
		return nil
	}
	return []string{html.EscapeString(values[0])}
}

func TestEveryAnswerIsShownAgainAndCanBeChanged(t *testing.T) {
	eachField(t, func(a *aQuestion) {
		s, f, d, typed := a.section, a.field, a.Draft, asks(a.section, a.field)
		put(typed, f.Name, f.Control, good(f)...)
		a.save(typed)
		shown := shownAgain(f, good(f))
		if f.Control == form.Telephone {
			shown = []string{`value="07700 900123"`}
		}
		a.see().Says(shown...)
		draft, err := d.Store.Draft(d.T.Context(), webtest.Assessor.ID, d.Id())
		if err != nil {
			d.T.Fatal(err)
		}
		change := fmt.Sprintf(`<a class="govuk-link" href="%s/%s?from=check-answers#%s">Change<span class="govuk-visually-hidden"> %s`,
			d.Path, s.Slug, f.Anchor(), html.EscapeString(f.Label))
		page := d.Get(d.Path + "/check-answers").Must(200).Says(change)
		for _, line := range form.Show(f, draft.Answers()) {
			page.Says(html.EscapeString(line))
		}
		if f.Control == form.Secret {
			page.Lacks(good(f)...)
			d.Get(d.Path+"/"+s.Slug).Must(200).Says(form.StoredSecret, f.KeptName()).Lacks(good(f)...)
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
		typed := asks(a.section, f)
		typed.Set(name, referral.DontKnow)
		a.save(typed).Lacks(fmt.Sprintf(`id="%s-error"`, f.Name))
		a.see().Says(`value="dont-know" checked`)
		a.Get(a.Path + "/check-answers").Must(200).Says("Still to be found out")
	})
}

func TestChangeComesBackToCheckAnswers(t *testing.T) {
	d := webtest.New(t).SignIn(webtest.SocialWorker).Begin().Fill(webtest.Pendant())
	page := d.Get(d.Path + "/agreement?from=check-answers").Must(200)
	typed := maps.Clone(webtest.Pendant()["agreement"])
	typed.Set("from", page.Value("from"))
	// Coming back survives an error in between.
	page = d.Post(d.Path+"/agreement", url.Values{"from": typed["from"]}).Must(422)
	typed.Set("from", page.Value("from"))
	d.Post(d.Path+"/agreement", typed).To(d.Path + "/check-answers")
	// It leads nowhere else.
	typed.Set("from", "//example.org")
	d.Post(d.Path+"/agreement", typed).To(d.Path + "/check-answers")
	if got := d.Get(d.Path + "/agreement?from=//example.org").Value("from"); got != "" {
		t.Errorf("from is %q", got)
	}
}

func TestSavingGoesToTheNextSectionThatIsNotComplete(t *testing.T) {
	d := webtest.New(t).SignIn(webtest.SocialWorker).Begin()
	d.Post(d.Path+"/agreement", webtest.Pendant()["agreement"]).To(d.Path + "/needs")
	d.Post(d.Path+"/about", webtest.Pendant()["about"]).To(d.Path + "/person")
	d.Post(d.Path+"/person", webtest.Pendant()["person"]).To(d.Path + "/needs")
	// A section that the referral does not have leads to those that it has, and
	// what was typed into it meanwhile is kept.
	d.Get(d.Path + "/digital-support").To(d.Path)
	d.Post(d.Path+"/digital-support", webtest.Everything()["digital-support"]).Must(303)
	d.Post(d.Path+"/about", webtest.Everything()["about"]).Must(303)
	d.Get(d.Path + "/digital-support").Must(200).Says(`value="device" checked`)
	d.Get(d.Path + "/no-such-section").Must(404)
	d.Post(d.Path+"/no-such-section", url.Values{}).Must(404)
}

func TestWhatCanBeLeftIsChosenOnTheTaskListAndLeadsBackToIt(t *testing.T) {
	d := webtest.New(t).SignIn(webtest.SocialWorker).Begin().Fill(webtest.Pendant())
	list := d.Get(d.Path).Must(200).Text()
	if strings.Index(list, "Responders and access") < strings.Index(list, "If you know it") {
		t.Error("what can be left stands among what is needed")
	}
	d.Post(d.Path+"/home", url.Values{"line": {"digital"}}).To(d.Path)
	d.Post(d.Path+"/home", url.Values{"line": {"digital"}, "from": {"check-answers"}}).To(d.Path + "/check-answers")
	// Checking shows what was answered, and none of what was left.
	d.Get(d.Path + "/check-answers").Must(200).Says("Digital voice").Lacks("Change<span class=\"govuk-visually-hidden\"> Who provides the line?")
}

func TestNoSectionHasTheAddressOfAPage(t *testing.T) {
	for _, s := range intake.Sections() {
		if slices.Contains([]string{"check-answers", "sent", "delete", "address", "telephone", "print"}, s.Slug) {
			t.Errorf("the section %q cannot be reached", s.Slug)
		}
	}
}

func TestScreeningSaysWhatItLeadsToAndWhy(t *testing.T) {
	d := webtest.New(t).SignIn(webtest.SocialWorker).Begin().Fill(webtest.Everything())
	every := url.Values{}
	screening, _ := intake.Find("vr-screening")
	for _, f := range screening.Fields {
		if f.Control == form.Radios && f.Parent == nil {
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
		typed := webtest.With(map[string]url.Values{"vr-screening": every}, "vr-screening", c.change)["vr-screening"]
		d.Post(d.Path+"/vr-screening", typed).Must(303)
		d.Get(d.Path + "/vr-screening").Says("Result of the screening").Says(c.says...)
		d.Get(d.Path + "/check-answers").Says("Result of the screening").Says(c.says...)
	}
}

func TestOnlyTrustedAssessorsAreAskedWhetherTheyOrder(t *testing.T) {
	s := webtest.New(t)
	mine, theirs := s.SignIn(webtest.Assessor).Begin().Fill(webtest.With(webtest.Pendant(), "equipment", map[string]string{"order": "order-now"})), s.SignIn(webtest.SocialWorker).Begin().Fill(webtest.Pendant())
	mine.Get(mine.Path + "/equipment").Says("Do you order it now?")
	theirs.Get(theirs.Path + "/equipment").Lacks("Do you order it now?")
	mine.Send()
	mine.Get(mine.Path + "/sent").Says("You ordered it. It is recorded as your decision")
}

func TestNotesStandWithTheirQuestion(t *testing.T) {
	d := webtest.New(t).SignIn(webtest.SocialWorker).Begin().Fill(webtest.With(webtest.Pendant(), "agreement", map[string]string{"agreement": "refuses"}))
	d.Get(d.Path + "/agreement").Says("A refusal does not stop an assessment")
	d.Get(d.Path + "/check-answers").Says("A refusal does not stop an assessment")
}

func TestHostileAnswersAreNeverUnescaped(t *testing.T) {
	hostile := []string{
		`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `</textarea><svg onload=alert(1)>`, `' onmouseover='alert(1)`, `{{.Request}}<b>&amp;`,
	}
	for _, text := range hostile {
		t.Run(text, func(t *testing.T) {
			d := webtest.New(t).SignIn(webtest.SocialWorker).Begin().Fill(webtest.With(webtest.With(webtest.Pendant(), "person", map[string]string{"full-name": text, "address": text}), "needs", map[string]string{"why-now": text}))
			d.Post(d.Path+"/about", url.Values{"kinds": {text}}).Must(422).Lacks(text)
			d.Fill(webtest.Pendant()).Fill(webtest.With(webtest.Pendant(), "person", map[string]string{"full-name": text, "address": text}))
			for _, path := range []string{d.Path, d.Path + "/person", d.Path + "/needs", d.Path + "/check-answers", d.Path + "/print", by(d, "person"), by(d, "needs"), by(d, "ending"), d.Path + "/delete", "/my-referrals"} {
				d.Get(path).Must(200).Lacks(text)
			}
			reference := d.Send()
			for _, path := range []string{d.Path + "/sent", "/my-referrals", "/case/" + string(reference) + "/print", "/case/" + string(reference) + "/withdraw"} {
				d.Get(path).Must(200).Lacks(text)
			}
			d.Post("/case/"+string(reference)+"/withdraw", url.Values{"reason": {text}}).Must(422).Lacks(text)
		})
	}
}

func TestWhatIsTooLongToSaveIsRefusedAndStillThere(t *testing.T) {
	d := webtest.New(t).SignIn(webtest.SocialWorker).Begin().Fill(webtest.Pendant())
	long := strings.Repeat("a", 400<<10)
	d.Post(d.Path+"/needs", webtest.With(webtest.Pendant(), "needs", map[string]string{"why-now": long})["needs"]).Must(422).Says("Why now must be 4,000 characters or less", long)
	d.Get(d.Path + "/needs").Must(200).Says("She fell at home.")
	d.Post(d.Path+"/needs", url.Values{"why-now": {strings.Repeat("a", 2<<20)}}).Must(413).Says("That is too much to send at once")
}
