package intake

import (
	"testing"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

// On paper nothing comes and goes: what applies only now and then says when.
func TestEveryQuestionIsOnPaperOrSaysWhyNot(t *testing.T) {
	c := at(referral.TrustedAssessor)
	seen := map[string]int{}
	var walk func(s form.Section, fields []form.Field)
	walk = func(s form.Section, fields []form.Field) {
		for _, f := range fields {
			seen[f.Name]++
			for _, o := range f.Options {
				walk(s, s.Branch(f.Name, o.Value))
			}
		}
	}
	for _, s := range Paper(referral.Kinds(), c) {
		walk(s, s.Branch("", ""))
	}
	for _, s := range Sections() {
		for _, f := range s.Fields {
			if want := map[bool]int{true: 0, false: 1}[f.OnScreen]; seen[f.Name] != want {
				t.Errorf("%s is on paper %d times, want %d", f.Name, seen[f.Name], want)
			}
			if f.When != nil && f.Parent == nil && !f.OnScreen && f.Only == "" {
				t.Errorf("%s does not always apply: say when in Only, or that it is OnScreen", f.Name)
			}
		}
	}
}

func TestPaperHasTheSectionsOfItsKinds(t *testing.T) {
	c := at(referral.SocialWorker)
	for _, test := range []struct {
		kinds []referral.Kind
		want  string
	}{
		{[]referral.Kind{referral.DigitalSupport}, "about call route person person-more agreement consent needs needs-more digital-support digital-more who-else"},
		{[]referral.Kind{referral.VRSessions}, "about call route person person-more agreement consent needs needs-more vr-sessions vr-screening vr-more who-else"},
		{nil, "about call route person person-more agreement consent needs needs-more who-else"},
	} {
		if got := slugs(Paper(test.kinds, c)); got != test.want {
			t.Errorf("%v: %s", test.kinds, got)
		}
	}
}
