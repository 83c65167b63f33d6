package intake

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

// What is kept for another person from the same ward, from a referral in which every
// question that can be asked has an answer.
func TestAnotherFromTheWardKeepsNothingOfThePerson(t *testing.T) {
	c := at(referral.TrustedAssessor)
	all := form.Answers{}
	for _, s := range Sections() {
		for _, f := range s.Fields {
			switch {
			case len(f.Options) > 0:
				all[f.Name] = []string{f.Options[0].Value}
			case f.Control == form.Date:
				all[f.Name] = []string{"2026-03-13"}
			default:
				all[f.Name] = []string{"answer to " + f.Name}
			}
		}
	}
	all["where-now"], all["ward"], all["route"] = []string{"hospital"}, []string{"Example Hospital, Ward 4"}, []string{"hospital-discharge"}
	want := map[string]form.Answers{
		"person": {"where-now": {"hospital"}, "ward": {"Example Hospital, Ward 4"}},
		"route":  {"route": {"hospital-discharge"}},
	}
	if got := Another(all, c); !reflect.DeepEqual(got, want) || !Facts(all, c).Ward {
		t.Errorf("kept: %v", got)
	}
	for _, test := range []struct {
		name   string
		change form.Answers
	}{
		{"no ward", form.Answers{"ward": nil}},
		{"a ward that no longer applies", form.Answers{"where-now": {"home"}}},
	} {
		changed := merge(all, test.change)
		if got := Another(changed, c); got != nil || Facts(changed, c).Ward {
			t.Errorf("%s: kept %v", test.name, got)
		}
	}
}

// A text could hold anything; only that of the ward is kept. A choice that is kept
// says how somebody comes to be referred, and never who they are.
func TestWhatIsKeptIsDeclaredOnTheField(t *testing.T) {
	for _, s := range Sections() {
		for _, f := range s.Fields {
			if f.Keeps && !slices.Contains([]string{"where-now", "ward", "route"}, f.Name) {
				t.Errorf("%s is kept: say here why it is nothing of the person", f.Name)
			}
			if f.Keeps && f.Control != form.Radios && !strings.Contains(f.Label, "ward") {
				t.Errorf("%s is kept, and anything can be written into it", f.Name)
			}
		}
	}
}

func merge(all ...form.Answers) form.Answers {
	merged := form.Answers{}
	for _, one := range all {
		for name, values := range one {
			merged[name] = values
		}
	}
	return merged
}
