package intake

import (
	"slices"

	"assistive-referrals/internal/form"
)

// Another returns what is kept, by section, when another person is referred from the
// same ward: the ward and how people come from there, and nothing of this person.
// It is nothing if no ward is named.
func Another(all form.Answers, at form.Context) map[string]form.Answers {
	final := Final(all, at)
	if final.First("ward") == "" {
		return nil
	}
	kept := map[string]form.Answers{}
	for _, s := range Sections() {
		for _, f := range s.Fields {
			if !f.Keeps || len(final[f.Name]) == 0 {
				continue
			}
			if kept[s.Slug] == nil {
				kept[s.Slug] = form.Answers{}
			}
			kept[s.Slug][f.Name] = slices.Clone(final[f.Name])
		}
	}
	return kept
}
