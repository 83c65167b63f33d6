package casepage

import (
	"testing"

	"assistive-referrals/internal/referral"
)

// Every change is stated whole: nothing of it is missing on the case page, and its
// questions are as complete as the form's.
func TestEveryChangeHasItsPage(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range changePages() {
		for _, code := range append([]outcome{{code: c.path, words: c.done}}, c.outcomes...) {
			if code.code == "" || seen[code.code] || code.words == "" || doneWords(code.code) != code.words {
				t.Errorf("%q: without words for when it is done, or one of two", code.code)
			}
			seen[code.code] = true
		}
		if c.on(referral.Strand{}).title == "" || c.may == "" || c.button == "" && c.press == nil {
			t.Errorf("%s: without a title, an action of the access table or a button", c.path)
		}
		if c.press == nil && (c.change == nil) == (c.caseChange == nil) {
			t.Errorf("%s changes a strand or a case, and not both or neither", c.path)
		}
		if len(c.form.Fields) == 0 && c.with == nil && c.long == nil && c.press == nil {
			t.Errorf("%s asks nothing", c.path)
		}
		if len(c.form.Fields) > 0 {
			for _, fault := range c.form.WithCodeQuestion().Faults() {
				t.Errorf("%s: %s", c.path, fault)
			}
		}
	}
}
