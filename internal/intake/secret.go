package intake

import (
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"assistive-referrals/internal/referral"
)

// A Secret field never has what was typed as its answer: that is sealed and kept
// elsewhere, and the answer is an identifier of what is kept. So the answer says
// whether something is, and whether it is another than before, to everything that
// reads answers, and nothing else.

// KeySafeCode is the name of the field with the code of a key safe, and of the secret
// that is kept.
const KeySafeCode = "key-safe-code"

// StoredSecret is shown in the place of a secret.
const StoredSecret = "•••• – stored"

// KeptName is the name of the input that carries the identifier of what is kept, so
// that a page which is sent without typing it again keeps it.
func (f Field) KeptName() string { return f.Name + "-kept" }

// RemoveName is the name of the checkbox that takes what is kept away.
func (f Field) RemoveName() string { return f.Name + "-remove" }

// identifier is what newIdentifier of the pages makes.
var identifier = regexp.MustCompile(`^[A-Z2-7]{26}$`)

// readKept returns the answer of a Secret field: the identifier that the page carries.
func (f Field) readKept(form url.Values) []string {
	if kept := form.Get(f.KeptName()); identifier.MatchString(kept) && form.Get(f.RemoveName()) != yes {
		return []string{kept}
	}
	return nil
}

// Entered returns what was typed into the section's Secret fields, by their names: to
// be sealed, and kept nowhere as it stands.
func (s Section) Entered(form url.Values) map[string]string {
	entered := map[string]string{}
	for _, f := range s.Fields {
		if typed := line(form.Get(f.Name)); f.Control == Secret && typed != "" {
			entered[f.Name] = typed
		}
	}
	return entered
}

// secretShortest and secretLongest bound a code in characters. Key safes have digits
// and letters, and some a word about how to turn them.
const (
	secretShortest = 3
	secretLongest  = 30
)

// CheckSecret returns what to do about a secret that was typed, or "".
func (f Field) CheckSecret(typed string) string {
	switch length := utf8.RuneCountInString(typed); {
	case length < secretShortest || !strings.ContainsAny(typed, "0123456789"):
		return f.Label + " must have at least 3 characters, with a digit among them"
	case length > secretLongest:
		return f.Label + " must be 30 characters or less"
	}
	return ""
}

// withoutSecrets returns the section without its Secret fields, and without the choices
// that ask for them: what is sealed is never written on paper.
func (s Section) withoutSecrets() Section {
	asks := map[Parent]bool{}
	s.Fields = slices.DeleteFunc(slices.Clone(s.Fields), func(f Field) bool {
		if f.Control == Secret && f.Parent != nil {
			asks[*f.Parent] = true
		}
		return f.Control == Secret
	})
	for i, f := range s.Fields {
		s.Fields[i].Options = slices.DeleteFunc(slices.Clone(f.Options), func(o Option) bool { return asks[Parent{f.Name, o.Value}] })
	}
	return s
}

// Secrets returns the identifiers of what is kept for the questions that are asked, by
// the names of the fields.
func Secrets(all Answers, at Context) map[string]string {
	kept := map[string]string{}
	for _, s := range SectionsFor(all, at) {
		for _, f := range s.Asked(all, at) {
			if f.Control == Secret && len(all[f.Name]) > 0 {
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
	for _, s := range form() {
		for _, f := range s.Fields {
			if f.Control == Secret {
				names = append(names, f.Name)
			}
		}
	}
	return names
}

// WithoutSecrets returns the answers without those of Secret fields of which nothing is
// kept any more. The argument is not changed.
func WithoutSecrets(all Answers, kept []string) Answers {
	left := maps.Clone(all)
	for _, name := range SecretNames() {
		if !slices.Contains(kept, name) {
			delete(left, name)
		}
	}
	return left
}

// keySafeCodeEntered wants a code where somebody said that they enter it.
func keySafeCodeEntered(all Answers, _ Context) string {
	if len(all[KeySafeCode]) == 0 {
		return "Enter the key safe’s code, or select another way to give it"
	}
	return ""
}

// awaited tells whether the answer says that what is asked for is still to come.
func (f Field) awaited(all Answers) bool {
	return f.Awaits != "" && all.First(f.Name) == f.Awaits && f.Awaits != referral.DontKnow
}

// Awaited returns those of the fields of which those answers say that the answer is
// still to come.
func Awaited(all Answers, fields Answers) []string {
	var awaited []string
	for _, s := range form() {
		for _, f := range s.Fields {
			if _, among := fields[f.Name]; among && f.awaited(all) {
				awaited = append(awaited, f.Name)
			}
		}
	}
	return awaited
}
