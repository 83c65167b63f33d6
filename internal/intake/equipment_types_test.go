package intake

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/golden"
	"assistive-referrals/internal/referral"
)

// Each type's golden file says everything that this service does with it: what it
// declares, what is asked about it, what each circumstance says against it, and how a
// referral for it alone is triaged.
func TestEachTypeOfEquipment(t *testing.T) {
	for _, e := range catalogue.All() {
		t.Run(string(e.Code), func(t *testing.T) {
			path := filepath.Join("testdata", "equipment", string(e.Code)+".golden.txt")
			got := declared(e) + askedAbout(e) + against(e) + triaged(t, e)
			golden.Compare(t, path, got)
		})
	}
	files, err := filepath.Glob("testdata/equipment/*")
	if err != nil || len(files) != len(catalogue.All()) {
		t.Errorf("%d golden files of %d types", len(files), len(catalogue.All()))
	}
}

func declared(e catalogue.Equipment) string {
	var s strings.Builder
	line := func(key string, values ...string) {
		if words := strings.Join(values, "; "); words != "" {
			fmt.Fprintf(&s, "%s: %s\n", key, words)
		}
	}
	var links, answered, needs []string
	for _, l := range e.Communicates {
		links = append(links, l.Label())
	}
	for _, a := range e.AnsweredBy {
		answered = append(answered, a.Label())
	}
	for _, code := range e.Needs {
		needs = append(needs, string(code))
	}
	line(e.Name, e.Need, e.Hint)
	line("communicates", links...)
	line("power", e.Power.Label())
	line("answered by", answered...)
	line("monitors", fmt.Sprint(e.Monitors))
	line("a life may depend on it", fmt.Sprint(e.LifeSafety))
	line("complexity", string(e.Complexity))
	line("needs", needs...)
	line("trial", fmt.Sprintf("%d weeks", e.TrialWeeks))
	line("review", fmt.Sprintf("after %d months", e.ReviewAfterMonths))
	line("cost", fmt.Sprintf("%d pence", e.UnitCostPence))
	for _, service := range e.Serves {
		line("serves "+string(service.Need), service.Why, map[bool]string{true: "made for it"}[service.Best])
	}
	for _, check := range e.Check {
		line("not if", check)
	}
	return s.String()
}

func askedAbout(e catalogue.Equipment) string {
	var s strings.Builder
	section := equipment()
	for _, f := range section.Fields {
		if f.Parent != nil && f.Parent.Value == string(e.Code) {
			s.WriteString("asked: " + questionInWords(f, Sections()))
		}
	}
	return s.String()
}

// against tells what each circumstance alone says against it, in each variant.
func against(e catalogue.Equipment) string {
	var s strings.Builder
	for _, c := range []catalogue.Circumstance{
		"whatever is known",
		catalogue.DigitalLine, catalogue.AnalogueLine, catalogue.NoLine, catalogue.NoBroadband, catalogue.NoMobileSignal, catalogue.NoPowerBackup, catalogue.NoSocket,
		catalogue.NoSmokeAlarm, catalogue.NothingBurns, catalogue.OxygenAndSmoke, catalogue.SmokesInBed, catalogue.Rented, catalogue.CareHome, catalogue.CannotPress,
		catalogue.WillNotWear, catalogue.CannotSeeHear, catalogue.NotAssessed, catalogue.BedShared, catalogue.AloneForHours, catalogue.LivesAlone, catalogue.NobodyComes,
		catalogue.NobodyAtNight, catalogue.OthersThere, catalogue.Pets, catalogue.OthersOppose, catalogue.Misuse, catalogue.NobodyCharges, catalogue.NobodyWatches,
		catalogue.NobodyFills, catalogue.NoPharmacist, catalogue.NobodyKeeps,
	} {
		for _, variant := range append([]catalogue.Link{""}, e.Variants()...) {
			item := []catalogue.Item{{Code: e.Code, Variant: variant}}
			said := catalogue.Findings(item, nil)
			if c == "whatever is known" {
				said = nil
			}
			if variant != "" {
				said = append(said, catalogue.Findings([]catalogue.Item{{Code: e.Code}}, catalogue.Situation{c: true})...)
			}
			for _, f := range catalogue.Findings(item, catalogue.Situation{c: true}) {
				// Of a variant only what is about how it connects: the rest is said above.
				if !slices.Contains(said, f) && (variant == "" || f.When == "") {
					fmt.Fprintf(&s, "%s, %s%s: %s\n", c, f.Severity, map[bool]string{true: ", for good"}[f.Line], f.Words)
				}
			}
		}
	}
	return s.String()
}

func triaged(t *testing.T, e catalogue.Equipment) string {
	c := at(referral.SocialWorker)
	all := read(with(pendant(), "equipment", string(e.Code), "other-equipment", "Ring when the kettle boils."), c)
	if problems := Check(all, c); len(problems) > 0 {
		t.Fatalf("cannot be sent: %+v", problems)
	}
	r := referral.Referral{Sent: c.Now, Kinds: KindsOf(all), Answers: Final(all, c), Facts: Facts(all, c)}
	triage := council.Triage(r, referral.AssistiveTechnology)
	var flags []string
	for _, flag := range referral.FlagsOf(r.Facts, referral.AssistiveTechnology) {
		flags = append(flags, flag.Label())
	}
	return fmt.Sprintf("triage: %s, %s; flags: %s\n", triage.Team.Label(), triage.Priority.Label(), strings.Join(flags, ", "))
}
