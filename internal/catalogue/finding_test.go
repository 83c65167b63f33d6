package catalogue_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"assistive-referrals/internal/catalogue"
)

func words(findings []catalogue.Finding) string {
	var words []string
	for _, f := range findings {
		words = append(words, string(f.Severity)+": "+f.Words)
	}
	return strings.Join(words, "\n")
}

func TestFindings(t *testing.T) {
	item := func(code catalogue.Code, variant ...catalogue.Link) catalogue.Item {
		i := catalogue.Item{Code: code}
		if len(variant) > 0 {
			i.Variant = variant[0]
		}
		return i
	}
	for _, test := range []struct {
		name      string
		items     []catalogue.Item
		situation catalogue.Situation
		want      []string
	}{
		{"nothing known", []catalogue.Item{item("pendant-alarm"), item("gps-locator"), item("no-such-thing")}, nil, nil},
		{"what does not hold", []catalogue.Item{item("pendant-alarm")}, catalogue.Situation{catalogue.CannotPress: false, catalogue.CareHome: false}, nil},
		{"cannot press", []catalogue.Item{item("pendant-alarm")}, catalogue.Situation{catalogue.CannotPress: true},
			[]string{"refuse: Pendant alarm: they cannot press it, or would not know when to. May fit instead: Falls detector or Bed occupancy sensor."}},
		{"what does not fit either is not offered", []catalogue.Item{item("pendant-alarm")}, catalogue.Situation{catalogue.CannotPress: true, catalogue.WillNotWear: true, catalogue.BedShared: true},
			[]string{"refuse: Pendant alarm: they cannot press it, or would not know when to.", "refuse: Pendant alarm: they will not wear it."}},
		{"about everything together, once", []catalogue.Item{item("pendant-alarm"), item("smoke-detector"), item("gps-locator")}, catalogue.Situation{catalogue.CareHome: true, catalogue.NobodyComes: true, catalogue.OthersOppose: true},
			[]string{"warn: A care home normally provides this equipment itself. Ask the home first.",
				"warn: Nobody is known who would come when it calls. Ask for the council’s response service, or find responders.",
				"warn: Everyone who shares the home must agree to what monitors it."}},
		{"what calls nobody needs nobody", []catalogue.Item{item("memory-prompt")}, catalogue.Situation{catalogue.NobodyComes: true, catalogue.OthersOppose: true}, nil},
		{"for one type alone", []catalogue.Item{item("smart-speaker"), item("video-doorbell")}, catalogue.Situation{catalogue.NobodyKeeps.Of("video-doorbell"): true},
			[]string{"refuse: Video doorbell: nobody looks after its account."}},

		{"neither line nor signal", []catalogue.Item{item("pendant-alarm"), item("smoke-detector")}, catalogue.Situation{catalogue.NoLine: true, catalogue.NoBroadband: true, catalogue.NoMobileSignal: true},
			[]string{"refuse: Hub (base unit), needed for Pendant alarm and Smoke detector: it needs a digital line, and there is no broadband; it needs a mobile network, and none has a signal there."}},
		{"a signal is enough", []catalogue.Item{item("pendant-alarm")}, catalogue.Situation{catalogue.NoLine: true, catalogue.NoBroadband: true}, nil},
		{"an analogue line alone asks for nothing analogue", []catalogue.Item{item("pendant-alarm")}, catalogue.Situation{catalogue.AnalogueLine: true}, nil},
		{"analogue, chosen", []catalogue.Item{item("hub", catalogue.TelephoneLine)}, catalogue.Situation{catalogue.DigitalLine: true},
			[]string{"refuse: Hub (base unit), analogue: it needs an analogue telephone line, and the line there is digital. May fit instead: Hub (base unit), digital or Hub (base unit), SIM."}},
		{"analogue, where it will be digital and has no signal", []catalogue.Item{item("big-button-telephone", catalogue.TelephoneLine)}, catalogue.Situation{catalogue.AnalogueLine: true, catalogue.NoMobileSignal: true},
			[]string{"refuse: Big-button telephone, analogue: it needs an analogue telephone line, and the line there will be digital: the public telephone network closes in January 2027. May fit instead: Big-button telephone, digital."}},
		{"analogue, by default", []catalogue.Item{item("hub", catalogue.TelephoneLine)}, nil,
			[]string{"refuse: Hub (base unit), analogue: it needs an analogue telephone line, and the public telephone network closes in January 2027. May fit instead: Hub (base unit), digital or Hub (base unit), SIM."}},
		{"SIM, chosen without a signal", []catalogue.Item{item("hub", catalogue.SIM)}, catalogue.Situation{catalogue.NoMobileSignal: true},
			[]string{"refuse: Hub (base unit), SIM: it needs a mobile network, and none has a signal there. May fit instead: Hub (base unit), digital."}},
		{"one link only", []catalogue.Item{item("gps-locator"), item("video-doorbell")}, catalogue.Situation{catalogue.NoMobileSignal: true, catalogue.NoBroadband: true},
			[]string{"refuse: GPS locator: it needs a mobile network, and none has a signal there.", "refuse: Video doorbell: it needs Wi-Fi, and there is no broadband."}},
		{"alone or by SIM", []catalogue.Item{item("medication-dispenser")}, catalogue.Situation{catalogue.NoMobileSignal: true}, nil},

		{"a power cut", []catalogue.Item{item("pendant-alarm")}, catalogue.Situation{catalogue.NoPowerBackup: true},
			[]string{"warn: Hub (base unit), needed for Pendant alarm: a life may depend on it, and the digital line has no battery back-up. Say what is done about a power cut."}},
		{"a power cut, by SIM", []catalogue.Item{item("pendant-alarm"), item("hub", catalogue.SIM)}, catalogue.Situation{catalogue.NoPowerBackup: true}, nil},
		{"a power cut, and no life depends on it", []catalogue.Item{item("big-button-telephone")}, catalogue.Situation{catalogue.NoPowerBackup: true}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := words(catalogue.Findings(test.items, test.situation)); got != strings.Join(test.want, "\n") {
				t.Errorf("got\n%s\nwant\n%s", got, strings.Join(test.want, "\n"))
			}
		})
	}
}

// Only what needs an analogue line is refused for good.
func TestOnlyTheSwitchoverIsFinal(t *testing.T) {
	for _, e := range catalogue.All() {
		for _, variant := range append(e.Variants(), "") {
			for _, f := range catalogue.Findings([]catalogue.Item{{Code: e.Code, Variant: variant}}, everythingIsWrong()) {
				if want := variant == catalogue.TelephoneLine && f.Equipment == e.Code && f.When == "" && f.Severity == catalogue.Refuse; f.Line != want {
					t.Errorf("%s %s: final is %v of %q", e.Code, variant, f.Line, f.Words)
				}
			}
		}
	}
}

// circumstances are all that any rule reads.
func circumstances() []catalogue.Circumstance {
	all := []catalogue.Circumstance{
		catalogue.DigitalLine, catalogue.AnalogueLine, catalogue.NoLine, catalogue.NoBroadband, catalogue.NoMobileSignal, catalogue.NoPowerBackup,
		catalogue.CareHome, catalogue.OxygenAndSmoke, catalogue.SmokesInBed, catalogue.NobodyComes, catalogue.OthersOppose,
	}
	for _, e := range catalogue.All() {
		for _, rule := range e.RuledOutBy {
			if !slices.Contains(all, rule.When) {
				all = append(all, rule.When)
			}
		}
	}
	return all
}

func everythingIsWrong() catalogue.Situation {
	s := catalogue.Situation{}
	for _, c := range circumstances() {
		s[c] = true
	}
	return s
}

func drawSituation(t *rapid.T) catalogue.Situation {
	s := catalogue.Situation{}
	for _, c := range circumstances() {
		switch rapid.IntRange(0, 2).Draw(t, string(c)) {
		case 1:
			s[c] = false
		case 2:
			s[c] = true
		}
	}
	return s
}

func drawItems(t *rapid.T) []catalogue.Item {
	var items []catalogue.Item
	for _, e := range catalogue.All() {
		if !rapid.Bool().Draw(t, string(e.Code)) {
			continue
		}
		items = append(items, catalogue.Item{Code: e.Code, Variant: rapid.SampledFrom(append(e.Variants(), "")).Draw(t, "variant")})
	}
	return items
}

// Whatever is asked for and known: findings are whole sentences about what was asked
// for or comes with it; what does not hold speaks against nothing; knowing more of
// what is wrong never takes a finding away; and nobody is offered what is refused.
func TestFindingsHoldTogether(t *testing.T) {
	type about struct {
		code catalogue.Code
		when catalogue.Circumstance
	}
	rapid.Check(t, func(t *rapid.T) {
		items, s := drawItems(t), drawSituation(t)
		findings := catalogue.Findings(items, s)
		with := catalogue.WithNeeded(catalogue.CodesOf(items))
		found := map[about]bool{}
		for _, f := range findings {
			if f.Equipment != "" && !slices.Contains(with, f.Equipment) {
				t.Fatalf("a finding about %s, which nobody asked for", f.Equipment)
			}
			if e, _ := catalogue.Find(f.Equipment); !strings.HasPrefix(f.Words, e.Name) || !strings.HasSuffix(f.Words, ".") || strings.Contains(f.Words, "..") {
				t.Fatalf("not a sentence about %s: %q", f.Equipment, f.Words)
			}
			if f.When != "" && !s.Holds(f.When, f.Equipment) {
				t.Fatalf("%q rests on what does not hold", f.Words)
			}
			found[about{f.Equipment, f.When}] = true
			if _, offered, any := strings.Cut(f.Words, "May fit instead: "); any {
				for name := range strings.SplitSeq(strings.TrimSuffix(offered, "."), " or ") {
					offersWhatFits(t, name, s)
				}
			}
		}
		only := catalogue.Situation{}
		for c, holds := range s {
			if holds {
				only[c] = true
			}
		}
		if words(catalogue.Findings(items, only)) != words(findings) {
			t.Fatal("what does not hold makes a difference")
		}
		more := rapid.SampledFrom(circumstances()).Draw(t, "more")
		only[more] = true
		now := map[about]bool{}
		for _, f := range catalogue.Findings(items, only) {
			now[about{f.Equipment, f.When}] = true
		}
		for a := range found {
			if !now[a] {
				t.Fatalf("%v is found no more once %s holds too", a, more)
			}
		}
	})
}

func offersWhatFits(t *rapid.T, name string, s catalogue.Situation) {
	for _, e := range catalogue.All() {
		for _, variant := range append(e.Variants(), "") {
			i := catalogue.Item{Code: e.Code, Variant: variant}
			if i.Name() != name {
				continue
			}
			if refused := catalogue.Refusals(catalogue.Findings([]catalogue.Item{i}, s)); len(refused) > 0 {
				t.Fatalf("%s is offered instead, and refused: %s", name, words(refused))
			}
			return
		}
	}
	t.Fatalf("%q is offered, and is not in the catalogue", name)
}

// The variant that is provided unless somebody chooses another is never analogue,
// and fits the home.
func TestTheUsualVariantFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSituation(t)
		for _, e := range catalogue.All() {
			usual := e.Usual(s)
			if usual == catalogue.TelephoneLine || usual != "" && !usual.FitsHome(s) {
				t.Fatalf("%s: %s", e.Code, usual)
			}
			fits := slices.ContainsFunc(e.Variants(), func(l catalogue.Link) bool { return l.FitsHome(s) })
			if fits != (usual != "") {
				t.Fatalf("%s: %q, and something fits: %v", e.Code, usual, fits)
			}
		}
	})
}
