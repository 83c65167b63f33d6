package webtest

import (
	"strings"

	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
)

// GoldenName is what a section's golden files are called after.
func GoldenName(s intake.Section) string { return strings.ReplaceAll(s.Slug, "-", "_") }

// SpokenGoldens are the sections of a call about everything that can be asked for.
func SpokenGoldens() []intake.Section {
	all := intake.Answers{"kinds": Everything()["about"]["kinds"]}
	return intake.Spoken(all, intake.Context{Now: Monday, Role: referral.SocialWorker})
}

// AnswersGoldens are the sections of which something can be answered afterwards.
func AnswersGoldens() []intake.Section {
	var later []intake.Section
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
