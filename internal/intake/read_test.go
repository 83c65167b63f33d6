package intake

import (
	"maps"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

func TestNormalisingTwiceChangesNothing(t *testing.T) {
	// What people type is close to what is right, so it is drawn from its characters.
	typed := rapid.OneOf(rapid.String(), rapid.StringMatching(`[0-9A-Za-z+() .@-]{0,20}`), rapid.StringMatching(`0[0-9 ]{9,12}`),
		rapid.StringMatching(`[A-Z]{1,2}[0-9]{1,2} ?[0-9][A-Z]{2}`))
	rapid.Check(t, func(t *rapid.T) {
		for _, s := range Sections() {
			all := form.Answers{}
			for _, f := range s.Fields {
				text := strings.Join(strings.Fields(typed.Draw(t, f.Name)), " ") // too long with two spaces, it may not be with one
				all[f.Name] = []string{text}
			}
			once := s.Normalise(all)
			if twice := s.Normalise(once); !reflect.DeepEqual(once, twice) {
				t.Fatalf("%s: %q becomes %q", s.Slug, once, twice)
			}
			// Normalising never makes an answer wrong, or a wrong one right.
			c := at(referral.TrustedAssessor)
			if before, after := s.Check(all, c), s.Check(once, c); !reflect.DeepEqual(before, after) {
				t.Fatalf("%s: %+v becomes %+v", s.Slug, before, after)
			}
		}
	})
}

func FuzzReadHostileBodies(f *testing.F) {
	f.Add(pendant().Encode())
	f.Add("date-of-birth-day=31&date-of-birth-month=&kinds=a&kinds=a&kinds=&full-name=%00%ff&concerns=none&concerns=risk-to-life")
	f.Fuzz(func(t *testing.T, body string) {
		typed, _ := url.ParseQuery(body)
		c := at(referral.TrustedAssessor)
		all := read(typed, c)
		for name, values := range all {
			for _, value := range values {
				if !utf8.ValidString(value) || strings.ContainsRune(value, 0) || value != strings.TrimSpace(value) {
					t.Errorf("%s holds %q", name, value)
				}
			}
		}
		problems := Check(all, c)
		for _, p := range problems {
			if p.Message == "" || p.Anchor == "" || p.Section == "" {
				t.Errorf("%+v", p)
			}
		}
		final := Final(all, c)
		if !reflect.DeepEqual(final, Final(final, c)) {
			t.Errorf("%v is sent as %v", all, final)
		}
		if after := Check(final, c); len(problems) == 0 && len(after) > 0 {
			t.Errorf("what can be sent has problems: %+v", after)
		}
		Facts(all, c)
		StillMissing(all, c)
		for _, s := range SectionsFor(all, c) {
			Status(s, all, c)
			Notes(s, all, c)
			for _, f := range s.Asked(all, c) {
				if len(form.Show(f, all)) == 0 {
					t.Errorf("%s is shown as nothing", f.Name)
				}
			}
		}
	})
}

// What the inputs of a page hold is read as the answers that they were made of.
func TestInputsAreReadAsTheyWereMade(t *testing.T) {
	c := at(referral.TrustedAssessor)
	typed := with(pendant(), "discharge-date-dont-know", "dont-know", "date-of-birth-day", "31", "date-of-birth-month", "2",
		"concerns", "fall-last-month|alone-at-night", "email", "Person@EXAMPLE.org", "wants-dont-know", "dont-know")
	all := read(typed, c)
	for _, s := range Sections() {
		inputs := url.Values{}
		for _, f := range s.Fields {
			maps.Copy(inputs, f.Inputs(all))
		}
		again := s.Normalise(s.Read(inputs, c))
		for _, f := range s.Fields {
			if !slices.Equal(again[f.Name], all[f.Name]) {
				t.Errorf("%s: %q is read as %q", f.Name, all[f.Name], again[f.Name])
			}
		}
	}
}
