package referral

import (
	"bytes"
	"errors"
	"math/rand"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestParseReference(t *testing.T) {
	for _, c := range []struct {
		typed string
		want  Reference
	}{
		{"7K3Q-9M2P", "7K3Q-9M2P"},
		{"7k3q9m2p", "7K3Q-9M2P"},
		{" 7K3Q 9M2P ", "7K3Q-9M2P"},
		{"7K3Q–9M2P", "7K3Q-9M2P"},
		{"", ""},
		{"7K3Q-9M2", ""},
		{"7K3Q-9M2PP", ""},
		{"7K3Q-9M2R", ""}, // wrong check character
		{"7K3Q-9M2O", ""}, // no such letter
	} {
		got, err := ParseReference(c.typed)
		if got != c.want || (err == nil) == (c.want == "") {
			t.Errorf("ParseReference(%q) = %q, %v; want %q", c.typed, got, err, c.want)
		}
		if err != nil && !errors.Is(err, ErrNotAReference) {
			t.Errorf("ParseReference(%q): %v is not ErrNotAReference", c.typed, err)
		}
	}
}

// Every single slip and every exchange of two different characters is noticed.
func TestReferenceNoticesSlips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Int64().Draw(t, "seed")
		minted, err := MintReference(rand.New(rand.NewSource(seed)))
		if err != nil {
			t.Fatal(err)
		}
		if parsed, err := ParseReference(strings.ToLower(string(minted))); err != nil || parsed != minted {
			t.Fatalf("a minted reference %q reads back as %q, %v", minted, parsed, err)
		}
		plain := []byte(strings.ReplaceAll(string(minted), "-", ""))
		i, j := rapid.IntRange(0, 7).Draw(t, "i"), rapid.IntRange(0, 6).Draw(t, "j")
		slip := bytes.Clone(plain)
		slip[i] = alphabet[rapid.IntRange(0, len(alphabet)-1).Draw(t, "letter")]
		if _, err := ParseReference(string(slip)); err == nil && slip[i] != plain[i] {
			t.Fatalf("%s passes for %s", slip, plain)
		}
		swapped := bytes.Clone(plain)
		swapped[j], swapped[j+1] = swapped[j+1], swapped[j]
		if _, err := ParseReference(string(swapped)); err == nil && swapped[j] != swapped[j+1] {
			t.Fatalf("%s passes for %s", swapped, plain)
		}
	})
}

func FuzzParseReference(f *testing.F) {
	f.Add("7K3Q-9M2P")
	f.Add("")
	f.Fuzz(func(t *testing.T, typed string) {
		if r, err := ParseReference(typed); err == nil {
			if again, err := ParseReference(string(r)); err != nil || again != r {
				t.Fatalf("%q gives %q, which reads back as %q, %v", typed, r, again, err)
			}
		}
	})
}
