// Package address finds the addresses of a postcode with Ordnance Survey's OS
// Places API (https://docs.os.uk/os-apis/accessing-os-apis/os-places-api).
//
// It asks for delivery point addresses (the dataset DPA). The key goes into the
// header that Ordnance Survey names for it. The postcode can only go into the query,
// because that API takes it nowhere else; so no error of this package repeats the
// address that was called.
package address

import (
	"encoding/json"
	"strings"
	"unicode"
)

// Address is one that Ordnance Survey lists.
type Address struct {
	UPRN     string   // unique property reference number; "" where there is none (Northern Ireland)
	Lines    []string // without the postcode
	Postcode string
	CareHome bool // it is classified as one
}

// Line returns the address as one line.
func (a Address) Line() string { return strings.Join(a.Lines, ", ") }

// careHome is the code of care and nursing homes in the AddressBase classification.
const careHome = "RI01"

// delivery is a delivery point address as the API gives it. Fields that we do not
// use are left out.
type delivery struct {
	UPRN                    text   `json:"UPRN"`
	PostOfficeBox           text   `json:"PO_BOX_NUMBER"`
	Organisation            string `json:"ORGANISATION_NAME"`
	Department              string `json:"DEPARTMENT_NAME"`
	SubBuilding             string `json:"SUB_BUILDING_NAME"`
	Building                string `json:"BUILDING_NAME"`
	Number                  text   `json:"BUILDING_NUMBER"`
	DependentThoroughfare   string `json:"DEPENDENT_THOROUGHFARE_NAME"`
	Thoroughfare            string `json:"THOROUGHFARE_NAME"`
	DoubleDependentLocality string `json:"DOUBLE_DEPENDENT_LOCALITY"`
	DependentLocality       string `json:"DEPENDENT_LOCALITY"`
	Town                    string `json:"POST_TOWN"`
	Postcode                string `json:"POSTCODE"`
	ClassificationCode      string `json:"CLASSIFICATION_CODE"`
}

// text is a text that the API's documentation calls a number here and there.
type text string

// UnmarshalJSON takes a JSON text or number.
func (t *text) UnmarshalJSON(document []byte) error {
	var number json.Number
	if json.Unmarshal(document, &number) == nil {
		*t = text(number)
		return nil
	}
	return json.Unmarshal(document, (*string)(t))
}

// address writes the parts as an envelope has them: the number stands before its
// street, and so does a building's name that begins with one, such as "12A".
func (d delivery) address() Address {
	street := join(" ", d.DependentThoroughfare, when(d.DependentThoroughfare == "", d.Thoroughfare))
	second := when(d.DependentThoroughfare != "", d.Thoroughfare)
	locality := join(", ", d.DoubleDependentLocality, d.DependentLocality)
	box := ""
	if d.PostOfficeBox != "" {
		box = "PO Box " + string(d.PostOfficeBox)
	}
	number, building := string(d.Number), d.Building
	if number == "" && building != "" && startsWithDigit(building) && !strings.Contains(building, " ") {
		number, building = building, ""
	}
	premises := join(", ", d.SubBuilding, building)
	switch {
	case street != "":
		street = join(" ", number, street)
	case second != "":
		second = join(" ", number, second)
	default:
		locality = join(" ", number, locality)
	}
	a := Address{UPRN: string(d.UPRN), Postcode: d.Postcode, CareHome: strings.HasPrefix(d.ClassificationCode, careHome)}
	for _, line := range []string{d.Organisation, d.Department, box, premises, street, second, locality, d.Town} {
		if line != "" {
			a.Lines = append(a.Lines, written(line))
		}
	}
	return a
}

func when(condition bool, s string) string {
	if condition {
		return s
	}
	return ""
}

func startsWithDigit(s string) bool { return s[0] >= '0' && s[0] <= '9' }

func join(between string, parts ...string) string {
	var given []string
	for _, part := range parts {
		if part = strings.TrimSpace(part); part != "" {
			given = append(given, part)
		}
	}
	return strings.Join(given, between)
}

// small are the words that are not capitalised inside a name.
var small = map[string]bool{"and": true, "at": true, "by": true, "in": true, "le": true, "next": true, "of": true, "on": true, "the": true, "under": true, "upon": true, "with": true}

// written turns the capitals that the API uses into a name as it is written, such
// as "Flat 2, St. Mary’s Court" or "Exampleton-on-Test". What it makes can be
// corrected by whoever chose it.
func written(capitals string) string {
	var out strings.Builder
	first := true
	for len(capitals) > 0 {
		n := strings.IndexFunc(capitals, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '’' })
		word := capitals
		if n >= 0 {
			word = capitals[:n]
		}
		if word == "" {
			out.WriteString(capitals[:1])
			first = first && capitals[0] == ' ' || capitals[0] == ','
			capitals = capitals[1:]
			continue
		}
		out.WriteString(writtenWord(word, first))
		first, capitals = false, capitals[len(word):]
	}
	return out.String()
}

func writtenWord(word string, first bool) string {
	lower := strings.ToLower(word)
	switch {
	case word == "PO":
		return word
	case !first && small[lower]:
		return lower
	case strings.ContainsFunc(word, unicode.IsDigit):
		if ordinal(lower) {
			return lower
		}
		return strings.ToUpper(word) // a flat or house such as 12A
	}
	letters := []rune(lower)
	letters[0] = unicode.ToUpper(letters[0])
	// O'NEILL, but not ST MARY'S.
	if len(letters) > 3 && letters[0] == 'O' && (letters[1] == '\'' || letters[1] == '’') {
		letters[2] = unicode.ToUpper(letters[2])
	}
	return string(letters)
}

func ordinal(word string) bool {
	digits := strings.TrimRightFunc(word, unicode.IsLetter)
	return len(word) == len(digits)+2 && strings.Contains("st nd rd th", word[len(digits):])
}
