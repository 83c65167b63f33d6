//go:build browser

package browser

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// hands work the keyboard, and count what they answer.
type hands struct {
	*browser
	answers int
	pages   []string
}

// at tells what has the focus: the name and value of a control, or the text of what can
// be pressed.
func (h *hands) at() (name, value string) {
	h.t.Helper()
	name, value, _ = strings.Cut(evaluate[string](h.browser, "find the focus", `(e => (e.name || e.textContent.replace(/\s+/g, " ").trim()) + "|" + (e.value || ""))(document.activeElement)`), "|")
	return name, value
}

// reach presses the tabulator until the focus is where it should be; "" is any value.
func (h *hands) reach(name, value string) {
	h.t.Helper()
	for range 150 {
		if n, v := h.at(); n == name && (value == "" || v == value) {
			return
		}
		h.keys("\t")
	}
	h.keep("failed")
	h.t.Fatalf("%s %s cannot be reached by keyboard on %s", name, value, h.path())
}

func (h *hands) write(name, text string) {
	h.t.Helper()
	h.answers++
	h.reach(name, "")
	h.keys(text)
}

func (h *hands) date(name string, parts ...string) {
	h.t.Helper()
	h.answers++
	for i, part := range []string{"day", "month", "year"} {
		h.reach(name+"-"+part, "")
		h.keys(parts[i])
	}
}

// choose picks one of several with the arrow keys.
func (h *hands) choose(name, value string) {
	h.t.Helper()
	h.answers++
	h.reach(name, "")
	h.keys(" ")
	for range 20 {
		if _, v := h.at(); v == value {
			return
		}
		h.keys(kb.ArrowDown)
	}
	h.t.Fatalf("%s cannot be answered with %s by keyboard", name, value)
}

func (h *hands) tick(name, value string) {
	h.t.Helper()
	h.answers++
	h.reach(name, value)
	h.keys(" ")
}

// enter presses what has that text, and counts the page that it leaves.
func (h *hands) enter(text string) {
	h.t.Helper()
	h.pages = append(h.pages, h.path())
	h.reach(text, "")
	h.leave("\r")
}

// A referral for a pendant alarm is at most sixteen answers on six pages, without a mouse.
const mostAnswers, mostPages = 16, 6

func TestPendantAlarmByKeyboard(t *testing.T) {
	_, url := serve(t)
	h := &hands{browser: open(t)}
	h.becomes(url, "Social Worker Two")
	h.enter("Start a referral")
	h.enter("Start now")
	h.enter("About this referral")
	h.pages = nil

	h.tick("kinds", "assistive-technology")
	h.enter("Save and continue")
	h.write("full-name", "Testcase Yankee")
	h.date("date-of-birth", "27", "3", "1948")
	h.choose("where-now", "home")
	h.choose("will-be", "home")
	h.write("postcode", "ZY1 1AB")
	h.write("address", "1 Example Street, Testtown")
	h.write("telephone", "01632 960 999")
	h.choose("must-not-tell", "no")
	h.choose("misuse", "no")
	h.choose("danger", "no")
	h.enter("Save and continue")
	h.choose("agreement", "agrees")
	h.enter("Save and continue")
	h.write("why-now", "Fell last week and lay for two hours.")
	h.choose("immediate-risk", "no")
	h.tick("concerns", "fall-last-month")
	h.enter("Save and continue")
	h.tick("equipment", "pendant-alarm")
	h.enter("Save and continue")
	h.enter("Send referral")
	h.see("Referral sent")
	t.Logf("%d answers on %d pages: %s", h.answers, len(h.pages), strings.Join(h.pages, ", "))
	if h.answers > mostAnswers || len(h.pages) > mostPages {
		t.Errorf("%d answers on %d pages, at most %d on %d", h.answers, len(h.pages), mostAnswers, mostPages)
	}
}

// picture writes a small picture and returns where it is.
func picture(t *testing.T) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "socket.png")
	file, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}
	return name
}

// TestWithoutJavaScript: a referral with a photograph is sent, found and claimed where no
// script runs.
func TestWithoutJavaScript(t *testing.T) {
	_, url := serve(t)
	b := open(t)
	if _, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	b.becomes(url, "Social Worker Two")
	if evaluate[bool](b, "look for a script", `document.body.classList.contains("govuk-frontend-supported")`) {
		t.Fatal("a script ran")
	}
	b.press("Start a referral")
	b.press("Start")
	b.press("About this referral")
	b.choose("What is the referral for?", "Assistive technology")
	b.press("Save and continue")
	b.fill("Full name", "Testcase Xray")
	b.fillDate("Date of birth", "27", "3", "1948")
	b.choose("Where are they now?", "At home")
	b.choose("Where will they be when it is put in place?", "At home")
	b.fill("Address there", "1 Example Street, Testtown")
	b.fill("Postcode there", "ZY1 1AB")
	b.press("Save and continue")
	b.see("There is a problem") // four questions were left
	b.fill("Their telephone number (optional)", "01632 960 999")
	for _, question := range []string{"Is there anyone we must not contact or tell?", "Could someone misuse tracking, cameras or access to the person’s accounts?", "Is there any danger to people who visit?"} {
		b.choose(question, "No")
	}
	b.press("Save and continue")
	b.choose("Does the person agree to this referral?", "Yes, they agree")
	b.press("Save and continue")
	b.fill("Why now?", "Fell last week and lay for two hours.")
	b.choose("Is anyone at immediate risk?", "No")
	b.choose("Does any of this apply?", "A fall in the last month")
	b.press("Save and continue")
	b.choose("What do they need?", "GPS locator")
	b.press("Save and continue")
	b.keep("check-answers-without-javascript")
	b.press("Back")
	b.press("Documents and photographs")
	b.choose("What do you want to add?", "A photograph of the home, such as the socket or the door")
	b.press("Continue to choose the file")
	b.run("choose the file", chromedp.SetUploadFiles("#file", []string{picture(t)}))
	b.press("Send the file")
	b.see("A photograph of the home")
	b.keep("documents-without-javascript")
	b.press("Back to the referral")
	b.press("Check answers and send")
	b.press("Send referral")
	b.see("Referral sent")
	reference := b.script("find the reference", `() => (document.body.innerText.match(/[2-9C-Y]{4}-[2-9C-Y]{4}/) || [""])[0]`)

	b.becomes(url, "Occupational Therapist One")
	b.goTo(url + "/case/" + reference)
	b.press("Claim Assistive technology")
	b.see("Being assessed")
	b.goTo(url + "/documents/" + reference)
	b.see("A photograph of the home")
}
