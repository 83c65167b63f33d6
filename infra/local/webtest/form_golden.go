package webtest

import (
	"strings"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
)

// GoldenName is what a section's golden files are called after.
func GoldenName(s form.Section) string { return strings.ReplaceAll(s.Slug, "-", "_") }

// SpokenGoldens are the sections of a call about everything that can be asked for.
func SpokenGoldens() []form.Section {
	all := form.Answers{"kinds": Everything()["about"]["kinds"]}
	return intake.Spoken(all, form.Context{Now: Monday, Role: referral.SocialWorker})
}

// AnswersGoldens are the sections of which something can be answered afterwards.
func AnswersGoldens() []form.Section {
	var later []form.Section
	for _, s := range intake.Sections() {
		for _, f := range s.Fields {
			if !f.Fixed && !f.OnScreen {
				later = append(later, s)
				break
			}
		}
	}
	return later
}
