package listpage_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

const urgentFalls = "team=occupational-therapy&list=waiting&priority=urgent&order=age"

func TestAViewIsSavedShownRenamedAndDeleted(t *testing.T) {
	s := webtest.New(t)
	b := s.SignIn(webtest.Therapist)
	b.Get("/worklist/views").Must(http.StatusOK).Says("You have saved none.").Golden("views_empty")
	b.Get("/worklist?"+urgentFalls).Says("Save this view", "/worklist/save-view?list=waiting&amp;order=age&amp;priority=urgent&amp;team=occupational-therapy")
	b.Get("/worklist/save-view?" + urgentFalls).Must(http.StatusOK).
		Says("Occupational therapy, waiting to be claimed: priority: Urgent; Longest since referral first").Golden("save_view_empty")
	b.Post("/worklist/save-view", url.Values{"name": {" "}, "view": {web.NewIdentifier()}, "query": {urgentFalls}}).Must(http.StatusUnprocessableEntity).
		Says("<title>Error: ", "Enter what the view is called").Golden("save_view_error")
	shown := b.Save("Urgent ones", urgentFalls, false)
	b.Get(shown).Must(http.StatusOK).Says(`aria-current="page">Urgent ones</a>`, "Priority: Urgent")

	b.Post("/worklist/save-view", url.Values{"name": {"urgent ones"}, "view": {web.NewIdentifier()}, "query": {"list=mine"}}).Must(http.StatusUnprocessableEntity).Says("You have another view with this name.")
	b.Save("<b>Mine</b>, & old", "list=mine&order=age", true)
	page := b.Get("/worklist/views").Must(http.StatusOK).Says("&lt;b&gt;Mine&lt;/b&gt;, &amp; old", "Mine: longest since referral first").Lacks("<b>").Golden("views_full")
	change := hrefOf(t, page, `">Rename or delete<span class="govuk-visually-hidden"> Urgent`)
	edit := b.Get(change).Must(http.StatusOK).Says("Urgent ones").Golden("view_full")
	if edit.Value("name") != "Urgent ones" {
		t.Error("the name is not there to be changed")
	}
	b.Post(change, url.Values{"name": {strings.Repeat("x", 51)}}).Must(http.StatusUnprocessableEntity).Says("Shorten the name to 50 characters or less").Golden("view_error")
	b.Get(b.Post(change, url.Values{"name": {"Pressing"}, "default": {form.Yes}}).To("/worklist/views?done=saved").Location).Says("The view has been saved.", "Pressing").Lacks("Urgent ones")
	b.Get("/worklist").Must(http.StatusSeeOther) // the default moved to this one
	if to := b.Get("/worklist").Location; !strings.Contains(to, "priority=urgent") || !strings.Contains(to, "view=") {
		t.Errorf("the worklist begins at %s", to)
	}
	b.Get(b.Post(change+"/delete", nil).To("/worklist/views?done=deleted").Location).Says("The view has been deleted.").Lacks("Pressing")
	b.Post(change+"/delete", nil).To("/worklist/views?done=deleted") // a double click
	b.Get(change).Must(http.StatusNotFound).Says("Saved view not found")
	b.Get("/worklist").Must(http.StatusOK)
	s.SignIn(webtest.OtherOT).Get("/worklist/views").Lacks("Mine", "old")
	b.Post("/worklist/save-view", url.Values{"name": {"x"}, "query": {"list=secrets"}}).Must(http.StatusNotFound)
	b.Post("/worklist/save-view", url.Values{"name": {"x"}, "query": {"%zz"}}).Must(http.StatusNotFound)
	b.Get("/worklist/save-view?team=activity&list=waiting").Must(http.StatusForbidden)
	b.Post("/worklist/save-view", url.Values{"name": {"x"}, "query": {"list=mine"}, "view": {"../x"}}).Must(http.StatusUnprocessableEntity)
	twice := url.Values{"name": {"Pressed twice"}, "query": {"list=mine"}, "view": {web.NewIdentifier()}}
	b.Post("/worklist/save-view", twice).To(b.Post("/worklist/save-view", twice).Location)
}

// Twenty can be saved, and two browsers of one person lose nothing of each other.
func TestViewsAreBoundedAndNoneIsLost(t *testing.T) {
	s := webtest.New(t)
	var all sync.WaitGroup
	for n := range 20 {
		b := s.SignIn(webtest.Therapist)
		all.Go(func() {
			b.Post("/worklist/save-view", url.Values{"name": {fmt.Sprintf("View %d", n)}, "view": {web.NewIdentifier()}, "query": {"list=mine"}})
		})
		if n%5 == 4 {
			all.Wait()
		}
	}
	b := s.SignIn(webtest.Therapist)
	settings, err := s.Store.Settings(t.Context(), webtest.Therapist.ID)
	if err != nil || len(settings.Views) != 20 {
		t.Fatalf("%d views: %v", len(settings.Views), err)
	}
	b.Post("/worklist/save-view", url.Values{"name": {"One more"}, "view": {web.NewIdentifier()}, "query": {"list=mine"}}).Must(http.StatusUnprocessableEntity).
		Says("You have 20 saved views already. Delete one before you save another").Golden("save_view_filled")
	// Those that there are can still be changed.
	b.Post("/worklist/views/"+settings.Views[3].ID, url.Values{"name": {"Another name"}}).To("/worklist/views?done=saved")
}

// Whoever changes teams is told kindly that a view's list is not theirs any more, and
// is not locked out of the worklist by a default.
func TestAViewOfAListThatIsNoLongerOnes(t *testing.T) {
	s := webtest.New(t)
	shown := s.SignIn(webtest.Therapist).Save("My old team", "list=waiting&priority=high", true)
	moved := webtest.Therapist
	moved.Team = string(referral.ActivityTeam)
	b := s.SignIn(moved)
	b.Get(shown).Must(http.StatusForbidden).Says("You can no longer see this list", "Your saved view ‘My old team’ shows a list that is not yours any more").Golden("view_gone")
	b.Get("/worklist").Must(http.StatusOK).Says("Activity team", "Your worklist begins with the view ‘My old team’, of a list that you can no longer see.")
	b.Get("/worklist/views").Must(http.StatusOK).Says("A list that you can no longer see")
	// Somebody else's identifier, or an address that was passed on, says nothing of it.
	s.SignIn(webtest.Facilitator).Get(shown).Must(http.StatusForbidden).Lacks("My old team")
}

func TestShortcutsAreSwitchedForThePerson(t *testing.T) {
	s := webtest.New(t)
	b := s.SignIn(webtest.Therapist)
	b.Get("/worklist?list=mine").Says("data-shortcuts", "Turn keyboard shortcuts off", "<dialog", "Claim next", "With colleagues")
	b.Post("/worklist/shortcuts", url.Values{"shortcuts": {"off"}, "to": {"/worklist?list=mine&team=occupational-therapy"}}).To("/worklist?list=mine&team=occupational-therapy")
	s.SignIn(webtest.Therapist).Get("/worklist").Says("Turn keyboard shortcuts on").Lacks("data-shortcuts", "<dialog")
	s.SignIn(webtest.OtherOT).Get("/worklist").Says("Turn keyboard shortcuts off")
	s.SignIn(webtest.Installer).Get("/worklist").Lacks("Claim the referral", "My day")
	for _, elsewhere := range []string{"https://elsewhere.example.org/worklist", "//elsewhere.example.org", "/sign-out", ""} {
		b.Post("/worklist/shortcuts", url.Values{"shortcuts": {"on"}, "to": {elsewhere}}).To("/worklist")
	}
	b.Get("/worklist").Says("Turn keyboard shortcuts off")
	b.Post("/worklist/shortcuts", url.Values{}).Must(http.StatusUnprocessableEntity)
}
