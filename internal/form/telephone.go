package form

import "strings"

// ParseTelephone accepts a telephone number as people type it and returns it in
// E.164, such as "+441632960001". A number without a country is a UK one. It is
// checked for length and for the digit that it begins with (Ofcom's national
// numbering plan; ITU-T E.164), not for whether anyone answers.
func ParseTelephone(text string) (string, bool) {
	number := strings.NewReplacer("(0)", "", "(", "", ")", "", "/", "").Replace(compact(text))
	if rest, found := strings.CutPrefix(number, "00"); found {
		number = "+" + rest
	}
	international, hasCountry := strings.CutPrefix(number, "+")
	if !hasCountry {
		national, begins := strings.CutPrefix(number, "0")
		if !begins || !ukNumber(national) {
			return "", false
		}
		return "+44" + national, true
	}
	if national, uk := strings.CutPrefix(international, "44"); uk {
		national = strings.TrimPrefix(national, "0") // as many write it: +44 01632 …
		if !ukNumber(national) {
			return "", false
		}
		return "+44" + national, true
	}
	// E.164 has at most 15 digits; the shortest that are in use have 7.
	if len(international) < 7 || len(international) > 15 || !onlyDigits(international) || international[0] == '0' {
		return "", false
	}
	return "+" + international, true
}

// ukNumber tells whether it can be a UK number without its leading 0.
func ukNumber(national string) bool {
	if !onlyDigits(national) || strings.IndexByte("1235789", national[0]) < 0 {
		return false
	}
	switch len(national) {
	case 10:
		return true
	case 9: // some area codes, and older 0800 and 0500 numbers
		return national[0] == '1' || national[0] == '5' || national[0] == '8'
	}
	return national == "8001111" // the one 0800 number that is shorter still
}

// ukMobile tells whether an E.164 number can be a UK mobile, so that a text
// message reaches it: 070 numbers divert and are charged otherwise.
func ukMobile(number string) bool {
	return len(number) == len("+447700900982") && strings.HasPrefix(number, "+447") && number[4] != '0' && number[4] != '6'
}

func ShowTelephone(number string) string {
	national, uk := strings.CutPrefix(number, "+44")
	if !uk || !ukNumber(national) {
		return number
	}
	national = "0" + national
	switch {
	case len(national) == 11 && national[1] == '2':
		return national[:3] + " " + national[3:7] + " " + national[7:]
	case len(national) == 11 && (national[1] == '3' || national[1] == '8'):
		return national[:4] + " " + national[4:7] + " " + national[7:]
	case len(national) >= 10:
		return national[:5] + " " + national[5:]
	}
	return national
}

// Textable tells whether a text message can reach an E.164 number. Abroad the
// number does not say.
func Textable(number string) bool {
	return ukMobile(number) || number != "" && !strings.HasPrefix(number, "+44")
}

// TelephoneMessage says what to do about what is no telephone number.
const TelephoneMessage = "Enter a telephone number, like 01632 960 001, 07700 900 982 or +33 1 99 00 12 34"
