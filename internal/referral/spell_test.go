package referral

import (
	"strings"
	"testing"
)

func TestEveryCharacterOfAReferenceCanBeSpelt(t *testing.T) {
	heard := map[string]rune{}
	for _, character := range alphabet {
		word := spoken[character]
		if word == "" || heard[word] != 0 {
			t.Errorf("%c is said as %q, and so is %c", character, word, heard[word])
		}
		if character > '9' && !strings.HasPrefix(word, string(character)) {
			t.Errorf("%q does not begin with %c", word, character)
		}
		heard[word] = character
	}
	if len(spoken) != len(alphabet) {
		t.Error("something is spelt that is in no reference")
	}
	if got := Reference("7K3Q-9M2P").Spelt(); got != "seven, Kilo, three, Quebec – nine, Mike, two, Papa" {
		t.Error(got)
	}
}
