package site

import (
	"encoding/json"
	"html"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/formview"
)

// tab is a page of a section that somebody has open.
type tab struct {
	aDraft
	path    string
	carried url.Values
}

// open opens the page of a section in another tab or on another device.
func (d aDraft) open(section string) tab {
	d.t.Helper()
	path := d.path + "/" + section
	return tab{d, path, d.get(path).must(200).carried()}
}

// save presses the button with those answers.
func (o tab) save(answers url.Values) page {
	o.t.Helper()
	return o.browser.post(o.path, o.form(answers))
}

func (o tab) form(answers url.Values) url.Values {
	form := maps.Clone(o.carried)
	maps.Copy(form, answers)
	return form
}

// typed saves as the page's script does, and carries on with what it is told.
func (o *tab) typed(turn int, answers url.Values) (status int, answer web.SavedAnswer) {
	o.t.Helper()
	form := o.form(answers)
	form.Set(formview.CarriedTurn, strconv.Itoa(turn))
	got := o.script(o.path, form)
	if err := json.Unmarshal([]byte(got.html), &answer); err != nil {
		o.t.Fatalf("%v: %s", err, got.html)
	}
	if answer.Version > 0 {
		o.carried.Set(formview.CarriedShown, answer.Shown)
	}
	return got.status, answer
}

// script posts as a page's own script does.
func (b browser) script(path string, form url.Values) page {
	b.t.Helper()
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.Header.Set("Accept", "application/json")
	return b.do(r)
}

// saved returns the answers of a draft as they are kept.
func (d aDraft) saved() intake.Answers {
	d.t.Helper()
	draft, err := d.store.Draft(d.t.Context(), socialWorker.ID, d.id())
	if err != nil {
		d.t.Fatal(err)
	}
	return draft.Answers()
}

func (d aDraft) holds(field, want string) {
	d.t.Helper()
	if got := strings.Join(d.saved()[field], "|"); got != want {
		d.t.Errorf("%s is %q, want %q", field, got, want)
	}
}

// needs is the section in which the tests below type, with some of it changed.
func needs(pairs ...string) url.Values {
	form := maps.Clone(pendant()["needs"])
	for i := 0; i < len(pairs); i += 2 {
		if form.Del(pairs[i]); pairs[i+1] != "" {
			form.Set(pairs[i], pairs[i+1])
		}
	}
	return form
}

func TestTwoTabsOnOneSection(t *testing.T) {
	for _, test := range []struct {
		name          string
		first, second url.Values
		asked         string // what the second save is asked about; "" for nothing
		why, wants    string // what is saved then
		says          []string
	}{
		{name: "the same twice", first: needs("wants", "To go out"), second: needs("wants", "To go out"), why: "She fell at home.", wants: "To go out"},
		{name: "different questions", first: needs("wants", "To go out"), second: needs("why-now", "She fell twice."), why: "She fell twice.", wants: "To go out"},
		{name: "one changes nothing", first: needs("why-now", "She fell twice."), second: needs(), why: "She fell twice."},
		{name: "the same question", first: needs("why-now", "She fell twice."), second: needs("why-now", "She fell thrice.", "wants", "To go out"),
			asked: "why-now", why: "She fell twice.", wants: "To go out", says: []string{"She fell twice.", "She fell thrice.", "Keep both, one after the other"}},
		{name: "taken away and changed", first: needs("why-now", ""), second: needs("why-now", "She fell thrice."),
			asked: "why-now", says: []string{"Not answered", "She fell thrice."}},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := newSite(t).signIn(socialWorker).begin().fill(pendant())
			one, two := d.open("needs"), d.open("needs")
			one.save(test.first)
			page := two.save(test.second)
			if d.holds("why-now", test.why); test.asked == "" {
				page.must(303)
			} else {
				page.must(409).says(`name="keep-`+test.asked+`"`, "This was changed elsewhere").says(test.says...)
			}
			d.holds("wants", test.wants)
		})
	}
}

func TestWhatClashesIsChosen(t *testing.T) {
	first, second := needs("why-now", "She fell twice.", "immediate-risk", "yes", "immediate-risk-what", "Stairs"), needs("why-now", "She fell thrice.")
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
			d := newSite(t).signIn(socialWorker).begin().fill(pendant())
			one, two := d.open("needs"), d.open("needs")
			one.save(first).must(303)
			page := two.save(second).must(409).lacks("keep-concerns", "keep-immediate-risk")
			form := page.inputs()
			maps.Copy(form, test.choose)
			d.browser.post(two.path, form).must(test.status)
			page = d.browser.post(two.path, form).must(test.status) // a double click
			if d.holds("why-now", test.why); test.status == 422 {
				page.says("Error: This was changed elsewhere", `href="#keep-why-now"`, "Select which answer to keep for ‘Why now?’", "She fell thrice.")
				form = page.inputs()
				form.Set("keep-why-now", "typed")
				d.browser.post(two.path, form).must(303)
				d.holds("why-now", "She fell thrice.")
			}
			// What did not clash is of both.
			d.holds("concerns", "alone-at-night")
			d.holds("immediate-risk-what", "Stairs")
		})
	}
}

var hiddenInput = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)">`)

// inputs returns what the hidden inputs of the page hold.
func (p page) inputs() url.Values {
	p.t.Helper()
	form := url.Values{}
	for _, found := range hiddenInput.FindAllStringSubmatch(p.main(), -1) {
		form.Add(found[1], html.UnescapeString(found[2]))
	}
	return form
}

func TestAChoiceThatIsOutOfDateIsAskedAgain(t *testing.T) {
	d := newSite(t).signIn(socialWorker).begin().fill(pendant())
	one, two := d.open("needs"), d.open("needs")
	one.save(needs("why-now", "She fell twice.")).must(303)
	form := two.save(needs("why-now", "She fell thrice.")).must(409).inputs()
	d.open("needs").save(needs("why-now", "She fell four times.")).must(303)
	form.Set("keep-why-now", "typed")
	d.browser.post(two.path, form).must(409).says("She fell four times.", "She fell thrice.").lacks("She fell twice.")
	d.holds("why-now", "She fell four times.")
}

func TestThePagesOfAClash(t *testing.T) {
	d := newSite(t).signIn(socialWorker).begin().fill(pendant())
	one, two := d.open("person"), d.open("person")
	changes := func(name, day, ward string) url.Values {
		return with(pendant(), "person", map[string]string{"full-name": name, "date-of-birth-day": day, "address": "2 Example Street\r\nExampleton" + ward})["person"]
	}
	one.save(changes("Testcase Alpha", "1", "")).must(303)
	page := two.save(changes("Testcase Beta", "2", "\r\nWales")).must(409).golden("changed_elsewhere")
	d.browser.post(two.path, page.inputs()).must(422).golden("changed_elsewhere_error")
}

func TestDifferentSectionsNeverClash(t *testing.T) {
	d := newSite(t).signIn(socialWorker).begin().fill(pendant())
	one, two := d.open("needs"), d.open("agreement")
	one.save(needs("why-now", "She fell twice.")).must(303)
	two.save(url.Values{"agreement": {"refuses"}}).must(303)
	d.holds("why-now", "She fell twice.")
	d.holds("agreement", "refuses")
}

// The same page saves again: a double click, a retry after a lost answer, a page
// that the browser brought back.
func TestAPageDoesNotClashWithItself(t *testing.T) {
	d := newSite(t).signIn(socialWorker).begin().fill(pendant())
	o := d.open("needs")
	o.save(needs("why-now", "She fell twice.")).must(303)
	o.save(needs("why-now", "She fell twice.")).must(303)
	o.save(needs("why-now", "She fell thrice.")).must(303)
	d.holds("why-now", "She fell thrice.")
	// What another saved in between is still asked about.
	d.open("needs").save(needs("why-now", "She fell four times.")).must(303)
	o.save(needs("why-now", "She fell thrice.")).must(409)
	d.holds("why-now", "She fell four times.")
}

func TestAPageWithoutWhatItShowedOverwritesNothing(t *testing.T) {
	d := newSite(t).signIn(socialWorker).begin().fill(pendant())
	d.browser.post(d.path+"/needs", needs("why-now", "She fell twice.")).must(409)
	d.browser.post(d.path+"/needs", url.Values{}).must(303)
	d.holds("why-now", "She fell at home.")
}

func TestSavingAsItIsTyped(t *testing.T) {
	d := newSite(t).signIn(socialWorker).begin().fill(pendant())
	o := d.open("needs")
	status, answer := o.typed(1, needs("why-now", "She fell tw"))
	if status != 200 || answer.Version != 2 || answer.Elsewhere {
		t.Errorf("%d %+v", status, answer)
	}
	// What is not good yet is kept all the same.
	status, answer = o.typed(2, needs("why-now", "", "immediate-risk", "yes"))
	if status != 200 || answer.Version != 3 {
		t.Errorf("%d %+v", status, answer)
	}
	d.holds("why-now", "")
	d.holds("immediate-risk", "yes")
	// What was sent earlier and comes later counts no more.
	o.typed(1, needs("why-now", "She f"))
	d.holds("why-now", "")
	form := o.form(needs("why-now", "She fell twice.", "immediate-risk", "no"))
	form.Set(formview.CarriedTurn, "3")
	d.browser.post(o.path, form).must(303)
	o.typed(2, needs("why-now", "She f"))
	d.holds("why-now", "She fell twice.")
}

func TestTypingWhileAnotherTabSaves(t *testing.T) {
	d := newSite(t).signIn(socialWorker).begin().fill(pendant())
	typing, other := d.open("needs"), d.open("needs")
	typing.typed(1, needs("wants", "To go"))
	other.save(needs("wants", "", "immediate-risk", "yes", "immediate-risk-what", "Stairs")).must(303)
	// Merged: the page does not show what is saved, and is told.
	status, answer := typing.typed(2, needs("wants", "To go out"))
	if status != 200 || !answer.Elsewhere {
		t.Errorf("%d %+v", status, answer)
	}
	d.holds("wants", "To go out")
	d.holds("immediate-risk", "yes")
	typing.typed(3, needs("wants", "To go out alone"))
	d.holds("immediate-risk", "yes")
	// A clash keeps what is saved, and stays one until it is decided.
	d.open("needs").save(needs("wants", "To stay in", "immediate-risk", "yes", "immediate-risk-what", "Stairs")).must(303)
	for turn := 4; turn < 6; turn++ {
		if status, answer = typing.typed(turn, needs("wants", "To go out alone, and soon", "why-now", "She fell twice.")); status != 409 || answer.Version == 0 {
			t.Errorf("%d %+v", status, answer)
		}
		d.holds("wants", "To stay in")
		d.holds("why-now", "She fell twice.")
	}
	form := typing.form(needs("wants", "To go out alone, and soon", "why-now", "She fell twice."))
	form.Set(formview.CarriedThen, formview.ThenStay)
	form.Set(formview.CarriedTurn, "6")
	page := d.browser.post(typing.path, form).must(409)
	form = page.inputs()
	form.Set("keep-wants", "typed")
	d.browser.post(typing.path, form).to(typing.path)
	d.holds("wants", "To go out alone, and soon")
}

// The UPRN goes with its address, however often the page that still shows it saves.
func TestTypingAnotherAddressTakesItsUPRNAway(t *testing.T) {
	d := newSite(t).signIn(socialWorker).begin().fill(pendant())
	d.post(d.path+"/person", with(pendant(), "person", map[string]string{intake.UPRNName: "100012345678"})["person"])
	d.holds(intake.UPRNName, "100012345678")
	o := d.open("person")
	for turn, address := range []string{"2", "2 Ex", "2 Example Street"} {
		status, answer := o.typed(turn+1, with(pendant(), "person", map[string]string{"address": address, intake.UPRNName: "100012345678"})["person"])
		if status != 200 || answer.Elsewhere {
			t.Errorf("%d %+v", status, answer)
		}
		d.holds("address", address)
		d.holds(intake.UPRNName, "")
	}
	o.typed(4, with(pendant(), "person", map[string]string{"address": "2 Example Street", intake.UPRNName: "100087654321"})["person"])
	d.holds(intake.UPRNName, "100087654321")
}

// "stay" saves without asking for more, and comes back to the page.
func TestSavingAndStaying(t *testing.T) {
	d := newSite(t).signIn(socialWorker).begin().fill(pendant())
	form := d.open("needs").form(needs("why-now", ""))
	form.Set(formview.CarriedThen, formview.ThenStay)
	d.browser.post(d.path+"/needs", form).to(d.path + "/needs")
	d.holds("why-now", "")
}

func TestWhatTheScriptIsToldWhenItCannotSave(t *testing.T) {
	s := newSite(t)
	d := s.signIn(socialWorker).begin().fill(pendant())
	o := d.open("needs")
	told := func(p page, status int, want web.SavedAnswer) {
		t.Helper()
		var got web.SavedAnswer
		if err := json.Unmarshal([]byte(p.must(status).html), &got); err != nil || got != want || p.header.Get("Content-Type") != "application/json" {
			t.Errorf("%+v, %v, want %+v", got, err, want)
		}
	}
	told(s.nobody().script(o.path, o.form(needs())), 401, web.SavedAnswer{Problem: "You have been signed out"})
	told(s.signIn(otherWorker).script(o.path, o.form(needs())), 404, web.SavedAnswer{Problem: "Draft not found"})
	told(d.script(o.path, o.form(needs("why-now", strings.Repeat("a", 400<<10)))), 413, web.SavedAnswer{Problem: "That is too much to send at once"})
	d.holds("why-now", "She fell at home.")
	d.send()
	told(d.script(o.path, o.form(needs("why-now", "Too late."))), 410, web.SavedAnswer{Next: d.path + "/sent", Problem: "This referral has been sent"})
	d.holds("why-now", "She fell at home.")
	gone := s.signIn(socialWorker).begin().fill(pendant())
	o = gone.open("needs")
	gone.post(gone.path+"/delete", nil).must(303)
	told(gone.script(o.path, o.form(needs())), 404, web.SavedAnswer{Problem: "Draft not found"})
}

// No section goes before its draft does, however long ago it was saved itself.
func TestEverySectionIsKeptAsLongAsItsDraft(t *testing.T) {
	s := newSite(t)
	d := s.signIn(socialWorker).begin().fill(pendant())
	now := monday
	for range 12 {
		now = now.Add(20 * 24 * time.Hour)
		s.at(now)
		d.browser = s.signIn(socialWorker)
		d.post(d.path+"/needs", needs("why-now", now.Format(time.DateOnly))).must(303)
		draft, err := s.store.Draft(t.Context(), socialWorker.ID, d.id())
		if err != nil {
			t.Fatal(err)
		}
		for slug, section := range draft.Sections {
			if section.Expires < draft.Expires {
				t.Errorf("on %s %s goes %v before its draft", now.Format(time.DateOnly), slug, time.Duration(draft.Expires-section.Expires)*time.Second)
			}
		}
	}
	d.get(d.path + "/person").must(200).says("Mike Test")
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
