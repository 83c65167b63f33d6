package site

import (
	"fmt"
	"html"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/formview"
)

const urgentFalls = "team=occupational-therapy&list=waiting&priority=urgent&order=age"

// save saves a view as the page does, and returns where it is shown.
func (b browser) save(name, query string, first bool) string {
	b.t.Helper()
	form := url.Values{"name": {name}, "view": {web.NewIdentifier()}, "query": {html.UnescapeString(b.get("/worklist/save-view?" + query).must(http.StatusOK).value("query"))}}
	if first {
		form.Set("default", formview.AnswerYes)
	}
	return b.post("/worklist/save-view", form).must(http.StatusSeeOther).location
}

func TestAViewIsSavedShownRenamedAndDeleted(t *testing.T) {
	s := newSite(t)
	b := s.signIn(therapist)
	b.get("/worklist/views").must(http.StatusOK).says("You have saved none.").golden("views_empty")
	b.get("/worklist?"+urgentFalls).says("Save this view", "/worklist/save-view?list=waiting&amp;order=age&amp;priority=urgent&amp;team=occupational-therapy")
	b.get("/worklist/save-view?" + urgentFalls).must(http.StatusOK).
		says("Occupational therapy, waiting to be claimed: priority: Urgent; Longest since referral first").golden("save_view_empty")
	b.post("/worklist/save-view", url.Values{"name": {" "}, "view": {web.NewIdentifier()}, "query": {urgentFalls}}).must(http.StatusUnprocessableEntity).
		says("<title>Error: ", "Enter what the view is called").golden("save_view_error")
	shown := b.save("Urgent ones", urgentFalls, false)
	b.get(shown).must(http.StatusOK).says(`aria-current="page">Urgent ones</a>`, "Priority: Urgent")

	b.post("/worklist/save-view", url.Values{"name": {"urgent ones"}, "view": {web.NewIdentifier()}, "query": {"list=mine"}}).must(http.StatusUnprocessableEntity).says("You have another view with this name.")
	b.save("<b>Mine</b>, & old", "list=mine&order=age", true)
	page := b.get("/worklist/views").must(http.StatusOK).says("&lt;b&gt;Mine&lt;/b&gt;, &amp; old", "Mine: longest since referral first").lacks("<b>").golden("views_full")
	change := hrefOf(t, page, `">Rename or delete<span class="govuk-visually-hidden"> Urgent`)
	edit := b.get(change).must(http.StatusOK).says("Urgent ones").golden("view_full")
	if edit.value("name") != "Urgent ones" {
		t.Error("the name is not there to be changed")
	}
	b.post(change, url.Values{"name": {strings.Repeat("x", 51)}}).must(http.StatusUnprocessableEntity).says("Shorten the name to 50 characters or less").golden("view_error")
	b.get(b.post(change, url.Values{"name": {"Pressing"}, "default": {formview.AnswerYes}}).to("/worklist/views?done=saved").location).says("The view has been saved.", "Pressing").lacks("Urgent ones")
	b.get("/worklist").must(http.StatusSeeOther) // the default moved to this one
	if to := b.get("/worklist").location; !strings.Contains(to, "priority=urgent") || !strings.Contains(to, "view=") {
		t.Errorf("the worklist begins at %s", to)
	}
	b.get(b.post(change+"/delete", nil).to("/worklist/views?done=deleted").location).says("The view has been deleted.").lacks("Pressing")
	b.post(change+"/delete", nil).to("/worklist/views?done=deleted") // a double click
	b.get(change).must(http.StatusNotFound).says("Saved view not found")
	b.get("/worklist").must(http.StatusOK)
	s.signIn(otherOT).get("/worklist/views").lacks("Mine", "old")
	b.post("/worklist/save-view", url.Values{"name": {"x"}, "query": {"list=secrets"}}).must(http.StatusNotFound)
	b.post("/worklist/save-view", url.Values{"name": {"x"}, "query": {"%zz"}}).must(http.StatusNotFound)
	b.get("/worklist/save-view?team=activity&list=waiting").must(http.StatusForbidden)
	b.post("/worklist/save-view", url.Values{"name": {"x"}, "query": {"list=mine"}, "view": {"../x"}}).must(http.StatusUnprocessableEntity)
	twice := url.Values{"name": {"Pressed twice"}, "query": {"list=mine"}, "view": {web.NewIdentifier()}}
	b.post("/worklist/save-view", twice).to(b.post("/worklist/save-view", twice).location)
}

// Twenty can be saved, and two browsers of one person lose nothing of each other.
func TestViewsAreBoundedAndNoneIsLost(t *testing.T) {
	s := newSite(t)
	var all sync.WaitGroup
	for n := range 20 {
		b := s.signIn(therapist)
		all.Go(func() {
			b.post("/worklist/save-view", url.Values{"name": {fmt.Sprintf("View %d", n)}, "view": {web.NewIdentifier()}, "query": {"list=mine"}})
		})
		if n%5 == 4 {
			all.Wait()
		}
	}
	b := s.signIn(therapist)
	settings, err := s.store.Settings(t.Context(), therapist.ID)
	if err != nil || len(settings.Views) != 20 {
		t.Fatalf("%d views: %v", len(settings.Views), err)
	}
	b.post("/worklist/save-view", url.Values{"name": {"One more"}, "view": {web.NewIdentifier()}, "query": {"list=mine"}}).must(http.StatusUnprocessableEntity).
		says("You have 20 saved views already. Delete one before you save another").golden("save_view_filled")
	// Those that there are can still be changed.
	b.post("/worklist/views/"+settings.Views[3].ID, url.Values{"name": {"Another name"}}).to("/worklist/views?done=saved")
}

// Whoever changes teams is told kindly that a view's list is not theirs any more, and
// is not locked out of the worklist by a default.
func TestAViewOfAListThatIsNoLongerOnes(t *testing.T) {
	s := newSite(t)
	shown := s.signIn(therapist).save("My old team", "list=waiting&priority=high", true)
	moved := therapist
	moved.Team = string(referral.ActivityTeam)
	b := s.signIn(moved)
	b.get(shown).must(http.StatusForbidden).says("You can no longer see this list", "Your saved view ‘My old team’ shows a list that is not yours any more").golden("view_gone")
	b.get("/worklist").must(http.StatusOK).says("Activity team", "Your worklist begins with the view ‘My old team’, of a list that you can no longer see.")
	b.get("/worklist/views").must(http.StatusOK).says("A list that you can no longer see")
	// Somebody else's identifier, or an address that was passed on, says nothing of it.
	s.signIn(facilitator).get(shown).must(http.StatusForbidden).lacks("My old team")
}

func TestShortcutsAreSwitchedForThePerson(t *testing.T) {
	s := newSite(t)
	b := s.signIn(therapist)
	b.get("/worklist?list=mine").says("data-shortcuts", "Turn keyboard shortcuts off", "<dialog", "Claim next", "With colleagues")
	b.post("/worklist/shortcuts", url.Values{"shortcuts": {"off"}, "to": {"/worklist?list=mine&team=occupational-therapy"}}).to("/worklist?list=mine&team=occupational-therapy")
	s.signIn(therapist).get("/worklist").says("Turn keyboard shortcuts on").lacks("data-shortcuts", "<dialog")
	s.signIn(otherOT).get("/worklist").says("Turn keyboard shortcuts off")
	s.signIn(installer).get("/worklist").lacks("Claim the referral", "My day")
	for _, elsewhere := range []string{"https://elsewhere.example.org/worklist", "//elsewhere.example.org", "/sign-out", ""} {
		b.post("/worklist/shortcuts", url.Values{"shortcuts": {"on"}, "to": {elsewhere}}).to("/worklist")
	}
	b.get("/worklist").says("Turn keyboard shortcuts off")
	b.post("/worklist/shortcuts", url.Values{}).must(http.StatusUnprocessableEntity)
}
