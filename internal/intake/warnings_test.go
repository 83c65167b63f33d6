package intake_test

import (
	"slices"
	"testing"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
)

func TestWarnings(t *testing.T) {
	about := func(a form.Answers) []string {
		var all []string
		for _, w := range intake.Warnings(a, form.Context{}) {
			all = append(all, w.About+": "+w.Text)
		}
		return all
	}
	for name, c := range map[string]struct {
		answers form.Answers
		want    []string
	}{
		"nothing": {form.Answers{"must-not-tell": {"no"}, "danger": {"no"}, "misuse": {"no"}}, nil},
		"contact before danger": {
			form.Answers{"must-not-tell": {"yes"}, "must-not-tell-who": {"Her nephew"}, "danger": {"yes"}, "danger-what": {"A dog"}},
			[]string{"Do not contact or tell: Her nephew", "Danger to visitors: A dog"},
		},
		"not known": {
			form.Answers{"danger": {referral.DontKnow}},
			[]string{"Danger to visitors: It is not known whether visitors are in danger. Find out before you visit."},
		},
		"misuse": {
			form.Answers{"misuse": {"yes"}},
			[]string{"Possible misuse: Someone could misuse tracking, cameras or access to the person’s accounts."},
		},
	} {
		if got := about(c.answers); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
