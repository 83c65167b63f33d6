//go:build browser

// Package browser uses the system in real Chromium: it does stories by clicking, by
// keyboard and without scripts, and holds every page in every state to axe-core's rules.
//
//	make browser
//
// Screenshots are in .build/screenshots; UPDATE=1 also renews those of the
// README, and what pages say to assistive technology.
package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"assistive-referrals/infra/local"
	"assistive-referrals/infra/local/sample"
	"assistive-referrals/internal/golden"
)

const (
	root        = "../../.."
	shots       = root + "/.build/screenshots"
	readmeShots = root + "/testdata/screenshots"
)

// serve starts the whole system with its sample data on a free loopback port,
// behind what a test puts before it.
func serve(t *testing.T, before ...func(http.Handler) http.Handler) (*local.System, string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	url := "http://" + strings.Replace(listener.Addr().String(), "127.0.0.1", "localhost", 1)
	start := time.Date(2026, 11, 16, 10, 0, 0, 0, time.UTC)
	begun := time.Now()
	system, err := local.New(t.Context(), local.Options{
		URL: url, Assets: root + "/infra/npm/dist", Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		Now: func() time.Time { return start.Add(time.Since(begun)) },
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := sample.Fill(t.Context(), system); err != nil {
		t.Fatal(err)
	}
	handler := system.Handler
	for _, wrap := range before {
		handler = wrap(handler)
	}
	server := &http.Server{Handler: handler}
	go func() { _ = server.Serve(listener) }()
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() { defer close(ended); _ = system.Cloud.Run(ctx) }()
	t.Cleanup(func() {
		_ = server.Close()
		stop()
		<-ended
		_ = system.Close()
	})
	return system, url
}

// emptied clears away the pictures of earlier runs.
var emptied sync.Once

// browser is Chromium, with what a person does in it.
type browser struct {
	t    *testing.T
	ctx  context.Context
	axe  string
	shot int
	seen map[string]bool
}

func open(t *testing.T) *browser {
	t.Helper()
	axe, err := os.ReadFile(root + "/infra/npm-browser/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Fatalf("%v (make browser installs it)", err)
	}
	emptied.Do(func() {
		if err := os.RemoveAll(shots); err != nil {
			t.Fatal(err)
		}
	})
	if err := os.MkdirAll(shots, 0o755); err != nil {
		t.Fatal(err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()), chromedp.WindowSize(1100, 1400),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	allocated, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancelBrowser := chromedp.NewContext(allocated)
	t.Cleanup(cancelBrowser)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	timed, cancelTimed := context.WithTimeout(ctx, 15*time.Minute)
	t.Cleanup(cancelTimed)
	return &browser{t: t, ctx: timed, axe: string(axe), seen: map[string]bool{}}
}

// in is the same browser in a part of the test.
func (b browser) in(t *testing.T) *browser {
	b.t = t
	return &b
}

type step = chromedp.Action[chromedp.Void]

func (b *browser) run(what string, steps ...step) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.keep("failed")
		b.t.Fatalf("%s: %v", what, err)
	}
}

// evaluate runs an expression in the page and waits for what it promises.
func evaluate[T any](b *browser, what, expression string) T {
	b.t.Helper()
	value, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.keep("failed")
		b.t.Fatalf("%s: %v", what, err)
	}
	return value
}

func (b *browser) goTo(address string) {
	b.t.Helper()
	b.run("go to "+address, chromedp.Navigate(address), chromedp.WaitReady("body"))
}

// script calls a function in the page and returns its result as text; an empty
// text is a failure.
func (b *browser) script(what, function string, arguments ...string) string {
	b.t.Helper()
	quoted := make([]string, len(arguments))
	for i, a := range arguments {
		encoded, _ := json.Marshal(a)
		quoted[i] = string(encoded)
	}
	found := evaluate[string](b, what, "("+function+")("+strings.Join(quoted, ",")+")")
	if found == "" {
		b.keep("failed")
		b.t.Fatalf("%s: not on the page %q", what, b.title())
	}
	return found
}

// words is how the page's texts are compared: without what only spacing adds.
const words = `const words = e => e.textContent.replace(/\s+/g, " ").trim();`

// fill types into the control with that label, or the date with that legend.
func (b *browser) fill(label, value string) {
	b.t.Helper()
	id := b.script("fill "+label, `(label) => {`+words+`
		const l = [...document.querySelectorAll("label")].find(l => words(l) === label && l.control && l.offsetParent);
		if (l) { l.control.value = ""; return l.control.id; } return ""; }`, label)
	b.run("type into "+label, chromedp.SendKeys(`[id="`+id+`"]`, value))
}

func (b *browser) fillDate(legend string, parts ...string) {
	b.t.Helper()
	ids := strings.Fields(b.script("fill "+legend, `(legend) => {`+words+`
		const f = [...document.querySelectorAll("fieldset")].find(f => f.querySelector("legend") && words(f.querySelector("legend")) === legend && f.offsetParent);
		return f ? [...f.querySelectorAll("input[type=text]")].map(i => i.id).join(" ") : ""; }`, legend))
	for i, part := range parts {
		b.run("type into "+legend, chromedp.SendKeys(`[id="`+ids[i]+`"]`, part))
	}
}

// choose picks an answer of the question with that legend.
func (b *browser) choose(legend, option string) {
	b.t.Helper()
	id := b.script("choose "+option+" for "+legend, `(legend, option) => {`+words+`
		const fields = [...document.querySelectorAll("fieldset")].filter(f => f.querySelector("legend") && words(f.querySelector("legend")) === legend);
		for (const f of fields) for (const l of f.querySelectorAll("label"))
			if (words(l) === option && l.control && l.control.closest("fieldset") === f) return l.control.id; return ""; }`, legend, option)
	b.run("choose "+option, chromedp.Click(`[id="`+id+`"]`))
}

// press clicks the button or link with that text, or whose text begins with it,
// and waits for the page that follows.
func (b *browser) press(text string) {
	b.t.Helper()
	b.script("press "+text, `(text) => {`+words+`
		for (const e of document.querySelectorAll("[data-pressed]")) e.removeAttribute("data-pressed");
		const all = [...document.querySelectorAll("button, a")].filter(e => e.offsetParent);
		const e = all.find(e => words(e) === text) || all.find(e => words(e).startsWith(text));
		if (!e) return ""; e.setAttribute("data-pressed", "1"); window.before = true; return "yes"; }`, text)
	b.run("press "+text, chromedp.Click(`[data-pressed]`))
	b.settle("wait after " + text)
}

// settle waits until the page that was pressed has made way for the next.
func (b *browser) settle(what string) {
	b.t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); {
		// While one page makes way for the next, asking fails.
		arrived, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](`!window.before && document.readyState === "complete"`))
		if err == nil && arrived {
			return
		}
		b.run("pause", chromedp.Sleep(20*time.Millisecond))
	}
	b.keep("failed")
	b.t.Fatalf("%s: no other page came", what)
}

// see fails unless the page shows that text.
func (b *browser) see(text string) {
	b.t.Helper()
	source, _ := json.Marshal(text)
	if !evaluate[bool](b, "see "+text, `document.body.innerText.replace(/\s+/g, " ").includes(`+string(source)+`)`) {
		b.keep("failed")
		b.t.Fatalf("the page %q does not show %q", b.title(), text)
	}
}

func (b *browser) title() string {
	title, _ := chromedp.Run(b.ctx, chromedp.Title())
	return title
}

// look holds the page to axe-core's rules and keeps a screenshot of it.
func (b *browser) look(name string) {
	b.t.Helper()
	b.keep(name)
	b.audit(name)
}

func (b *browser) keep(name string) {
	b.t.Helper()
	b.shot++
	picture, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
	if err != nil { // Chromium takes no picture that is very long
		picture, err = chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	}
	if err != nil {
		b.t.Errorf("screenshot %s: %v", name, err)
		return
	}
	if err := os.WriteFile(filepath.Join(shots, fmt.Sprintf("%02d-%s.png", b.shot, name)), picture, 0o644); err != nil {
		b.t.Error(err)
	}
}

// findings is what axe-core reports.
type findings struct {
	Violations []struct {
		ID, Help string
		Nodes    []struct{ HTML, FailureSummary string }
	}
	Passes int
}

// audit runs axe-core with every rule that it has on by default. GOV.UK
// Frontend's script puts aria-expanded on radios and checkboxes that reveal
// something, which ARIA 1.2 does not list for them; assistive technology that its
// makers tested announces it, so that one rule leaves those controls out.
func (b *browser) audit(name string) {
	b.t.Helper()
	const source = `axe.run(document, {resultTypes: ["violations"]}).then(r => ({passes: r.passes.length, violations: r.violations.map(v => ({id: v.id, help: v.help,
		nodes: v.nodes.filter(n => !(v.id === "aria-allowed-attr" && /govuk-(radios|checkboxes)__input/.test(n.html)))
			.map(n => ({html: n.html, failureSummary: n.failureSummary}))})).filter(v => v.nodes.length)}))`
	evaluate[bool](b, "load axe-core", b.axe+"; true")
	report := evaluate[findings](b, "axe-core", source)
	if report.Passes == 0 {
		b.t.Errorf("%s: axe-core checked nothing", name)
	}
	for _, v := range report.Violations {
		for _, n := range v.Nodes {
			b.t.Errorf("%s: %s: %s\n%s\n%s", name, v.ID, v.Help, n.HTML, n.FailureSummary)
		}
	}
}

// narrow looks at the page as narrow as 400 % zoom makes it, and makes it wide again.
func (b *browser) narrow(name string) {
	b.t.Helper()
	b.fits(name)
	b.keep(name + "-narrow")
	b.wide()
}

// wide makes the window wide and waits until the page is drawn so: what is clicked
// meanwhile is where it was.
func (b *browser) wide() {
	b.t.Helper()
	b.run("wide", chromedp.EmulateViewport(1100, 1400))
	evaluate[bool](b, "wait until it is drawn", `new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(() => drawn(true))))`)
}

// fits fails if the page scrolls sideways in a window as narrow as 400 % zoom makes it.
func (b *browser) fits(name string) {
	b.t.Helper()
	b.run("narrow", chromedp.EmulateViewport(320, 900))
	if evaluate[bool](b, "measure", `document.documentElement.scrollWidth > document.documentElement.clientWidth`) {
		b.t.Errorf("%s scrolls sideways at 320 pixels, because of %s", name, evaluate[string](b, "find what is too wide",
			`[...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
				.concat([...document.querySelectorAll("body *")].filter(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1))
				.map(e => e.scrollWidth + "/" + e.clientWidth + " " + e.outerHTML.slice(0, 120)).slice(0, 12).join(" | ") || "nothing found"`))
	}
}

// forReadme renews one of the README's pictures, if asked to.
func (b *browser) forReadme(name string) {
	b.t.Helper()
	if !golden.Updating() {
		return
	}
	picture, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.t.Fatal(err)
	}
	if err := os.MkdirAll(readmeShots, 0o755); err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(readmeShots, name+".png"), picture, 0o644); err != nil {
		b.t.Fatal(err)
	}
}
