package referral_test

import (
	"os"
	"regexp"
	"testing"

	"assistive-referrals/internal/referral"
)

// notStored are the changes that the stored data cannot have, each with why.
var notStored = map[string]string{}

// Every kind of change is in the data that testdata/stored keeps, so that a change whose
// name or JSON is no longer what it was is noticed when that data is opened
// (infra/local). What the data has is in its golden file, which that test holds to it.
func TestEveryChangeIsInTheStoredData(t *testing.T) {
	golden, err := os.ReadFile("../../testdata/stored/cases.golden.txt")
	if err != nil {
		t.Fatal(err)
	}
	stored := map[string]bool{}
	for _, history := range regexp.MustCompile(`(?m)^  sent\b.*$`).FindAllString(string(golden), -1) {
		for _, name := range regexp.MustCompile(`[a-z-]+`).FindAllString(regexp.MustCompile(` \([a-z-]+\)`).ReplaceAllString(history, ""), -1) {
			stored[name] = true
		}
	}
	for _, empty := range referral.Changes() {
		name := empty().Name()
		switch why := notStored[name]; {
		case stored[name] && why != "":
			t.Errorf("%s is stored, though %s", name, why)
		case !stored[name] && why == "":
			t.Errorf("%s is not in the stored data: a kind of change that came later is named in notStored", name)
		}
		delete(stored, name)
	}
	for name := range stored {
		t.Errorf("there is no change %s any more, and it is stored", name)
	}
}
