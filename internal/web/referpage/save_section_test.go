package referpage_test

import (
	"encoding/json"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/formview"
)

// save presses the button with those answers.
func save(o webtest.Tab, answers url.Values) webtest.Page {
	o.T.Helper()
	return o.Browser.Post(o.Path, o.Form(answers))
}

// saved returns the answers of a draft as they are kept.
func saved(d webtest.Draft) form.Answers {
	d.T.Helper()
	draft, err := d.Store.Draft(d.T.Context(), webtest.SocialWorker.ID, d.Id())
	if err != nil {
		d.T.Fatal(err)
	}
	return draft.Answers()
}

func holds(d webtest.Draft, field, want string) {
	d.T.Helper()
	if got := strings.Join(saved(d)[field], "|"); got != want {
		d.T.Errorf("%s is %q, want %q", field, got, want)
	}
}

func TestTwoTabsOnOneSection(t *testing.T) {
	for _, test := range []struct {
		name          string
		first, second url.Values
		asked         string // what the second save is asked about; "" for nothing
		why, wants    string // what is saved then
		says          []string
	}{
		{name: "the same twice", first: webtest.Needs("wants", "To go out"), second: webtest.Needs("wants", "To go out"), why: "She fell at home.", wants: "To go out"},
		{name: "different questions", first: webtest.Needs("wants", "To go out"), second: webtest.Needs("why-now", "She fell twice."), why: "She fell twice.", wants: "To go out"},
		{name: "one changes nothing", first: webtest.Needs("why-now", "She fell twice."), second: webtest.Needs(), why: "She fell twice."},
		{name: "the same question", first: webtest.Needs("why-now", "She fell twice."), second: webtest.Needs("why-now", "She fell thrice.", "wants", "To go out"),
			asked: "why-now", why: "She fell twice.", wants: "To go out", says: []string{"She fell twice.", "She fell thrice.", "Keep both, one after the other"}},
		{name: "taken away and changed", first: webtest.Needs("why-now", ""), second: webtest.Needs("why-now", "She fell thrice."),
			asked: "why-now", says: []string{"Not answered", "She fell thrice."}},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := webtest.New(t).SignIn(webtest.SocialWorker).Begin().Fill(webtest.Pendant())
			one, two := d.Open("needs"), d.Open("needs")
			save(one, test.first)
			page := save(two, test.second)
			if holds(d, "why-now", test.why); test.asked == "" {
				page.Must(303)
			} else {
				page.Must(409).Says(`name="keep-`+test.asked+`"`, "This was changed elsewhere").Says(test.says...)
			}
			holds(d, "wants", test.wants)
		})
	}
}

func TestWhatClashesIsChosen(t *testing.T) {
	first, second := webtest.Needs("why-now", "She fell twice.", "immediate-risk", "yes", "immediate-risk-what", "Stairs"), webtest.Needs("why-now", "She fell thrice.")
	second.Set("concerns", "alone-at-night")
	for _, test := range []struct {
		name   string
		choose url.Values
		status int
		why    string
	}{
		{"keep the saved one", url.Values{"keep-why-now": {"saved"}}, 303, "She fell twice."},
		{"use the typed one", url.Values{"keep-why-now": {"typed"}}, 303, "She fell thrice."},
		{"keep both", url.Values{"keep-why-now": {"both"}}, 303, "She fell twice.\n\nShe fell thrice."},
		{"nothing", nil, 422, "She fell twice."},
		{"nothing that is offered", url.Values{"keep-why-now": {"theirs"}}, 422, "She fell twice."},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := webtest.New(t).SignIn(webtest.SocialWorker).Begin().Fill(webtest.Pendant())
			one, two := d.Open("needs"), d.Open("needs")
			save(one, first).Must(303)
			page := save(two, second).Must(409).Lacks("keep-concerns", "keep-immediate-risk")
			form := page.Inputs()
			maps.Copy(form, test.choose)
			d.Browser.Post(two.Path, form).Must(test.status)
			page = d.Browser.Post(two.Path, form).Must(test.status) // a double click
			if holds(d, "why-now", test.why); test.status == 422 {
				page.Says("Error: This was changed elsewhere", `href="#keep-why-now"`, "Select which answer to keep for ‘Why now?’", "She fell thrice.")
				form = page.Inputs()
				form.Set("keep-why-now", "typed")
				d.Browser.Post(two.Path, form).Must(303)
				holds(d, "why-now", "She fell thrice.")
			}
			// What did not clash is of both.
			holds(d, "concerns", "alone-at-night")
			holds(d, "immediate-risk-what", "Stairs")
		})
	}
}

func TestAChoiceThatIsOutOfDateIsAskedAgain(t *testing.T) {
	d := webtest.New(t).SignIn(webtest.SocialWorker).Begin().Fill(webtest.Pendant())
	one, two := d.Open("needs"), d.Open("needs")
	save(one, webtest.Needs("why-now", "She fell twice.")).Must(303)
	form := save(two, webtest.Needs("why-now", "She fell thrice.")).Must(409).Inputs()
	save(d.Open("needs"), webtest.Needs("why-now", "She fell four times.")).Must(303)
	form.Set("keep-why-now", "typed")
	d.Browser.Post(two.Path, form).Must(409).Says("She fell four times.", "She fell thrice.").Lacks("She fell twice.")
	holds(d, "why-now", "She fell four times.")
}

func TestThePagesOfAClash(t *testing.T) {
	d := webtest.New(t).SignIn(webtest.SocialWorker).Begin().Fill(webtest.Pendant())
	one, two := d.Open("person"), d.Open("person")
	changes := func(name, day, ward string) url.Values {
		return webtest.With(webtest.Pendant(), "person", map[string]string{"full-name": name, "date-of-birth-day": day, "address": "2 Example Street\r\nExampleton" + ward})["person"]
	}
	save(one, changes("Testcase Alpha", "1", "")).Must(303)
	page := save(two, changes("Testcase Beta", "2", "\r\nWales")).Must(409).Golden("changed_elsewhere")
	d.Browser.Post(two.Path, page.Inputs()).Must(422).Golden("changed_elsewhere_error")
}

func TestDifferentSectionsNeverClash(t *testing.T) {
	d := webtest.New(t).SignIn(webtest.SocialWorker).Begin().Fill(webtest.Pendant())
	one, two := d.Open("needs"), d.Open("agreement")
	save(one, webtest.Needs("why-now", "She fell twice.")).Must(303)
	save(two, url.Values{"agreement": {"refuses"}}).Must(303)
	holds(d, "why-now", "She fell twice.")
	holds(d, "agreement", "refuses")
}

// The same page saves again: a double click, a retry after a lost answer, a page
// that the browser brought back.
func TestAPageDoesNotClashWithItself(t *testing.T) {
	d := webtest.New(t).SignIn(webtest.SocialWorker).Begin().Fill(webtest.Pendant())
	o := d.Open("needs")
	save(o, webtest.Needs("why-now", "She fell twice.")).Must(303)
	save(o, webtest.Needs("why-now", "She fell twice.")).Must(303)
	save(o, webtest.Needs("why-now", "She fell thrice.")).Must(303)
	holds(d, "why-now", "She fell thrice.")
	// What another saved in between is still asked about.
	save(d.Open("needs"), webtest.Needs("why-now", "She fell four times.")).Must(303)
	save(o, webtest.Needs("why-now", "She fell thrice.")).Must(409)
	holds(d, "why-now", "She fell four times.")
}

func TestAPageWithoutWhatItShowedOverwritesNothing(t *testing.T) {
	d := webtest.New(t).SignIn(webtest.SocialWorker).Begin().Fill(webtest.Pendant())
	d.Browser.Post(d.Path+"/needs", webtest.Needs("why-now", "She fell twice.")).Must(409)
	d.Browser.Post(d.Path+"/needs", url.Values{}).Must(303)
	holds(d, "why-now", "She fell at home.")
}

func TestSavingAsItIsTyped(t *testing.T) {
	d := webtest.New(t).SignIn(webtest.SocialWorker).Begin().Fill(webtest.Pendant())
	o := d.Open("needs")
	status, answer := o.Typed(1, webtest.Needs("why-now", "She fell tw"))
	if status != 200 || answer.Version != 2 || answer.Elsewhere {
		t.Errorf("%d %+v", status, answer)
	}
	// What is not good yet is kept all the same.
	status, answer = o.Typed(2, webtest.Needs("why-now", "", "immediate-risk", "yes"))
	if status != 200 || answer.Version != 3 {
		t.Errorf("%d %+v", status, answer)
	}
	holds(d, "why-now", "")
	holds(d, "immediate-risk", "yes")
	// What was sent earlier and comes later counts no more.
	o.Typed(1, webtest.Needs("why-now", "She f"))
	holds(d, "why-now", "")
	form := o.Form(webtest.Needs("why-now", "She fell twice.", "immediate-risk", "no"))
	form.Set(formview.CarriedTurn, "3")
	d.Browser.Post(o.Path, form).Must(303)
	o.Typed(2, webtest.Needs("why-now", "She f"))
	holds(d, "why-now", "She fell twice.")
}

func TestTypingWhileAnotherTabSaves(t *testing.T) {
	d := webtest.New(t).SignIn(webtest.SocialWorker).Begin().Fill(webtest.Pendant())
	typing, other := d.Open("needs"), d.Open("needs")
	typing.Typed(1, webtest.Needs("wants", "To go"))
	save(other, webtest.Needs("wants", "", "immediate-risk", "yes", "immediate-risk-what", "Stairs")).Must(303)
	// Merged: the page does not show what is saved, and is told.
	status, answer := typing.Typed(2, webtest.Needs("wants", "To go out"))
	if status != 200 || !answer.Elsewhere {
		t.Errorf("%d %+v", status, answer)
	}
	holds(d, "wants", "To go out")
	holds(d, "immediate-risk", "yes")
	typing.Typed(3, webtest.Needs("wants", "To go out alone"))
	holds(d, "immediate-risk", "yes")
	// A clash keeps what is saved, and stays one until it is decided.
	save(d.Open("needs"), webtest.Needs("wants", "To stay in", "immediate-risk", "yes", "immediate-risk-what", "Stairs")).Must(303)
	for turn := 4; turn < 6; turn++ {
		if status, answer = typing.Typed(turn, webtest.Needs("wants", "To go out alone, and soon", "why-now", "She fell twice.")); status != 409 || answer.Version == 0 {
			t.Errorf("%d %+v", status, answer)
		}
		holds(d, "wants", "To stay in")
		holds(d, "why-now", "She fell twice.")
	}
	form := typing.Form(webtest.Needs("wants", "To go out alone, and soon", "why-now", "She fell twice."))
	form.Set(formview.CarriedThen, formview.ThenStay)
	form.Set(formview.CarriedTurn, "6")
	page := d.Browser.Post(typing.Path, form).Must(409)
	form = page.Inputs()
	form.Set("keep-wants", "typed")
	d.Browser.Post(typing.Path, form).To(typing.Path)
	holds(d, "wants", "To go out alone, and soon")
}

// The UPRN goes with its address, however often the page that still shows it saves.
func TestTypingAnotherAddressTakesItsUPRNAway(t *testing.T) {
	d := webtest.New(t).SignIn(webtest.SocialWorker).Begin().Fill(webtest.Pendant())
	d.Post(d.Path+"/person", webtest.With(webtest.Pendant(), "person", map[string]string{intake.UPRNName: "100012345678"})["person"])
	holds(d, intake.UPRNName, "100012345678")
	o := d.Open("person")
	for turn, address := range []string{"2", "2 Ex", "2 Example Street"} {
		status, answer := o.Typed(turn+1, webtest.With(webtest.Pendant(), "person", map[string]string{"address": address, intake.UPRNName: "100012345678"})["person"])
		if status != 200 || answer.Elsewhere {
			t.Errorf("%d %+v", status, answer)
		}
		holds(d, "address", address)
		holds(d, intake.UPRNName, "")
	}
	o.Typed(4, webtest.With(webtest.Pendant(), "person", map[string]string{"address": "2 Example Street", intake.UPRNName: "100087654321"})["person"])
	holds(d, intake.UPRNName, "100087654321")
}

// "stay" saves without asking for more, and comes back to the page.
func TestSavingAndStaying(t *testing.T) {
	d := webtest.New(t).SignIn(webtest.SocialWorker).Begin().Fill(webtest.Pendant())
	form := d.Open("needs").Form(webtest.Needs("why-now", ""))
	form.Set(formview.CarriedThen, formview.ThenStay)
	d.Browser.Post(d.Path+"/needs", form).To(d.Path + "/needs")
	holds(d, "why-now", "")
}

func TestWhatTheScriptIsToldWhenItCannotSave(t *testing.T) {
	s := webtest.New(t)
	d := s.SignIn(webtest.SocialWorker).Begin().Fill(webtest.Pendant())
	o := d.Open("needs")
	told := func(p webtest.Page, status int, want web.SavedAnswer) {
		t.Helper()
		var got web.SavedAnswer
		if err := json.Unmarshal([]byte(p.Must(status).Html), &got); err != nil || got != want || p.Header.Get("Content-Type") != "application/json" {
			t.Errorf("%+v, %v, want %+v", got, err, want)
		}
	}
	told(s.Nobody().Script(o.Path, o.Form(webtest.Needs())), 401, web.SavedAnswer{Problem: "You have been signed out"})
	told(s.SignIn(webtest.OtherWorker).Script(o.Path, o.Form(webtest.Needs())), 404, web.SavedAnswer{Problem: "Draft not found"})
	told(d.Script(o.Path, o.Form(webtest.Needs("why-now", strings.Repeat("a", 400<<10)))), 413, web.SavedAnswer{Problem: "That is too much to send at once"})
	holds(d, "why-now", "She fell at home.")
	d.Send()
	told(d.Script(o.Path, o.Form(webtest.Needs("why-now", "Too late."))), 410, web.SavedAnswer{Next: d.Path + "/sent", Problem: "This referral has been sent"})
	holds(d, "why-now", "She fell at home.")
	gone := s.SignIn(webtest.SocialWorker).Begin().Fill(webtest.Pendant())
	o = gone.Open("needs")
	gone.Post(gone.Path+"/delete", nil).Must(303)
	told(gone.Script(o.Path, o.Form(webtest.Needs())), 404, web.SavedAnswer{Problem: "Draft not found"})
}

// No section goes before its draft does, however long ago it was saved itself.
func TestEverySectionIsKeptAsLongAsItsDraft(t *testing.T) {
	s := webtest.New(t)
	d := s.SignIn(webtest.SocialWorker).Begin().Fill(webtest.Pendant())
	now := webtest.Monday
	for range 12 {
		now = now.Add(20 * 24 * time.Hour)
		s.At(now)
		d.Browser = s.SignIn(webtest.SocialWorker)
		d.Post(d.Path+"/needs", webtest.Needs("why-now", now.Format(time.DateOnly))).Must(303)
		draft, err := s.Store.Draft(t.Context(), webtest.SocialWorker.ID, d.Id())
		if err != nil {
			t.Fatal(err)
		}
		for slug, section := range draft.Sections {
			if section.Expires < draft.Expires {
				t.Errorf("on %s %s goes %v before its draft", now.Format(time.DateOnly), slug, time.Duration(draft.Expires-section.Expires)*time.Second)
			}
		}
	}
	d.Get(d.Path + "/person").Must(200).Says("Mike Test")
}

func TestNoQuestionIsCalledAsWhatItsPageCarries(t *testing.T) {
	for _, s := range intake.Sections() {
		for _, f := range s.Fields {
			if slices.Contains([]string{formview.CarriedFrom, formview.CarriedShown, formview.CarriedPage, formview.CarriedTurn, formview.CarriedThen, formview.Clashes}, f.Name) || strings.HasPrefix(f.Name, formview.ClashKeep) || strings.HasPrefix(f.Name, formview.ClashSaved) {
				t.Errorf("%s cannot be asked", f.Name)
			}
		}
	}
}
