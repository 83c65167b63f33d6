package catalogue_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"assistive-referrals/internal/catalogue"
)

func suggested(suggestions []catalogue.Suggestion) string {
	var names []string
	for _, s := range suggestions {
		name := string(s.Equipment.Code)
		if !s.Fits() {
			name = "not " + name
		}
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}

func TestSuggest(t *testing.T) {
	for _, test := range []struct {
		name      string
		needs     []catalogue.Need
		situation catalogue.Situation
		want      string
	}{
		{"no need", nil, nil, ""},
		{"the best first, what does not monitor before what does", []catalogue.Need{catalogue.NeedFalls}, nil,
			"falls-detector, pendant-alarm, bed-occupancy, chair-occupancy"},
		{"the less restrictive first", []catalogue.Need{catalogue.NeedNight, catalogue.NeedMemory}, nil, "memory-prompt, bed-occupancy, smart-speaker"},
		{"getting lost", []catalogue.Need{catalogue.NeedLost}, nil, "gps-locator, door-exit"},
		{"getting lost, and somebody could misuse it", []catalogue.Need{catalogue.NeedLost}, catalogue.Situation{catalogue.Misuse: true}, "door-exit, not gps-locator"},
		{"getting lost, and nobody comes", []catalogue.Need{catalogue.NeedLost}, catalogue.Situation{catalogue.NobodyComes: true}, "gps-locator, not door-exit"},
		{"medicines, and nobody fills", []catalogue.Need{catalogue.NeedMedication}, catalogue.Situation{catalogue.NobodyFills: true}, "memory-prompt, not medication-dispenser"},
		{"no way to call at all", []catalogue.Need{catalogue.NeedFire}, catalogue.Situation{catalogue.NoBroadband: true, catalogue.NoMobileSignal: true},
			"not smoke-detector, not heat-detector, not extreme-temperature-detector"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := suggested(catalogue.Suggest(test.needs, test.situation)); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestASuggestionSaysWhatToFindOutFirst(t *testing.T) {
	open := func(s catalogue.Situation) string {
		for _, made := range catalogue.Suggest([]catalogue.Need{catalogue.NeedLost}, s) {
			if made.Equipment.Code == "gps-locator" {
				return strings.Join(made.Open, "; ")
			}
		}
		return "not suggested"
	}
	want := "whether somebody could misuse it; who would charge it; who would watch where they are, and go to find them; whether they will wear it; whether a mobile network has a signal there; who would come when it calls"
	if got := open(nil); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := open(catalogue.Situation{catalogue.Misuse: false, catalogue.NobodyCharges: false, catalogue.NobodyWatches: false, catalogue.WillNotWear: false, catalogue.NoMobileSignal: false, catalogue.NobodyComes: false}); got != "" {
		t.Errorf("everything is known, and yet: %s", got)
	}
}

func TestEveryNeedIsServed(t *testing.T) {
	for _, need := range catalogue.Needs() {
		if need.Label() == "" {
			t.Errorf("%s has no label", need)
		}
		suggestions := catalogue.Suggest([]catalogue.Need{need}, nil)
		if len(suggestions) == 0 || !suggestions[0].Best() {
			t.Errorf("nothing is made for %s", need)
		}
	}
}

// Whatever the needs and the situation: each type that serves one of them is there
// once with why, what fits stands before what does not, and nothing is said to fit
// that is refused.
func TestSuggestionsHoldTogether(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		needs := rapid.SliceOfDistinct(rapid.SampledFrom(catalogue.Needs()), func(n catalogue.Need) catalogue.Need { return n }).Draw(t, "needs")
		s := drawSituation(t)
		suggestions := catalogue.Suggest(needs, s)
		serving := 0
		for _, e := range catalogue.All() {
			if slices.ContainsFunc(e.Serves, func(s catalogue.Service) bool { return slices.Contains(needs, s.Need) }) {
				serving++
			}
		}
		if serving != len(suggestions) {
			t.Fatalf("%d types serve the needs, %d are suggested", serving, len(suggestions))
		}
		fits, unfit := 0, 0
		for _, made := range suggestions {
			refused := len(catalogue.Refusals(catalogue.Findings([]catalogue.Item{{Code: made.Equipment.Code}}, s))) > 0
			if made.Fits() == refused {
				t.Fatalf("%s fits: %v", made.Equipment.Code, made.Fits())
			}
			if len(made.Serves) == 0 || made.Fits() && unfit > 0 {
				t.Fatalf("%s stands there without a reason, or behind what does not fit", made.Equipment.Code)
			}
			if made.Fits() {
				fits++
			} else {
				unfit++
			}
		}
	})
}
