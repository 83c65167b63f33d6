package form

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"assistive-referrals/internal/referral"
)

// StoredSecret is shown in the place of a secret.
const StoredSecret = "•••• – stored"

// KeptName is the name of the input that carries the identifier of what is kept, so
// that a page which is sent without typing it again keeps it.
func (f Field) KeptName() string { return f.Name + "-kept" }

// RemoveName is the name of the checkbox that takes what is kept away.
func (f Field) RemoveName() string { return f.Name + "-remove" }

// identifier is what web.NewIdentifier makes.
var identifier = regexp.MustCompile(`^[A-Z2-7]{26}$`)

// readKept returns the answer of a Secret field: the identifier that the page carries.
func (f Field) readKept(posted url.Values) []string {
	if kept := posted.Get(f.KeptName()); identifier.MatchString(kept) && posted.Get(f.RemoveName()) != Yes {
		return []string{kept}
	}
	return nil
}

// Entered returns what was typed into the section's Secret fields, by their names: to
// be sealed, and kept nowhere as it stands.
func (s Section) Entered(posted url.Values) map[string]string {
	entered := map[string]string{}
	for _, f := range s.Fields {
		if typed := line(posted.Get(f.Name)); f.Control == Secret && typed != "" {
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

// WithoutSecrets returns the section without its Secret fields, and without the choices
// that ask for them: what is sealed is never written on paper.
func (s Section) WithoutSecrets() Section {
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

// Awaited tells whether the answer says that what is asked for is still to come.
func (f Field) Awaited(all Answers) bool {
	return f.Awaits != "" && all.First(f.Name) == f.Awaits && f.Awaits != referral.DontKnow
}
