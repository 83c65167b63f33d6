package form

import "strings"

// ParsePostcode accepts a full UK postcode as people type it and returns it in
// capitals with one space before the last three characters, such as "SW1A 1AA". It
// must have one of the six shapes of BS 7666, with only the letters that are used
// in each position. Whether the postcode exists is not looked up.
func ParsePostcode(text string) (string, bool) {
	code := compact(text)
	for i := range len(code) {
		if code[i] >= 0x80 { // some foreign letters have a capital that is one of ours
			return "", false
		}
	}
	code = strings.ToUpper(code)
	if len(code) < 5 || len(code) > 7 {
		return "", false
	}
	outward, inward := code[:len(code)-3], code[len(code)-3:]
	// GIR 0AA is older than the shapes, and still a postcode.
	if code != "GIR0AA" && !(validOutward(outward) && fits(inward, "9ii")) {
		return "", false
	}
	return outward + " " + inward, true
}

func validOutward(outward string) bool {
	for _, shape := range []string{"f9", "f99", "fs9", "fs99", "f9t", "fs9u"} {
		if fits(outward, shape) {
			return true
		}
	}
	return false
}

// fits tells whether each character of the text is one that its place in the shape
// allows: 9 a digit; f, s, t, u the letters of the first four places of the outward
// part; i those of the inward part.
func fits(text, shape string) bool {
	if len(text) != len(shape) {
		return false
	}
	for i := range len(shape) {
		var allowed string
		switch shape[i] {
		case '9':
			allowed = "0123456789"
		case 'f':
			allowed = "ABCDEFGHIJKLMNOPRSTUWYZ"
		case 's':
			allowed = "ABCDEFGHKLMNOPQRSTUVWXY"
		case 't':
			allowed = "ABCDEFGHJKPSTUW"
		case 'u':
			allowed = "ABEHMNPRVWXY"
		case 'i':
			allowed = "ABDEFGHJLNPQRSTUWXYZ"
		}
		if strings.IndexByte(allowed, text[i]) < 0 {
			return false
		}
	}
	return true
}
