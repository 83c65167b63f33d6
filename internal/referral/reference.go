package referral

import (
	"errors"
	"io"
	"strings"
)

// Reference is the human-readable identifier of a case, such as "7K3Q-9M2P": it
// can be read over the telephone, and a slip in it is noticed.
type Reference string

// alphabet leaves out what is mistaken for something else when it is read out or
// written down (0 O, 1 I L, 5 S, 8 B, 2 Z stays 2 alone, A E U so that no word
// appears, G). Its length is a prime, which the check character needs.
const alphabet = "2346789CDFHJKMNPQRTVWXY"

const (
	referenceLength = 8
	half            = referenceLength / 2
)

// ErrNotAReference says that a text cannot be a reference: a character is
// missing, too many, or was misread.
var ErrNotAReference = errors.New("not a reference")

// MintReference makes a reference from that source of randomness.
func MintReference(random io.Reader) (Reference, error) {
	characters := make([]byte, 0, referenceLength)
	for len(characters) < referenceLength-1 {
		var b [1]byte
		if _, err := io.ReadFull(random, b[:]); err != nil {
			return "", err
		}
		// Bytes past the last whole multiple would make some letters likelier.
		if limit := 256 - 256%len(alphabet); int(b[0]) < limit {
			characters = append(characters, alphabet[int(b[0])%len(alphabet)])
		}
	}
	characters = append(characters, checkCharacter(characters))
	return Reference(characters[:half]) + "-" + Reference(characters[half:]), nil
}

// ParseReference accepts a reference as people type it, in either case, with or
// without the dash and spaces. It returns ErrNotAReference otherwise.
func ParseReference(text string) (Reference, error) {
	characters := []byte(strings.ToUpper(strings.NewReplacer("-", "", " ", "", "–", "").Replace(text)))
	if len(characters) != referenceLength {
		return "", ErrNotAReference
	}
	for _, c := range characters {
		if strings.IndexByte(alphabet, c) < 0 {
			return "", ErrNotAReference
		}
	}
	last := referenceLength - 1
	if checkCharacter(characters[:last]) != characters[last] {
		return "", ErrNotAReference
	}
	return Reference(characters[:half]) + "-" + Reference(characters[half:]), nil
}

// checkCharacter weighs each character by its place. With a prime alphabet every
// single slip and every exchange of two characters gives another result.
func checkCharacter(characters []byte) byte {
	sum := 13 // so that the example in every hint, 7K3Q-9M2P, is one
	for place, c := range characters {
		sum += (place + 2) * strings.IndexByte(alphabet, c)
	}
	return alphabet[sum%len(alphabet)]
}
