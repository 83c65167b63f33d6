package intake

import (
	"strings"
	"testing"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

func TestWhatCanBeLeftIsStillRefusedWhenItIsWrong(t *testing.T) {
	for _, test := range []struct {
		name    string
		change  []string
		anchor  string // "" if it is good
		message string
	}{
		{"falls", []string{"falls", "12"}, "", ""},
		{"falls with spaces", []string{"falls", " 1 2 "}, "", ""},
		{"falls in words", []string{"falls", "twelve"}, "falls", "whole number from 0 to 365"},
		{"a fall and a half", []string{"falls", "1.5"}, "falls", "whole number"},
		{"fewer than no falls", []string{"falls", "-1"}, "falls", "whole number"},
		{"25 hours alone by day", []string{"alone-day", "25"}, "alone-day", "0 to 24"},
		{"falls not known", []string{"falls-dont-know", referral.DontKnow}, "", ""},
		{"UPRN", []string{"uprn", "100012345678"}, "", ""},
		{"UPRN of 13 digits", []string{"uprn", "1000123456789"}, "uprn", "1 to 12 digits"},
		{"UPRN of zeros", []string{"uprn", "000"}, "uprn", "1 to 12 digits"},
		{"consent tomorrow", []string{"consent", "given", "consent-on-day", "12", "consent-on-month", "3", "consent-on-year", "2026"}, "consent-on-day", "today or in the past"},
		{"consent today", []string{"consent", "given", "consent-on-day", "11", "consent-on-month", "3", "consent-on-year", "2026"}, "", ""},
		{"a switch with a slip in the year", []string{"switchover", "planned", "switchover-on-day", "1", "switchover-on-month", "1", "switchover-on-year", "2072"}, "switchover-on-day", "within the next 5 years"},
		{"a responder without a number", []string{"responder-2-name", "Test Neighbour"}, "responder-2-telephone", "telephone number of responder 2"},
		{"a responder without a name", []string{"responder-3-telephone", "01632 960 004"}, "responder-3-name", "name of responder 3"},
		{"a first responder who is not known", []string{"responder-1-name-dont-know", referral.DontKnow}, "", ""},
		{"the code of the key safe", []string{"access", "Key safe code 4821"}, "access", "looks like a key safe code"},
		{"conditions: none, and one", []string{"conditions", "none|stroke"}, "conditions", "alone"},
		{"monitoring that ends before it starts", []string{"equipment", "activity-monitoring-kit",
			"kit-from-day", "2", "kit-from-month", "4", "kit-from-year", "2026", "kit-to-day", "1", "kit-to-month", "4", "kit-to-year", "2026"}, "kit-to-day", "after its start"},
		{"a colleague’s address", []string{"also-tell-2", "colleague at example"}, "also-tell-2", "name@example.org"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := at(referral.SocialWorker)
			problems := Check(read(with(pendant(), test.change...), c), c)
			if test.anchor == "" {
				if len(problems) > 0 {
					t.Errorf("cannot be sent: %+v", problems)
				}
				return
			}
			if len(problems) != 1 || problems[0].Anchor != test.anchor || !strings.Contains(problems[0].Message, test.message) {
				t.Errorf("got %+v", problems)
			}
		})
	}
}

func TestMonitoringIsAskedAboutWhereItIsWanted(t *testing.T) {
	c := at(referral.SocialWorker)
	s, _ := Find("consent")
	asked := func(all form.Answers, c form.Context) bool {
		for _, f := range s.Asked(all, c) {
			if f.Name == "less-restrictive" {
				return true
			}
		}
		return false
	}
	if asked(read(pendant(), c), c) {
		t.Error("a pendant alarm monitors nobody")
	}
	all := read(with(pendant(), "equipment", "gps-locator"), c)
	if !asked(all, c) {
		t.Error("a locator monitors")
	}
	c.Decided = AskedFor(form.Answers{"equipment": {"pendant-alarm"}})
	if asked(all, c) {
		t.Error("what was decided counts, once it is known")
	}
}

func TestAnUntouchedSectionIsOneTask(t *testing.T) {
	c := at(referral.SocialWorker)
	tasks := func(all form.Answers) (found []Task) {
		for _, task := range StillMissing(all, c) {
			if task.Section == "home" {
				found = append(found, task)
			}
		}
		return found
	}
	all := read(pendant(), c)
	before := tasks(all)
	if len(before) != 1 || before[0].Questions < 10 || !strings.HasPrefix(before[0].Label(), "Home, power and communications (") {
		t.Fatalf("tasks of an untouched section: %+v", before)
	}
	all["line"] = []string{"digital"}
	if after := tasks(all); len(after) != before[0].Questions-1 || after[0].Label() != "Who provides the line?" {
		t.Errorf("tasks of a section that was begun: %+v", after)
	}
}

func TestColleaguesAreToldOnce(t *testing.T) {
	c := at(referral.SocialWorker)
	all := read(with(pendant(), "also-tell-1", "colleague.one@EXAMPLE.org", "also-tell-3", "colleague.one@example.org"), c)
	if got := strings.Join(Facts(all, c).AlsoTell, " "); got != "colleague.one@example.org" {
		t.Errorf("colleagues: %q", got)
	}
}

func TestLoneliness(t *testing.T) {
	for _, test := range []struct {
		a, b, c string
		want    int
		scored  bool
	}{
		{"1", "1", "1", 3, true}, {"3", "3", "3", 9, true}, {"2", "", "3", 0, false}, {"2", "4", "3", 0, false},
	} {
		got, scored := Loneliness(form.Answers{"lonely-companionship": {test.a}, "lonely-left-out": {test.b}, "lonely-isolated": {test.c}})
		if got != test.want || scored != test.scored {
			t.Errorf("%+v: %d, %v", test, got, scored)
		}
	}
}

// No field of the form may hold the code of a key safe.
func TestNoFieldAsksForAKeySafeCode(t *testing.T) {
	for _, s := range Sections() {
		for _, f := range s.Fields {
			if (f.Control == form.Text || f.Control == form.TextArea) && strings.Contains(strings.ToLower(f.Label), "code") && f.Control != form.Postcode {
				t.Errorf("%s: %s", f.Name, f.Label)
			}
		}
	}
}
