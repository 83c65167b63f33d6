package catalogue_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"assistive-referrals/internal/catalogue"
)

func TestEveryTypeIsComplete(t *testing.T) {
	code := regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)
	seen := map[catalogue.Code]bool{}
	for _, e := range catalogue.All() {
		t.Run(string(e.Code), func(t *testing.T) {
			if !code.MatchString(string(e.Code)) || seen[e.Code] {
				t.Errorf("code %q is malformed or given twice", e.Code)
			}
			seen[e.Code] = true
			if e.Name == "" || e.Need == "" {
				t.Error("has no name or no need")
			}
			if e.Complexity != catalogue.SimpleEquipment && e.Complexity != catalogue.ComplexEquipment {
				t.Errorf("complexity is %q", e.Complexity)
			}
			for _, needed := range e.Needs {
				if _, found := catalogue.Find(needed); !found {
					t.Errorf("needs %q, which does not exist", needed)
				}
			}
			if e.Monitors && e.Complexity == catalogue.SimpleEquipment {
				t.Error("monitors, and yet is simple")
			}
			if e.Code == "other" {
				return // nothing is known of it
			}
			if len(e.RuledOutBy)+len(e.Check) == 0 || e.UnitCostPence == 0 || e.Power.Label() == "" {
				t.Error("says not what rules it out, what it costs or what it runs on")
			}
			if len(e.Serves) == 0 && e.Code != "hub" {
				t.Error("serves no need")
			}
			for _, s := range e.Serves {
				if s.Need.Label() == "" || s.Why == "" {
					t.Errorf("serves %q, and says not why", s.Need)
				}
			}
			ruled := map[catalogue.Circumstance]bool{}
			for _, rule := range e.RuledOutBy {
				if rule.Words == "" || rule.Severity != catalogue.Refuse && rule.Severity != catalogue.Warn || ruled[rule.When] {
					t.Errorf("rule %+v is incomplete or given twice", rule)
				}
				ruled[rule.When] = true
				for _, instead := range rule.Instead {
					if _, found := catalogue.Find(instead); !found || instead == e.Code {
						t.Errorf("offers %q instead", instead)
					}
				}
			}
			// What can be looked at from elsewhere by itself can be misused.
			if e.Monitors && len(e.Needs) == 0 && !ruled[catalogue.Misuse] {
				t.Error("monitors by itself, and nothing is said of misuse")
			}
			if len(e.Communicates) == 0 || len(e.AnsweredBy) == 0 {
				t.Error("says not how it communicates or who answers it")
			}
			for _, link := range e.Communicates {
				if link.Label() == "" {
					t.Errorf("link %q has no label", link)
				}
			}
			for _, answerer := range e.AnsweredBy {
				if answerer.Label() == "" {
					t.Errorf("answerer %q has no label", answerer)
				}
			}
			// What cannot call by itself and is answered from outside must go through a hub.
			alone := !slices.ContainsFunc(e.Communicates, func(l catalogue.Link) bool { return l != catalogue.NoLink })
			if alone && slices.Contains(e.AnsweredBy, catalogue.MonitoringCentre) && len(e.Needs) == 0 {
				t.Error("a monitoring centre answers it, and it has no way to call")
			}
		})
	}
}

func TestOneFilePerType(t *testing.T) {
	for _, e := range catalogue.All() {
		if _, err := os.Stat(strings.ReplaceAll(string(e.Code), "-", "_") + ".go"); err != nil {
			t.Error(err)
		}
	}
}

func TestNothingNeedsAnAnalogueLine(t *testing.T) {
	// No new analogue equipment by default: the public network closes in January 2027.
	for _, e := range catalogue.All() {
		if e.AnalogueOnly() {
			t.Errorf("%s exists only for analogue lines", e.Code)
		}
	}
	if !(catalogue.Equipment{Communicates: []catalogue.Link{catalogue.TelephoneLine}}).AnalogueOnly() {
		t.Error("equipment for analogue lines alone is not noticed")
	}
}

func TestSimple(t *testing.T) {
	for _, test := range []struct {
		codes []catalogue.Code
		want  bool
	}{
		{nil, false},
		{[]catalogue.Code{"pendant-alarm"}, true},
		{[]catalogue.Code{"pendant-alarm", "smoke-detector", "key-safe"}, true},
		{[]catalogue.Code{"pendant-alarm", "gps-locator"}, false},
		{[]catalogue.Code{"medication-dispenser"}, false},
		{[]catalogue.Code{"other"}, false},
		{[]catalogue.Code{"no-such-thing"}, false},
	} {
		if got := catalogue.Simple(test.codes); got != test.want {
			t.Errorf("Simple(%v) = %v", test.codes, got)
		}
	}
}

func TestCostIncludesWhatIsNeededOnce(t *testing.T) {
	cost := func(code catalogue.Code) int {
		e, _ := catalogue.Find(code)
		return e.UnitCostPence
	}
	hub, pendant, smoke := cost("hub"), cost("pendant-alarm"), cost("smoke-detector")
	for _, test := range []struct {
		codes []catalogue.Code
		want  int
	}{
		{nil, 0},
		{[]catalogue.Code{"no-such-thing"}, 0},
		{[]catalogue.Code{"pendant-alarm"}, pendant + hub},
		{[]catalogue.Code{"pendant-alarm", "smoke-detector"}, pendant + smoke + hub},
		{[]catalogue.Code{"hub", "pendant-alarm"}, pendant + hub},
		{[]catalogue.Code{"smoke-detector", "smoke-detector"}, 2*smoke + hub},
	} {
		if got := catalogue.Cost(test.codes); got != test.want {
			t.Errorf("Cost(%v) = %d, want %d", test.codes, got, test.want)
		}
	}
}

func TestCallersCannotChangeTheCatalogue(t *testing.T) {
	catalogue.All()[0].RuledOutBy[0].Words = "changed"
	if catalogue.All()[0].RuledOutBy[0].Words == "changed" {
		t.Error("a caller changed what others see")
	}
}
