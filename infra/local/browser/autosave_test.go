//go:build browser

package browser

import (
	"encoding/json"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"assistive-referrals/infra/local"
	"assistive-referrals/internal/referral"
)

// gate stands before the system and can refuse what is saved as it is typed.
type gate struct{ shut atomic.Bool }

func (g *gate) before(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if g.shut.Load() && r.Method == http.MethodPost {
			http.Error(w, "Service Unavailable", http.StatusServiceUnavailable)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// waitFor waits until the page shows that text.
func (b *browser) waitFor(text string) {
	b.t.Helper()
	source, _ := json.Marshal(text)
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); {
		found, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](`document.body.innerText.replace(/\s+/g, " ").includes(`+string(source)+`)`))
		if err == nil && found {
			return
		}
		b.run("pause", chromedp.Sleep(50*time.Millisecond))
	}
	b.keep("failed")
	b.t.Fatalf("the page %q never showed %q", b.title(), text)
}

// draftOf is somebody's only draft, as it is saved.
func draftOf(t *testing.T, system *local.System, name string) referral.Answers {
	t.Helper()
	for _, p := range system.Staff {
		if p.Name != name {
			continue
		}
		drafts, err := system.Store().Drafts(t.Context(), p.ID)
		if err != nil || len(drafts) != 1 {
			t.Fatalf("%d drafts, %v", len(drafts), err)
		}
		return drafts[0].Answers()
	}
	t.Fatalf("there is no %s", name)
	return nil
}

// TestAutosave: what is typed is saved without a press; where it cannot be, the page
// says so, keeps it, and saves it once it can; and where somebody was signed out,
// signing in goes on with it.
func TestAutosave(t *testing.T) {
	g := &gate{}
	system, url := serve(t, g.before)
	b := open(t)
	b.becomes(url, "Social Worker Two")
	b.press("Start a referral")
	b.press("Start")
	b.press("About this referral")
	b.choose("What is the referral for?", "Assistive technology")
	b.press("Save and continue")
	name := func(want string) {
		t.Helper()
		if got := draftOf(t, system, "Social Worker Two").First("full-name"); got != want {
			t.Errorf("saved is %q, want %q", got, want)
		}
	}

	b.fill("Full name", "Testcase Alp")
	b.waitFor("Saved at")
	name("Testcase Alp")
	b.look("saved-as-typed")
	b.narrow("saved-as-typed")

	g.shut.Store(true)
	b.run("type on", chromedp.SendKeys(`[id="full-name"]`, "ha"))
	b.waitFor("Not saved, trying again")
	b.look("not-saved")
	b.narrow("not-saved")
	name("Testcase Alp")
	// The button does not lead away from what cannot be saved.
	b.run("press", chromedp.Click(`main form button.govuk-button`), chromedp.Sleep(500*time.Millisecond))
	b.see("Not saved, trying again")
	if got := evaluate[string](b, "read", `document.getElementById("full-name").value`); got != "Testcase Alpha" {
		t.Errorf("typed is %q", got)
	}
	g.shut.Store(false)
	evaluate[bool](b, "the network is back", `window.dispatchEvent(new Event("online"))`)
	b.waitFor("Saved at")
	name("Testcase Alpha")

	// Leaving the page saves what was typed a moment ago.
	b.run("type on", chromedp.SendKeys(`[id="full-name"]`, " One"))
	b.press("My referrals")
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline) && draftOf(t, system, "Social Worker Two").First("full-name") != "Testcase Alpha One"; {
		time.Sleep(50 * time.Millisecond)
	}
	name("Testcase Alpha One")

	// Another tab changes what is being typed here.
	b.press("Continue") // leads to where they were
	other := evaluate[string](b, "change it in another tab", `fetch(location.href).then(r => r.text()).then(text => {
		const form = new DOMParser().parseFromString(text, "text/html").querySelector("form[data-autosave]");
		form.elements["full-name"].value = "Testcase Beta";
		return fetch(form.getAttribute("action"), {method: "POST", headers: {Accept: "application/json"}, body: new URLSearchParams(new FormData(form))}).then(r => "" + r.status);
	})`)
	if other != "200" {
		t.Errorf("the other tab was answered %s", other)
	}
	b.fill("Full name", "Testcase Alpha One Gamma")
	b.waitFor("Not saved: an answer was changed elsewhere.")
	b.look("changed-while-typing")
	b.press("See what was changed")
	b.see("This was changed elsewhere")
	b.look("changed-elsewhere")
	b.narrow("changed-elsewhere")
	b.choose("Full name", "Use what you entered on this page")
	b.press("Save and continue")
	name("Testcase Alpha One Gamma")

	// Signed out meanwhile: signing in goes on with what was typed.
	evaluate[bool](b, "sign out in another tab", `fetch("/sign-out", {method: "POST", body: new URLSearchParams(), redirect: "manual"}).then(() => true)`)
	b.fill("Preferred name (optional)", "Allie")
	b.waitFor("Not saved: you have been signed out.")
	b.look("signed-out")
	b.press("Sign in and continue")
	b.press("Continue where you were")
	if got := evaluate[string](b, "read", `document.getElementById("preferred-name").value`); got != "Allie" || !strings.Contains(b.title(), "The person") {
		t.Errorf("on %q the preferred name is %q", b.title(), got)
	}

	// Once it was sent nothing is saved over it.
	if got := draftOf(t, system, "Social Worker Two").First("preferred-name"); got != "Allie" {
		t.Errorf("saved is %q", got)
	}
}
