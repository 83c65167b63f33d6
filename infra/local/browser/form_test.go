//go:build browser

package browser

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"assistive-referrals/infra/local/identity"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
)

// unfocused lists what can be reached by keyboard and does not show that it has the
// focus, cannot be seen, or stands out of turn. A radio or checkbox shows it beside
// itself, where its label draws it.
const unfocused = `[...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")].flatMap(e => {
	if (e.tabIndex < 0 || e.closest("details:not([open])") && e.tagName !== "SUMMARY" || !e.getClientRects().length) return [];
	const plain = s => s.outlineStyle + s.outlineWidth + s.outlineColor + s.boxShadow + s.backgroundColor + s.color;
	const drawn = () => plain(getComputedStyle(e)) + (e.labels && e.labels[0] ? plain(getComputedStyle(e.labels[0], "::before")) : "");
	document.activeElement.blur();
	const before = drawn();
	e.focus({focusVisible: true});
	const wrong = [];
	if (document.activeElement !== e) wrong.push("takes no focus");
	else if (drawn() === before) wrong.push("does not show the focus");
	const box = e.getBoundingClientRect();
	if (box.width < 1 || box.height < 1) wrong.push("is not seen");
	if (box.bottom < 0 || box.top > innerHeight) wrong.push("is not scrolled to");
	if (e.tabIndex > 0) wrong.push("stands out of turn");
	return wrong.map(w => w + ": " + e.outerHTML.slice(0, 120));
}).join(" | ")`

// TestFormPages holds every page of the form, in writing, spoken and on paper, to
// axe-core's rules, at the width that 400 % zoom gives, and by keyboard.
func TestFormPages(t *testing.T) {
	system, url := serve(t)
	b := open(t)
	worker := identity.Staff()[0]
	const id = "AAAAAAAAAAAAAAAAAAAAAAAAAA"
	store := system.Store()
	if err := store.StartDraft(t.Context(), worker.ID, id); err != nil {
		t.Fatal(err)
	}
	for section, answers := range map[string]referral.Answers{
		"about":  {"kinds": {"assistive-technology", "vr-sessions", "digital-support"}},
		"call":   {"received-by": {"telephone"}, "received-from": {"Testcontact Alpha"}},
		"person": {"full-name": {"Testcase Alpha"}, "date-of-birth": {"1990-03-27"}, "where-now": {"home"}, "will-be": {"home"}, "postcode": {"ZY1 3AB"}, "danger": {"yes"}, "danger-what": {"A dog"}},
	} {
		draft, err := store.Draft(t.Context(), worker.ID, id)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := store.SaveSection(t.Context(), worker.ID, draft, casestore.SectionSave{Section: section, Answers: answers}); err != nil {
			t.Fatal(err)
		}
	}
	b.becomes(url, worker.Name)
	draft := url + "/referral/" + id
	pages := []string{url + "/referral/start", url + "/referral-form", draft, draft + "/check-answers", draft + "/address", draft + "/telephone/ending", draft + "/print"}
	for _, s := range intake.Sections() {
		pages = append(pages, draft+"/"+s.Slug)
	}
	all, at := form.Answers{"kinds": {"assistive-technology", "vr-sessions", "digital-support"}}, intake.At(system.Rules, system.Cloud.Now(), referral.SocialWorker)
	for _, s := range intake.Spoken(all, at) {
		pages = append(pages, draft+"/telephone/"+s.Slug)
	}
	for _, address := range pages {
		b.goTo(address)
		name := strings.ReplaceAll(strings.Trim(strings.TrimPrefix(strings.TrimPrefix(address, draft), url), "/"), "/", "-")
		if name == "" {
			name = "task-list"
		}
		b.audit(name)
		b.narrow(name)
		if wrong := evaluate[string](b, "focus on "+name, unfocused); wrong != "" {
			t.Errorf("%s: %s", name, wrong)
		}
	}
}

// TestACallByKeyboard takes a call without the mouse, and counts the stops.
func TestACallByKeyboard(t *testing.T) {
	_, url := serve(t)
	b := open(t)
	b.becomes(url, "Social Worker One")
	b.goTo(url + "/referral/start")
	b.press("I am taking it by telephone")
	stops := 0
	tab := func() { stops++; b.run("tab", chromedp.KeyEvent("\t")) }
	on := func() string {
		return evaluate[string](b, "focus", `document.activeElement.name || document.activeElement.textContent.trim()`)
	}
	reach := func(name string) {
		t.Helper()
		for range 40 {
			if on() == name {
				return
			}
			tab()
		}
		t.Fatalf("cannot reach %s by keyboard; at %s", name, on())
	}
	send := func() {
		b.script("mark", `() => { window.before = true; return "yes"; }`)
		b.run("enter", chromedp.KeyEvent("\r"))
		b.settle("enter")
	}
	reach("received-from")
	b.run("type", chromedp.KeyEvent("Testcontact Alpha"))
	send() // Enter saves: the rest of the section can be left
	// The focus is on the first question of what cannot wait.
	stops = 0
	reach("immediate-risk")
	if stops > 1 {
		t.Errorf("the first question is %d stops away", stops)
	}
	b.run("no", chromedp.KeyEvent(kb.ArrowUp)) // the last choice: no
	reach("concerns")
	b.run("tick", chromedp.KeyEvent(" "))
	reach("why-now")
	b.run("type", chromedp.KeyEvent("She fell."))
	reach("Save and continue")
	t.Logf("%d stops for the section about needs", stops)
	send()
	b.see("About this referral")
}
