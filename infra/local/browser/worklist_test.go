//go:build browser

package browser

import (
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"assistive-referrals/infra/local"
	"assistive-referrals/infra/local/identity"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

// keys presses keys one after the other, wherever the focus is.
func (b *browser) keys(pressed string) {
	b.t.Helper()
	b.run("press the keys "+pressed, chromedp.KeyEvent(pressed))
}

// focused is the row that the focus is in, from 0, and -1 if it is in none.
func (b *browser) focused() int {
	b.t.Helper()
	return int(evaluate[float64](b, "find the focus", `[...document.querySelectorAll("[data-list] tbody tr")].indexOf(document.activeElement.closest("tr"))`))
}

// leave presses keys that lead to another page and waits for it.
func (b *browser) leave(pressed string) {
	b.t.Helper()
	evaluate[bool](b, "mark the page", `window.before = true`)
	b.keys(pressed)
	b.settle("wait after the keys " + pressed)
}

func (b *browser) path() string {
	b.t.Helper()
	return evaluate[string](b, "read the address", `location.pathname + location.search + location.hash`)
}

// TestWorklistByKeyboard: the list is gone through, opened, claimed from and left with
// single keys; they do nothing where something is typed, with another key, or when they
// are switched off.
func TestWorklistByKeyboard(t *testing.T) {
	_, url := serve(t)
	b := open(t)
	b.becomes(url, "Occupational Therapist One")
	waiting := url + "/worklist?list=waiting"
	b.goTo(waiting)
	b.keys("j")
	if b.focused() != 0 {
		t.Fatalf("j leads to row %d", b.focused())
	}
	if !evaluate[bool](b, "see the focus", `getComputedStyle(document.activeElement).backgroundColor !== getComputedStyle(document.body).backgroundColor`) {
		t.Error("the focus cannot be seen")
	}
	b.look("worklist-focus")
	b.keys("jjk")
	if b.focused() != 1 {
		t.Errorf("j, j and k lead to row %d", b.focused())
	}
	b.leave("o")
	if !strings.HasPrefix(b.path(), "/case/") {
		t.Errorf("o leads to %s", b.path())
	}

	b.goTo(waiting)
	b.keys("?")
	b.see("Next referral")
	b.look("worklist-shortcuts")
	b.keys("j")
	if b.focused() >= 0 {
		t.Error("j goes through the list behind the dialog")
	}
	b.keys(kb.Escape)
	if evaluate[bool](b, "close", `document.getElementById("shortcuts").open`) {
		t.Error("Escape does not close the dialog")
	}

	b.leave("gm")
	if !strings.Contains(b.path(), "list=mine") {
		t.Errorf("g and m lead to %s", b.path())
	}
	b.goTo(waiting)
	evaluate[bool](b, "open the filter", `document.querySelector("details").open = true, document.getElementById("age").focus(), true`)
	b.keys("ncgmj")
	evaluate[bool](b, "leave it", `document.activeElement.blur(), true`)
	b.run("with another key", chromedp.KeyEvent("n", chromedp.KeyModifiers(2)))
	if !strings.Contains(b.path(), "list=waiting") || b.focused() >= 0 {
		t.Errorf("what is typed into a field acts: %s", b.path())
	}

	b.goTo(waiting)
	b.keys("jj")
	b.leave("c")
	b.see("You have claimed this.")
	b.goTo(waiting)
	b.leave("n")
	b.see("You have claimed this: it was the most pressing on your team’s list.")

	b.goTo(waiting)
	b.press("Turn keyboard shortcuts off")
	b.see("They are off.")
	b.keys("j?n")
	if b.focused() >= 0 || !strings.Contains(b.path(), "list=waiting") {
		t.Error("they act though they are off")
	}
	b.look("worklist-without-shortcuts")
}

// claimAs takes the strand of a row for somebody else, as if they had pressed it.
func claimAs(t *testing.T, system *local.System, who, row string) {
	t.Helper()
	parts := strings.Split(row, ".")
	at := slices.IndexFunc(system.Staff, func(p identity.Person) bool { return p.Name == who })
	by := referral.Actor{ID: system.Staff[at].ID, Name: who, Role: referral.Role(system.Staff[at].Roles[0])}
	_, err := system.Store().UpdateStrand(t.Context(), casestore.StrandRevision{Reference: referral.Reference(parts[0]), Kind: referral.Kind(parts[1]), By: by},
		func(referral.Case, referral.Strand) (referral.Change, error) { return referral.Claim{}, nil })
	if err != nil {
		t.Fatal(err)
	}
}

// TestListTellsOfChanges: what colleagues take is marked and told of while the list is
// shown, and nothing moves that is about to be pressed.
func TestListTellsOfChanges(t *testing.T) {
	system, url := serve(t)
	b := open(t)
	b.becomes(url, "Occupational Therapist One")
	b.goTo(url + "/worklist?list=waiting")
	where := func() string {
		return evaluate[string](b, "measure", `[...document.querySelectorAll("[data-list] tr, .app-claim")].map(e => Math.round(e.getBoundingClientRect().top + scrollY)).join()`)
	}
	rows := strings.Split(evaluate[string](b, "list the rows", `[...document.querySelectorAll("tr[data-row]")].filter(r => r.querySelector(".app-claim")).map(r => r.dataset.row).join()`), ",")
	if len(rows) < 4 {
		t.Fatalf("only %d rows can be claimed", len(rows))
	}
	before := where()
	onto := `document.querySelector("tr[data-row='` + rows[2] + `'] .app-claim button")`
	evaluate[bool](b, "go to a button", onto+`.focus(), true`)

	claimAs(t, system, "Occupational Therapist Two", rows[0])
	claimAs(t, system, "Occupational Therapist Two", rows[2])
	const told = `document.querySelector("[data-live]").textContent`
	evaluate[bool](b, "look at the page again", `document.dispatchEvent(new Event("visibilitychange"))`)
	said := evaluate[string](b, "be told", `new Promise(done => { const look = () => `+told+`.includes("Refresh") ? done(`+told+`) : setTimeout(look, 20); look(); })`)
	if said != "2 changes: Refresh the list" {
		t.Errorf("it says %q", said)
	}
	if after := where(); after != before {
		t.Errorf("something moved:\n%s\n%s", before, after)
	}
	taken := func(row string) string {
		return evaluate[string](b, "look at a row", `document.querySelector("tr[data-row='`+row+`'] .app-claim").textContent.trim()`)
	}
	if got := taken(rows[0]); got != "Taken: Taken by Occupational Therapist Two" {
		t.Errorf("the row that was taken says %q", got)
	}
	if !evaluate[bool](b, "stay", `document.activeElement === `+onto) {
		t.Error("the focus was taken away")
	}
	b.look("worklist-taken")
	evaluate[bool](b, "leave the button", `document.activeElement.blur(), true`)
	if got := taken(rows[2]); !strings.HasPrefix(got, "Taken") {
		t.Errorf("the row that was left says %q", got)
	}
	if after := where(); after != before {
		t.Errorf("something moved afterwards:\n%s\n%s", before, after)
	}
	b.press("Refresh the list")
	if evaluate[bool](b, "look for them", `!!document.querySelector("tr[data-row='`+rows[0]+`']")`) {
		t.Error("what was taken is still on the list")
	}
}

// TestListPages: the pages of lists, wide and as narrow as 400 % zoom makes them, held
// to axe-core's rules.
func TestListPages(t *testing.T) {
	_, url := serve(t)
	b := open(t)
	b.becomes(url, "Occupational Therapist One")
	for name, path := range map[string]string{
		"list-mine": "/worklist?list=mine", "list-colleagues": "/worklist?list=claimed", "list-overdue": "/worklist?list=overdue", "list-closed": "/worklist?list=closed",
		"list-chosen": "/worklist?list=waiting&priority=high&priority=standard&flag=missing&age=month&order=age", "save-view": "/worklist/save-view?list=mine&overdue=yes",
		"views": "/worklist/views", "my-day": "/my-day",
	} {
		b.goTo(url + path)
		b.look(name)
		b.narrow(name)
	}
	b.goTo(url + "/worklist?list=waiting")
	evaluate[bool](b, "open the filter", `document.querySelector("details").open = true`)
	b.look("list-filter")
	b.narrow("list-filter")
	b.goTo(url + "/worklist?list=mine")
	b.run("open one", chromedp.Click(`[data-list] tbody a`))
	b.run("wait", chromedp.WaitReady("body"))
	b.press("Plan a visit")
	b.look("plan-visit")
	b.narrow("plan-visit")
}
