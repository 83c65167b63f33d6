package intake

import (
	"slices"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

// Paper returns the form for those kinds of referral as it stands on paper, for
// people in that role: every question, whether or not it will apply, but for those
// that a page asks about what was typed into it.
func Paper(kinds []referral.Kind, at form.Context) []form.Section {
	all := form.Answers{}
	for _, kind := range kinds {
		all["kinds"] = append(all["kinds"], string(kind))
	}
	sections := SectionsFor(all, at)
	for i := range sections {
		sections[i] = sections[i].WithoutSecrets()
		sections[i].Fields = slices.DeleteFunc(sections[i].Fields, func(f form.Field) bool { return f.OnScreen })
	}
	return sections
}
