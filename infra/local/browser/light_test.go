//go:build browser

package browser

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"assistive-referrals/internal/casestore"
)

// mostBytes is what a page of the form may come to, with all that it loads, as it is
// sent.
const mostBytes = 60 << 10

// TestTheFirstPagesAreLight holds the first pages of the form to what they may weigh, in
// a browser that has kept nothing, and to standing still while they load.
func TestTheFirstPagesAreLight(t *testing.T) {
	for _, last := range []string{"/referral/start", "about", "person"} {
		_, url := serve(t)
		b := open(t)
		b.becomes(url, "Social Worker Two")
		address := url + last
		if !strings.HasPrefix(last, "/") {
			b.goTo(url + "/referral/start")
			b.press("Start")
			address = url + b.path() + "/" + last
		}
		if _, err := chromedp.Call(b.ctx, network.ClearBrowserCache, cdp.Empty{}); err != nil {
			t.Fatal(err)
		}
		b.goTo(address)
		bytes := evaluate[float64](b, "weigh", `new Promise(done => setTimeout(() => done([...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
			.reduce((sum, e) => sum + e.transferSize, 0)), 500))`)
		loaded := evaluate[float64](b, "count", `performance.getEntriesByType("resource").length`)
		shift := evaluate[float64](b, "measure how it moves", `new Promise(done => { let sum = 0;
			new PerformanceObserver(list => { for (const e of list.getEntries()) sum += e.value; }).observe({type: "layout-shift", buffered: true});
			setTimeout(() => done(sum), 300); })`)
		t.Logf("%s: %.0f bytes with the %.0f things that it loads; layout shift %g", last, bytes, loaded, shift)
		if bytes < 5000 || loaded < 2 {
			t.Errorf("%s: not all of it was weighed", last)
		}
		if bytes > mostBytes {
			t.Errorf("%s comes to %.0f bytes, at most %d", last, bytes, mostBytes)
		}
		if shift != 0 {
			t.Errorf("%s moves while it loads: layout shift %g", last, shift)
		}
	}
}

// lighthouse is what its report says of a page.
type lighthouse struct {
	Categories map[string]struct {
		Score     float64
		AuditRefs []struct {
			ID     string
			Weight float64
		}
	}
	Audits map[string]struct {
		Score *float64
		Title string
	}
	RuntimeError struct{ Message string }
}

// TestLighthouse: the five pages that people spend their time on have full marks for
// accessibility and best practices. A page with radios that reveal something has not:
// Lighthouse counts what audit says of GOV.UK Frontend's script.
func TestLighthouse(t *testing.T) {
	node, err := filepath.Abs(root + "/infra/npm-browser/node_modules/.bin/lighthouse")
	if err != nil {
		t.Fatal(err)
	}
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatalf("%v: it is what Lighthouse looks with", err)
	}
	system, url := serve(t)
	b := open(t)
	b.becomes(url, "Social Worker One")
	b.press("Start a referral")
	b.press("Start")
	draft := url + b.path()
	claimable := first(t, system.Store(), casestore.ListWaiting, func(casestore.Entry) bool { return true })
	for _, page := range []struct{ who, address string }{
		{"Social Worker One", draft},
		{"Social Worker One", draft + "/about"},
		{"Social Worker One", draft + "/check-answers"},
		{"Occupational Therapist One", url + "/worklist"},
		{"Occupational Therapist One", url + "/case/" + string(claimable.Reference)},
	} {
		b.becomes(url, page.who)
		cookies, err := chromedp.Call(b.ctx, network.GetCookies, network.GetCookiesParams{URLs: []string{url}})
		if err != nil {
			t.Fatal(err)
		}
		var sent []string
		for _, c := range cookies.Cookies {
			sent = append(sent, c.Name+"="+c.Value)
		}
		headers, err := json.Marshal(map[string]string{"Cookie": strings.Join(sent, "; ")})
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), "headers.json")
		if err := os.WriteFile(file, headers, 0o600); err != nil {
			t.Fatal(err)
		}
		run := exec.CommandContext(b.ctx, node, page.address, "--quiet", "--only-categories=accessibility,best-practices", "--output=json",
			"--extra-headers="+file, "--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-quic --disable-component-update")
		run.Env = append(os.Environ(), "CHROME_PATH="+chromium)
		var complaints strings.Builder
		run.Stderr = &complaints
		document, err := run.Output()
		if err != nil {
			t.Fatalf("%s: %v: %s", page.address, err, complaints.String())
		}
		var report lighthouse
		if err := json.Unmarshal(document, &report); err != nil || report.RuntimeError.Message != "" {
			t.Fatalf("%s: %v %s", page.address, err, report.RuntimeError.Message)
		}
		for _, name := range []string{"accessibility", "best-practices"} {
			category := report.Categories[name]
			t.Logf("%s: %s %.0f", strings.TrimPrefix(page.address, url), name, category.Score*100)
			if category.Score == 1 {
				continue
			}
			for _, ref := range category.AuditRefs {
				if audit := report.Audits[ref.ID]; ref.Weight > 0 && audit.Score != nil && *audit.Score < 1 {
					t.Errorf("%s: %s: %s (%s)", page.address, name, audit.Title, ref.ID)
				}
			}
			t.Errorf("%s has %.0f for %s", page.address, category.Score*100, name)
		}
	}
}
