package referral

import (
	"slices"
	"strings"
	"time"
)

// Person is who needs the support.
type Person struct {
	Name          string `json:"name"`
	PreferredName string `json:"preferredName"`
	DateOfBirth   Date   `json:"dateOfBirth" sealed:"text"`
	NHSNumber     string `json:"nhsNumber"`    // ten digits, no spaces; "" if not given
	RecordNumber  string `json:"recordNumber"` // social care record; "" if not given
}

// Initials returns the first letters of a person's names, such as "MT": all that
// a list shows of them.
func (p Person) Initials() string {
	var initials strings.Builder
	for _, name := range strings.Fields(p.Name) {
		for _, letter := range name {
			initials.WriteRune(letter)
			break
		}
	}
	return strings.ToUpper(initials.String())
}

// Identifier is something that a person's cases are found by. It is personal data:
// what keeps it keeps a keyed hash of its text.
type Identifier struct {
	// Text carries the kind, so that a record number cannot pass for an NHS number.
	Text string
	// Exchanged is for a first name with a date of birth: it finds whoever was
	// entered with surname and first name the other way round, and says something
	// only of a name with the very same words.
	Exchanged bool
}

// IsNumber tells whether it is a number that one person has, as opposed to a name
// and a date of birth, which several can have.
func (i Identifier) IsNumber() bool { return !strings.HasPrefix(i.Text, prefixBorn) }

const prefixBorn = "born:"

// ByNHSNumber returns what the cases with an NHS number of ten digits are found by:
// nothing for one that cannot be an NHS number.
func ByNHSNumber(digits string) []Identifier {
	if !ValidNHSNumber(digits) {
		return nil
	}
	return []Identifier{{Text: "nhs:" + digits}}
}

// ByRecordNumber returns what the cases with a social care record number are found
// by. Small letters and what it is grouped with do not matter.
func ByRecordNumber(number string) []Identifier {
	compared := strings.Join(words(number), "")
	if compared == "" {
		return nil
	}
	return []Identifier{{Text: "record:" + compared}}
}

// BySurname returns what the cases of people with that surname and date of birth
// are found by. The surname is the last word of what is given.
func BySurname(name string, born Date) []Identifier {
	if _, err := time.Parse(time.DateOnly, string(born)); err != nil {
		return nil
	}
	var found []Identifier
	for _, surname := range surnames(words(name)) {
		found = append(found, Identifier{Text: prefixBorn + surname + ":" + string(born)})
	}
	return found
}

// Identifiers returns everything that this person's cases are found by, the surest
// first.
func (p Person) Identifiers() []Identifier {
	born := BySurname(p.Name, p.DateOfBirth)
	all := slices.Concat(ByNHSNumber(p.NHSNumber), ByRecordNumber(p.RecordNumber), born)
	if name := words(p.Name); len(name) > 1 && len(born) > 0 {
		first := Identifier{Text: prefixBorn + name[0] + ":" + string(p.DateOfBirth), Exchanged: true}
		if !slices.ContainsFunc(born, func(i Identifier) bool { return i.Text == first.Text }) {
			all = append(all, first)
		}
	}
	return all
}

// SameWords returns the words of the person's name so that two names with the same
// words, in whatever order and spelling, give the same text.
func (p Person) SameWords() string {
	name := words(p.Name)
	slices.Sort(name)
	return strings.Join(name, " ")
}

// ValidNHSNumber tells whether ten digits can be an NHS number (modulus 11, NHS Data
// Dictionary). Ten zeros would pass the arithmetic and identify nobody.
func ValidNHSNumber(digits string) bool {
	if len(digits) != 10 || digits == "0000000000" {
		return false
	}
	sum := 0
	for i := range digits {
		if digits[i] < '0' || digits[i] > '9' {
			return false
		}
		if i < 9 {
			sum += int(digits[i]-'0') * (10 - i)
		}
	}
	// A remainder that calls for the check digit 10 means that the number is not
	// issued: no digit equals it.
	return (11-sum%11)%11 == int(digits[9]-'0')
}
