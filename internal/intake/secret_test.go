package intake

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

const stored = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

func responderForm(inputs ...string) url.Values {
	form := url.Values{"key-safe": {"there"}, "key-safe-how": {"enter"}}
	for i := 0; i+1 < len(inputs); i += 2 {
		form.Set(inputs[i], inputs[i+1])
	}
	return form
}

// What is typed into a Secret field is never among the answers, and what is kept stays
// unless it is taken away.
func TestASecretIsNeverAnAnswer(t *testing.T) {
	s, _ := Find("responders")
	for _, c := range []struct {
		name, want string
		form       url.Values
	}{
		{"nothing", "", responderForm()},
		{"typed", "", responderForm("key-safe-code", "C4821Y")},
		{"kept", stored, responderForm("key-safe-code-kept", stored)},
		{"kept, and typed anew", stored, responderForm("key-safe-code-kept", stored, "key-safe-code", "C4821Y")},
		{"taken away", "", responderForm("key-safe-code-kept", stored, "key-safe-code-remove", "yes")},
		{"forged", "", responderForm("key-safe-code-kept", "C4821Y")},
		{"forged, and long", "", responderForm("key-safe-code-kept", strings.Repeat("A", 27))},
	} {
		read := s.Normalise(s.Read(c.form, at(referral.SocialWorker)))
		if got := read.First(KeySafeCode); got != c.want {
			t.Errorf("%s: read as %q, want %q", c.name, got, c.want)
		}
		for name, values := range read {
			if strings.Contains(strings.Join(values, ""), "4821") {
				t.Errorf("%s: what was typed is the answer to %s", c.name, name)
			}
		}
	}
	if got := s.Entered(responderForm("key-safe-code", "  C4821Y \n", "access", "x")); len(got) != 1 || got[KeySafeCode] != "C4821Y" {
		t.Errorf("entered: %v", got)
	}
	// What the page of a clash carries is read as it was.
	_, f, _ := Named(KeySafeCode)
	if got := s.Read(f.Inputs(form.Answers{KeySafeCode: {stored}}), at(referral.SocialWorker)); got.First(KeySafeCode) != stored {
		t.Errorf("carried and read again: %v", got)
	}
	if got := form.Show(f, form.Answers{KeySafeCode: {stored}}); !slices.Equal(got, []string{form.StoredSecret}) {
		t.Errorf("shown as %q", got)
	}
}

// Whoever says that they enter it must; what is asked no more is kept no more.
func TestACodeIsWantedWhereItIsEntered(t *testing.T) {
	s, _ := Find("responders")
	all := form.Answers{"kinds": {"assistive-technology"}, "key-safe": {"there"}, "key-safe-how": {"enter"}}
	has := func() bool {
		return slices.ContainsFunc(s.Check(all, at(referral.SocialWorker)), func(p form.Problem) bool { return p.Field == KeySafeCode })
	}
	if !has() {
		t.Error("nothing was entered, and nothing is wrong")
	}
	all[KeySafeCode] = []string{stored}
	if has() {
		t.Error("it is stored, and wanted")
	}
	if got := Secrets(all, at(referral.SocialWorker)); got[KeySafeCode] != stored {
		t.Errorf("kept: %v", got)
	}
	all["key-safe-how"] = []string{"will-be-telephoned"}
	if got := Secrets(all, at(referral.SocialWorker)); len(got) > 0 || has() {
		t.Errorf("asked no more, and kept: %v", got)
	}
	task := slices.IndexFunc(StillMissing(all, at(referral.SocialWorker)), func(t Task) bool { return t.Field.Name == "key-safe-how" && t.Asked })
	if task < 0 {
		t.Error("what is to be telephoned in is no task")
	}
	if got := Awaited(all, form.Answers{"key-safe-how": {"enter"}, "access": {"x"}}); !slices.Equal(got, []string{"key-safe-how"}) {
		t.Errorf("awaited: %v", got)
	}
	if got := WithoutSecrets(all, nil); len(got[KeySafeCode]) > 0 || len(all[KeySafeCode]) == 0 {
		t.Errorf("of what went: %v", got)
	}
	if got := WithoutSecrets(all, []string{KeySafeCode}); got.First(KeySafeCode) != stored {
		t.Errorf("of what is kept: %v", got)
	}
	if !slices.Equal(SecretNames(), []string{KeySafeCode}) {
		t.Errorf("secrets: %v", SecretNames())
	}
}

// A field that depends on another is touched when that changes.
func TestTouches(t *testing.T) {
	s, _ := Find("responders")
	for changed, touched := range map[string]bool{"key-safe-code": true, "key-safe-how": true, "key-safe": true, "access": false} {
		if got := s.Touches(form.Answers{changed: nil}, KeySafeCode); got != touched {
			t.Errorf("%s: %v", changed, got)
		}
	}
}
