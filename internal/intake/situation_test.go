package intake

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

func TestSituationOf(t *testing.T) {
	for _, test := range []struct{ answers, holds, doesNot string }{
		{"", "", ""},
		{"line=dont-know broadband=dont-know pendant-press=dont-know misuse=dont-know who-comes=dont-know", "", ""},
		{"line=! broadband=! who-comes=! oxygen=! smoking=! conditions=! gps-charger=Somebody", "", ""},
		{"line=digital", "digital-line", "analogue-line no-line no-broadband"},
		{"line=digital broadband=no", "digital-line no-broadband", "analogue-line no-line"},
		{"line=analogue", "analogue-line", "digital-line no-line"},
		{"line=analogue switchover=done", "digital-line", "analogue-line no-line no-broadband"},
		{"line=none mobile-signal=none", "no-line no-signal", "digital-line analogue-line"},
		{"mobile-signal=ee|o2", "", "no-signal"},
		{"line=digital power-backup=no", "digital-line no-power-backup", "analogue-line no-line no-broadband"},
		{"line=digital power-backup=no power-backup-answer=x", "digital-line", "analogue-line no-line no-broadband no-power-backup"},
		{"line=none power-backup=no", "no-line", "digital-line analogue-line"},
		{"socket=no smoke-alarm=no co-fuel=no", "no-socket no-smoke-alarm nothing-burns", ""},
		{"oxygen=yes", "", ""},
		{"oxygen=yes smoking=in-bed", "oxygen-smoke smokes-in-bed", ""},
		{"oxygen=yes smoking=no", "", "oxygen-smoke smokes-in-bed"},
		{"tenure=own", "", "rented"},
		{"tenure=private-landlord", "rented", ""},
		{"will-be=care-home", "care-home", ""},
		{"kit-pets=yes pets=no", "", "pets"}, // what is asked of the home is asked of whoever is there
		{"pendant-press=no pendant-wear=yes", "cannot-press", "will-not-wear"},
		{"falls-wear=no", "will-not-wear", ""},
		{"conditions=sight", "", "cannot-see-hear"},
		{"conditions=sight|hearing", "cannot-see-hear", ""},
		{"enuresis-assessed=no bed-shared=yes", "not-assessed bed-shared", ""},
		{"alone-day=0 alone-night=3", "alone-for-hours", ""},
		{"alone-day=0", "", "alone-for-hours"},
		{"lives-alone=yes", "lives-alone", "others-there"},
		{"lives-alone=no", "others-there", "lives-alone"},
		{"kit-others=yes", "others-there", ""},
		{"who-comes=nobody", "nobody-comes nobody-at-night", ""},
		{"who-comes=by-day", "nobody-at-night", "nobody-comes"},
		{"who-comes=by-day|at-night", "", "nobody-comes nobody-at-night"},
		{"who-comes=nobody council-responds=yes", "", "nobody-comes nobody-at-night"},
		{"who-comes=nobody responder-1-name=Test", "nobody-at-night", "nobody-comes"},
		{"shared-areas=no misuse=yes", "others-oppose misuse", ""},
		{"gps-charger=nobody gps-watcher=family", "nobody-charges", "nobody-watches"},
		{"dispenser-filler=nobody dispenser-pharmacist=no", "nobody-fills no-pharmacist", ""},
		{"smart-speaker-account=nobody video-doorbell-account=family", "nobody-keeps:smart-speaker", "nobody-keeps:video-doorbell"},
	} {
		t.Run(test.answers, func(t *testing.T) {
			var holds, doesNot []string
			for c, is := range SituationOf(changed(form.Answers{}, test.answers)) {
				if is {
					holds = append(holds, string(c))
				} else {
					doesNot = append(doesNot, string(c))
				}
			}
			sorted := func(words string) string {
				all := strings.Fields(words)
				slices.Sort(all)
				return strings.Join(all, " ")
			}
			if got := sorted(strings.Join(holds, " ")); got != sorted(test.holds) {
				t.Errorf("holds: %q, want %q", got, test.holds)
			}
			if got := sorted(strings.Join(doesNot, " ")); got != sorted(test.doesNot) {
				t.Errorf("does not: %q, want %q", got, test.doesNot)
			}
		})
	}
}

// Each rule of the catalogue can be answered for: some answer of the form makes its
// circumstance known, both ways.
func TestEveryRuleOfTheCatalogueHasItsQuestion(t *testing.T) {
	told := map[catalogue.Circumstance]map[bool]bool{}
	note := func(all form.Answers) {
		for c, is := range SituationOf(all) {
			if told[c] == nil {
				told[c] = map[bool]bool{}
			}
			told[c][is] = true
		}
	}
	for _, s := range Sections() {
		for _, f := range s.Fields {
			for _, o := range f.Options {
				note(form.Answers{f.Name: {o.Value}})
			}
		}
	}
	note(form.Answers{"alone-day": {"3"}})
	note(form.Answers{"alone-day": {"0"}})
	note(form.Answers{"conditions": {"sight", "hearing"}})
	for _, e := range catalogue.All() {
		for _, rule := range e.RuledOutBy {
			c := rule.When
			if c == catalogue.NobodyKeeps {
				c = c.Of(e.Code)
			}
			if !told[c][true] || !told[c][false] {
				t.Errorf("%s: no question tells of %q both ways", e.Code, c)
			}
		}
	}
}

func TestNeedsOf(t *testing.T) {
	for _, test := range []struct {
		answers, want string
		named         bool
	}{
		{"", "", false},
		{"concerns=fall-last-month", "falls", false},
		{"falls=2 getting-lost=night medication=trouble conditions=epilepsy carer-strain=breaking", "falls leaving lost medication seizures carer", false},
		{"falls=0 getting-lost=out medication=alone", "", false},
		{"concerns=fall-last-month help-with=company", "company", true},
	} {
		needs, named := NeedsOf(changed(form.Answers{}, test.answers))
		var got []string
		for _, need := range needs {
			got = append(got, string(need))
		}
		if strings.Join(got, " ") != test.want || named != test.named {
			t.Errorf("%s: %v, named %v", test.answers, got, named)
		}
	}
}

func TestWhatDoesNotFitIsRefusedOnTheForm(t *testing.T) {
	c := at(referral.TrustedAssessor)
	for _, test := range []struct {
		name  string
		typed []string
		want  string // parts of the problems in order, between bars
	}{
		{"fits", nil, ""},
		{"warned", []string{"will-be", "care-home", "tenure", "council"}, ""},
		{"refused", []string{"pendant-press", "no"}, "cannot press it, or would not know when to. May fit instead: Falls detector or Bed occupancy sensor. Take it out, or select that"},
		{"refused by another section", []string{"broadband", "no", "mobile-signal", "none"}, "Hub (base unit), needed for Pendant alarm"},
		{"asked for all the same", []string{"pendant-press", "no", "all-the-same", "yes"}, ""},
		{"ordered all the same", []string{"pendant-press", "no", "all-the-same", "yes", "order", "order-now"}, "ask the team, because not all of it fits: Pendant alarm: they cannot"},
		{"another kind is chosen", []string{"equipment", "hub", "hub-variant", "broadband"}, ""},
		{"analogue", []string{"equipment", "hub", "hub-variant", "telephone-line"}, "closes in January 2027. May fit instead: Hub (base unit), digital or Hub (base unit), SIM. Select another"},
		{"analogue, and nobody can ask for it all the same", []string{"equipment", "hub", "hub-variant", "telephone-line", "all-the-same", "yes"}, "Select another, or leave it"},
		{"taken away", []string{"purpose", "take-away", "pendant-press", "no"}, ""},
		{"only the need is known", []string{"equipment", "not-sure", "help-with", "lost"}, ""},
		{"not even the need", []string{"equipment", "not-sure"}, "Enter what the need is, or select it"},
	} {
		t.Run(test.name, func(t *testing.T) {
			all := read(with(pendant(), append([]string{"order", "no"}, test.typed...)...), c)
			var parts []string
			if test.want != "" {
				parts = strings.Split(test.want, "|")
			}
			problems := Check(all, c)
			if len(problems) != len(parts) {
				t.Fatalf("problems: %+v", problems)
			}
			for i, part := range parts {
				if !strings.Contains(problems[i].Message, part) {
					t.Errorf("problem %q, want %q", problems[i].Message, part)
				}
			}
		})
	}
}

// What fits stands first with why, what does not fit last with why not, and every
// choice is there once.
func TestEquipmentIsGroupedByWhatFits(t *testing.T) {
	f, _ := equipment().Field(EquipmentField)
	for answers, want := range map[string]string{
		"":                                      ": everything",
		"help-with=lost":                        "What fits the needs that you selected: gps-locator, door-exit / Other equipment: the rest / Not sure: not-sure",
		"getting-lost=lost":                     "What fits what you said so far: gps-locator, door-exit / Other equipment: the rest / Not sure: not-sure",
		"help-with=lost misuse=yes":             "What fits the needs that you selected: door-exit / What does not fit here: gps-locator / Other equipment: the rest / Not sure: not-sure",
		"help-with=continence who-comes=nobody": "What does not fit here: enuresis-sensor / Other equipment: the rest / Not sure: not-sure",
	} {
		all := changed(form.Answers{}, answers)
		var groups []string
		seen := map[string]int{}
		for _, g := range f.Groups(all) {
			var values []string
			for _, o := range g.Options {
				seen[o.Value]++
				values = append(values, o.Value)
				if o.Hint == "" && !o.Exclusive {
					t.Errorf("%s says not why", o.Value)
				}
			}
			words := strings.Join(values, ", ")
			switch {
			case g.Heading == "":
				words = "everything"
			case g.Heading == "Other equipment":
				words = "the rest"
			}
			groups = append(groups, g.Heading+": "+words)
		}
		if got := strings.Join(groups, " / "); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", answers, got, want)
		}
		choices := map[string]int{}
		for _, o := range f.Choices() {
			choices[o.Value] = 1
		}
		if !maps.Equal(seen, choices) {
			t.Errorf("%s: the choices are %v", answers, seen)
		}
	}
	for answers, where := range map[string]string{"misuse=yes": "", "misuse=yes help-with=falls": "Other equipment"} {
		for _, g := range f.Groups(changed(form.Answers{}, answers)) {
			for _, o := range g.Options {
				if o.Value == "gps-locator" && (g.Heading != where || o.Hint != "Does not fit here.\nGPS locator: somebody could misuse knowing where they are.") {
					t.Errorf("%s: under %q: %q", answers, g.Heading, o.Hint)
				}
			}
		}
	}
	for _, g := range f.Groups(changed(form.Answers{}, "help-with=lost|leaving gps-charger=family")) {
		for _, o := range g.Options {
			if o.Value == "gps-locator" && o.Hint != "Getting lost outside: somebody can see where they are and find them, so that they can go on going out.\nGoing out at unsafe times: they can be found if they are gone.\n"+
				"It monitors: consider first whether something less restrictive would do.\n"+
				"Find out first: whether somebody could misuse it; who would watch where they are, and go to find them; whether they will wear it; whether a mobile network has a signal there; who would come when it calls." {
				t.Errorf("the reasons are %q", o.Hint)
			}
		}
	}
}

// The flags of a list say what the form says.
func TestFlagsHaveTheWordsOfTheForm(t *testing.T) {
	c := at(referral.SocialWorker)
	all := read(with(pendant(), "pendant-press", "no", "all-the-same", "yes", "line", "digital", "power-backup", "no", "will-be", "care-home"), c)
	facts := Facts(all, c)
	var flagged, said []string
	for _, f := range referral.FlagsOf(facts, referral.AssistiveTechnology) {
		if f.Words != "" {
			flagged = append(flagged, string(f.Code)+" "+f.Words)
		}
	}
	for _, f := range FindingsOf(all, c) {
		switch {
		case f.When == catalogue.NoPowerBackup:
			said = slices.Insert(said, 0, "switchover "+f.Words)
		case f.Severity == catalogue.Refuse:
			said = append(said, "does-not-fit "+f.Words)
		}
	}
	if !slices.Equal(flagged, said) || len(said) != 2 {
		t.Errorf("flagged\n%s\nsaid\n%s", strings.Join(flagged, "\n"), strings.Join(said, "\n"))
	}
	if flags := referral.FlagsOf(facts, referral.DigitalSupport); slices.ContainsFunc(flags, func(f referral.Flag) bool { return f.Words != "" }) {
		t.Error("what another strand asks for is flagged")
	}
}

func TestNotesOnTheHomeAndOnKeys(t *testing.T) {
	note := func(slug, field, answers string) string {
		s, _ := Find(slug)
		for _, n := range Notes(s, changed(form.Answers{"kinds": {"assistive-technology"}}, answers), at(referral.SocialWorker)) {
			if n.Field == field {
				return n.Message
			}
		}
		return ""
	}
	provides, keys := catalogue.CareHomeProvides+".", keySafeNeeded+"."
	for _, test := range []struct{ slug, field, answers, want string }{
		{"person", "will-be", "will-be=care-home", provides},
		{"person", "will-be", "will-be=home accommodation=nursing-home", ""},
		{"person", "will-be", "will-be=care-home kinds=vr-sessions", ""},
		{"person-more", "accommodation", "will-be=home accommodation=nursing-home", provides},
		{"responders", "key-safe", "key-safe=no", ""},
		{"responders", "key-safe", "key-safe=no responder-1-name=A responder-1-telephone=1 responder-1-key=yes", keys},
		{"responders", "key-safe", "key-safe=there responder-1-name=A responder-1-telephone=1", ""},
		{"responders", "key-safe", "key-safe=no responder-1-name=A responder-1-telephone=1 responder-1-key=yes responder-2-name=B responder-2-telephone=2 responder-2-key=yes", ""},
	} {
		if got := note(test.slug, test.field, test.answers); got != test.want {
			t.Errorf("%s: %q, want %q", test.answers, got, test.want)
		}
	}
}
