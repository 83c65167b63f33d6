package intake

import (
	"maps"
	"slices"

	"assistive-referrals/internal/form"
)

// A Secret field never has what was typed as its answer: that is sealed and kept
// elsewhere, and the answer is an identifier of what is kept. So the answer says
// whether something is, and whether it is another than before, to everything that
// reads answers, and nothing else.

// KeySafeCode is the name of the field with the code of a key safe, and of the secret
// that is kept.
const KeySafeCode = "key-safe-code"

// Secrets returns the identifiers of what is kept for the questions that are asked, by
// the names of the fields.
func Secrets(all form.Answers, at form.Context) map[string]string {
	kept := map[string]string{}
	for _, s := range SectionsFor(all, at) {
		for _, f := range s.Asked(all, at) {
			if f.Control == form.Secret && len(all[f.Name]) > 0 {
				kept[f.Name] = all.First(f.Name)
			}
		}
	}
	return kept
}

// SecretNames returns the names of all Secret fields: the inputs that hold what was
// typed, which nobody but what seals it may keep.
func SecretNames() []string {
	var names []string
	for _, s := range allSections() {
		for _, f := range s.Fields {
			if f.Control == form.Secret {
				names = append(names, f.Name)
			}
		}
	}
	return names
}

// WithoutSecrets returns the answers without those of Secret fields of which nothing is
// kept any more. The argument is not changed.
func WithoutSecrets(all form.Answers, kept []string) form.Answers {
	left := maps.Clone(all)
	for _, name := range SecretNames() {
		if !slices.Contains(kept, name) {
			delete(left, name)
		}
	}
	return left
}

// keySafeCodeEntered wants a code where somebody said that they enter it.
func keySafeCodeEntered(all form.Answers, _ form.Context) string {
	if len(all[KeySafeCode]) == 0 {
		return "Enter the key safe’s code, or select another way to give it"
	}
	return ""
}

// Awaited returns those of the fields of which those answers say that the answer is
// still to come.
func Awaited(all form.Answers, fields form.Answers) []string {
	var awaited []string
	for _, s := range allSections() {
		for _, f := range s.Fields {
			if _, among := fields[f.Name]; among && f.Awaited(all) {
				awaited = append(awaited, f.Name)
			}
		}
	}
	return awaited
}
