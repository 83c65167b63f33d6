package referral_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"assistive-referrals/internal/referral"
)

// goldenHistories are histories that were written in a form, as they are stored. They
// verify for ever: the files are never written anew.
func goldenHistories(t *testing.T, form string) [][]referral.Event {
	t.Helper()
	document, err := os.ReadFile("testdata/history_" + form + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var histories [][]referral.Event
	if err := json.Unmarshal(document, &histories); err != nil {
		t.Fatal(err)
	}
	return histories
}

func TestOldHistoriesVerify(t *testing.T) {
	for _, form := range []string{"form1", "form2"} {
		seen := map[string]bool{}
		for n, history := range goldenHistories(t, form) {
			c, strands, err := referral.Replay(history)
			if err != nil || c.Version != len(history) || len(strands) != 2 {
				t.Errorf("%s, history %d: %v, version %d", form, n, err, c.Version)
			}
			for i := range history {
				if err := history[i].Open(); err != nil || history[i].Version != i+1 || history[i].By.Name == "" || history[i].Change == nil {
					t.Errorf("%s, history %d opens as %+v: %v", form, n, history[i], err)
				}
				seen[history[i].Name] = true
			}
			if _, _, err := referral.Replay(history); err != nil {
				t.Errorf("%s, history %d, opened: %v", form, n, err)
			}
		}
		if len(seen) < 40 {
			t.Errorf("%s has only %d kinds of events", form, len(seen))
		}
	}
}

// A history that began in the old form goes on in the new one.
func TestFormsMix(t *testing.T) {
	for n, history := range goldenHistories(t, "form1") {
		c, byKind, err := referral.Replay(history)
		if err != nil {
			t.Fatal(err)
		}
		strands := []referral.Strand{byKind[referral.AssistiveTechnology], byKind[referral.VRSessions]}
		for k := range strands {
			for _, change := range everyChange(strands[k]) {
				event, err := make1(&c, strands, k, change, therapist, monday, "")
				if err == nil {
					history = append(history, event)
				}
			}
		}
		again, _, err := referral.Replay(history)
		if err != nil || again.Hash != c.Hash {
			t.Errorf("history %d: %v", n, err)
		}
		if c.Version == len(byKind) {
			t.Errorf("history %d did not go on", n)
		}
	}
}

// changed returns a text with one byte changed.
func changed(text string, at int) string {
	b := []byte(text)
	b[at] ^= 1
	return string(b)
}

// tampers are what can be done to what is stored of one event, by form.
var tampers = map[string]map[string]func(e *referral.Event){
	"form1": {
		"hash":      func(e *referral.Event) { e.Hash = changed(e.Hash, 3) },
		"form":      func(e *referral.Event) { e.Form = 2 },
		"reference": func(e *referral.Event) { e.Reference = "2222-2222" },
		"version":   func(e *referral.Event) { e.Version++ },
		"strand":    func(e *referral.Event) { e.Strand = referral.DigitalSupport },
		"touched":   func(e *referral.Event) { e.Touched = append(e.Touched, referral.DigitalSupport) },
		"at":        func(e *referral.Event) { e.At = e.At.Add(1) },
		"by":        func(e *referral.Event) { e.By.ID += "x" },
		"by name":   func(e *referral.Event) { e.By.Name += "x" },
		"by role":   func(e *referral.Event) { e.By.Role = referral.Operations },
		"request":   func(e *referral.Event) { e.Request += "x" },
		"name":      func(e *referral.Event) { e.Name += "x" },
		"detail":    func(e *referral.Event) { e.Detail += " " },
		"previous":  func(e *referral.Event) { e.Previous += "0" },
	},
	"form2": {
		"hash":         func(e *referral.Event) { e.Hash = changed(e.Hash, 3) },
		"form":         func(e *referral.Event) { e.Form = 0 },
		"a later form": func(e *referral.Event) { e.Form = 3 },
		"first byte":   func(e *referral.Event) { e.Sealed = " " + e.Sealed },
		"last byte":    func(e *referral.Event) { e.Sealed += " " },
		"salt":         func(e *referral.Event) { e.Clear[0].Salt = changed(e.Clear[0].Salt, 0) },
		"text":         func(e *referral.Event) { e.Clear[0].Value += "x" },
		"another salt": func(e *referral.Event) { e.Clear[0].Salt = e.Clear[len(e.Clear)-1].Salt[1:] + "A" },
		"another text": func(e *referral.Event) {
			e.Clear = append(e.Clear, referral.Clear{Salt: e.Clear[0].Salt, Value: "Gamma Testcase"})
		},
		"a letter moved": func(e *referral.Event) {
			c := &e.Clear[0]
			c.Salt, c.Value = c.Salt[:len(c.Salt)-1], c.Salt[len(c.Salt)-1:]+c.Value
		},
	},
}

func mustBeRefused(t *testing.T, what string, history ...[]referral.Event) {
	t.Helper()
	if _, _, err := referral.Replay(slices.Concat(history...)); !errors.Is(err, referral.ErrHistory) {
		t.Errorf("%s: %v", what, err)
	}
}

func TestTamperingIsNoticed(t *testing.T) {
	for form, ways := range tampers {
		histories := goldenHistories(t, form)
		for _, h := range histories[:4] {
			for i := range h {
				for way, tamper := range ways {
					e := h[i]
					e.Clear, e.Touched = slices.Clone(e.Clear), slices.Clone(e.Touched)
					tamper(&e)
					mustBeRefused(t, fmt.Sprintf("%s, %s of %d", form, way, i+1), h[:i], []referral.Event{e}, h[i+1:])
				}
			}
			last := len(h) - 1
			mustBeRefused(t, form+", the first left out", h[1:])
			mustBeRefused(t, form+", one left out", h[:2], h[3:])
			mustBeRefused(t, form+", exchanged", h[:2], h[3:4], h[2:3], h[4:])
			mustBeRefused(t, form+", twice", h, h[last:])
		}
		mustBeRefused(t, form+", another's", histories[0][:3], histories[1][3:])
	}
}

// No byte of what is sealed can be another.
func TestEveryByteIsSealed(t *testing.T) {
	h := goldenHistories(t, "form2")[0][:2]
	for at := range h[1].Sealed {
		e := h[1]
		e.Sealed = changed(e.Sealed, at)
		mustBeRefused(t, fmt.Sprintf("byte %d", at), h[:1], []referral.Event{e})
	}
}

// What somebody was called, or wrote, can be erased: the history verifies without it.
func TestErasedTexts(t *testing.T) {
	erase := func(h []referral.Event, which func(text string) bool) {
		for i := range h {
			h[i].Clear = slices.DeleteFunc(h[i].Clear, func(c referral.Clear) bool { return which(c.Value) })
		}
	}
	for n, h := range goldenHistories(t, "form2") {
		before, _, err := referral.Replay(h)
		if err != nil {
			t.Fatal(err)
		}
		erase(h, func(text string) bool { return text == before.Name })
		c, strands, err := referral.Replay(h)
		if err != nil || c.Name != "" || c.Hash != before.Hash || c.Referrer.Name != before.Referrer.Name {
			t.Errorf("history %d without the person's name: %q, %v", n, c.Name, err)
		}
		states := []referral.State{strands[referral.AssistiveTechnology].State, strands[referral.VRSessions].State}
		erase(h, func(string) bool { return true })
		c, strands, err = referral.Replay(h)
		if err != nil || c.Referrer.Name != "" || c.Referrer.ID != before.Referrer.ID || c.Hash != before.Hash {
			t.Errorf("history %d without any text: %+v, %v", n, c.Referrer, err)
		}
		if now := []referral.State{strands[referral.AssistiveTechnology].State, strands[referral.VRSessions].State}; !slices.Equal(now, states) {
			t.Errorf("history %d without any text leads to %v, not %v", n, now, states)
		}
		document, err := json.Marshal(h[0].Seal)
		if err != nil || strings.Contains(string(document), "Testcase") || strings.Contains(string(document), "One") {
			t.Errorf("still there: %s, %v", document, err)
		}
	}
}

// No text of anybody's is sealed in clear, and the same text is sealed otherwise each
// time: nobody can tell that it is the same.
func TestTextsAreCommitments(t *testing.T) {
	s := sent(referral.AssistiveTechnology)
	s.Facts.Person.DateOfBirth = "1950-02-03"
	c, strands, first, err := referral.Open(s, "DRAFT", "request-0")
	if err != nil {
		t.Fatal(err)
	}
	corrected := referral.Answer{
		Answers: referral.Answers{"full-name": {"Beta Testcase"}}, Was: referral.Answers{"full-name": {"Alpha Testcase"}}, Reason: "He said so.",
		Facts:     referral.Facts{Person: referral.Person{Name: "Beta Testcase", DateOfBirth: "1950-02-03", NHSNumber: "9990000018"}},
		Corrected: &referral.Corrected{Was: s.Facts.Person},
	}
	second, err := c.ChangeCase(strands, corrected, therapist, monday, "request-1")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range []referral.Event{first, second} {
		for _, text := range []string{"Testcase", "Social Worker One", "Therapist", "1950", "9990000018", "He said so"} {
			if strings.Contains(e.Sealed, text) {
				t.Errorf("%s seals %q in clear: %s", e.Name, text, e.Sealed)
			}
		}
		for _, code := range []string{`"7K3Q-9M2P"`, `"` + e.By.ID + `"`, `"` + e.Request + `"`, `"` + e.Name + `"`} {
			if !strings.Contains(e.Sealed, code) {
				t.Errorf("%s does not seal %s: %s", e.Name, code, e.Sealed)
			}
		}
	}
	again, _, _, err := referral.Open(s, "DRAFT", "request-0")
	if err != nil || again.Hash == first.Hash {
		t.Errorf("the same event twice has the same hash: %v", err)
	}
}

// A later version of a change or of the event has fields that an older one had not, or
// has lost some: what was written before or after verifies and opens.
func TestFieldsComeAndGo(t *testing.T) {
	hashed := func(document string) string {
		sum := sha256.Sum256([]byte(document))
		return hex.EncodeToString(sum[:])
	}
	find := func(form, name string) ([]referral.Event, *referral.Event) {
		for _, h := range goldenHistories(t, form) {
			for i := range h {
				opened := h[i]
				if err := opened.Open(); err == nil && opened.Name == name {
					return h[:i+1], &h[i]
				}
			}
		}
		t.Fatalf("no %s in %s", name, form)
		return nil, nil
	}
	for what, edit := range map[string]*strings.Replacer{
		"a field more":  strings.NewReplacer(`"reached":`, `"later":{"of":["another","version"]},"reached":`),
		"a field fewer": strings.NewReplacer(`"reached":false,`, ``),
	} {
		h, e := find("form1", "contacted")
		if was := e.Detail; edit.Replace(was) == was {
			t.Fatal("nothing is edited")
		}
		e.Detail = edit.Replace(e.Detail)
		detail, _ := json.Marshal(e.Detail)
		e.Hash = hashed(fmt.Sprintf(`{"reference":%q,"version":%d,"strand":%q,"at":%q,"by":{"id":%q,"name":%q,"role":%q},"request":%q,"name":%q,"detail":%s,"previous":%q,"hash":""}`,
			e.Reference, e.Version, e.Strand, e.At.Format("2006-01-02T15:04:05Z"), e.By.ID, e.By.Name, e.By.Role, e.Request, e.Name, detail, e.Previous))
		if _, _, err := referral.Replay(h); err != nil {
			t.Errorf("form1, %s: %v", what, err)
		}
		h, e = find("form2", "contacted")
		e.Sealed = edit.Replace(e.Sealed)
		e.Hash = hashed(e.Sealed)
		if _, _, err := referral.Replay(h); err != nil {
			t.Errorf("form2, %s: %v", what, err)
		}
	}
	h, e := find("form2", "contacted")
	e.Sealed = strings.Replace(e.Sealed, `"previous":`, `"later":{"of":1},"previous":`, 1)
	e.Hash = hashed(e.Sealed)
	if _, _, err := referral.Replay(h); err != nil {
		t.Errorf("form2, a field of the event more: %v", err)
	}
}
