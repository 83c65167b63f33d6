package intake

import (
	"slices"

	"assistive-referrals/internal/referral"
)

// Paper returns the form for those kinds of referral as it stands on paper, for
// people in that role: every question, whether or not it will apply, but for those
// that a page asks about what was typed into it.
func Paper(kinds []referral.Kind, at Context) []Section {
	all := Answers{}
	for _, kind := range kinds {
		all["kinds"] = append(all["kinds"], string(kind))
	}
	sections := SectionsFor(all, at)
	for i := range sections {
		sections[i] = sections[i].withoutSecrets()
		sections[i].Fields = slices.DeleteFunc(sections[i].Fields, func(f Field) bool { return f.OnScreen })
	}
	return sections
}

// Asks returns the questions of the section that stand one under the other, or those
// that stand under a choice: with "", "" and with a field's name and value.
func (s Section) Asks(field, value string) []Field {
	var asked []Field
	for _, f := range s.Fields {
		if f.Parent == nil && field == "" || f.Parent != nil && *f.Parent == (Parent{field, value}) {
			asked = append(asked, f)
		}
	}
	return asked
}
