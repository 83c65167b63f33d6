package referral

import (
	"strings"
	"sync"
	"unicode"
)

// plain has, for each way of writing letters without marks, the letters that are
// written so: the European and Vietnamese ones of Unicode's Latin blocks.
var plain = [][2]string{
	{"a", "àáâãäåāăąǎǻȁȃȧḁạảấầẩẫậắằẳẵặ"}, {"ae", "æ"}, {"b", "ḃḅḇ"}, {"c", "çćĉċčḉ"}, {"d", "ðďđḋḍḏḑḓ"},
	{"e", "èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ"}, {"f", "ḟ"}, {"g", "ĝğġģǧǵḡ"}, {"h", "ĥħȟḣḥḧḩḫẖ"}, {"i", "ìíîïĩīĭįıǐȉȋḭḯỉị"}, {"ij", "ĳ"},
	{"j", "ĵǰ"}, {"k", "ķĸǩḱḳḵ"}, {"l", "ĺļľłḷḹḻḽ"}, {"m", "ḿṁṃ"}, {"n", "ñńņňŋǹṅṇṉṋ"},
	{"o", "òóôõöøōŏőǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ"}, {"oe", "œ"}, {"p", "ṕṗ"}, {"r", "ŕŗřȑȓṙṛṝṟ"}, {"s", "śŝşšſșṡṣṥṧṩẛ"}, {"ss", "ß"},
	{"t", "ţťŧțṫṭṯṱẗ"}, {"th", "þ"}, {"u", "ùúûüũūŭůűųǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự"}, {"v", "ṽṿ"}, {"w", "ŵẁẃẅẇẉẘ"}, {"x", "ẋẍ"},
	{"y", "ýÿŷȳẏẙỳỵỷỹ"}, {"z", "źżžẑẓẕ"},
}

var plainLetters = sync.OnceValue(func() map[rune]string {
	letters := map[rune]string{}
	for _, p := range plain {
		for _, letter := range p[1] {
			letters[letter] = p[0]
		}
	}
	return letters
})

// words returns the words of a name as they are compared: in small letters, without
// marks and apostrophes, parted at spaces, hyphens and whatever else is no letter.
// Letters that are not in plain stay, without the marks that stand by themselves. A
// name written as "Surname, First" has its words in the usual order.
func words(name string) []string {
	if surname, first, parted := strings.Cut(name, ","); parted {
		name = first + " " + surname
	}
	var compared strings.Builder
	for _, letter := range strings.ToLower(name) {
		switch without, marked := plainLetters()[letter]; {
		case marked:
			compared.WriteString(without)
		case unicode.IsLetter(letter) || unicode.IsDigit(letter):
			compared.WriteRune(letter)
		case unicode.IsMark(letter) || strings.ContainsRune("'’‘ʼʻ`´", letter):
		default:
			compared.WriteByte(' ')
		}
	}
	return strings.Fields(compared.String())
}

// surnames returns the ways in which the surname at the end of those words may be
// meant: the last word, and with a particle before it that others write together
// with it (O Neill, Mac Donald).
func surnames(name []string) []string {
	if len(name) == 0 {
		return nil
	}
	last := name[len(name)-1]
	if len(name) > 1 {
		switch before := name[len(name)-2]; before {
		case "o", "d", "mc", "mac":
			return []string{last, before + last}
		}
	}
	return []string{last}
}
