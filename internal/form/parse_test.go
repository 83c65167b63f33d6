package form

import (
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestParsePostcode(t *testing.T) {
	for typed, want := range map[string]string{
		"M1 1AE": "M1 1AE", "b33 8th": "B33 8TH", "cr26xh": "CR2 6XH", "DN55 1PT": "DN55 1PT", "w1a0ax": "W1A 0AX", "ec1a 1bb": "EC1A 1BB",
		"gir0aa": "GIR 0AA", " SW1A  1AA ": "SW1A 1AA", "SW1A-1AA": "SW1A 1AA", "E1\u00a01AA": "E1 1AA",
		"": "", "M1": "", "Q1 1AA": "", "AI1 1AA": "", "W1I 0AX": "", "EC1C 1BB": "", "M1 1CA": "", "M1 1AI": "", "M11 1A1": "",
		"ZZ99 3VZ": "", "M1 1AEE": "", "M1/1AE": "", "Ｍ1 1AE": "", "ſW1A 1AA": "",
	} {
		got, ok := ParsePostcode(typed)
		if got != want || ok != (want != "") {
			t.Errorf("%q: %q, %v", typed, got, ok)
		}
	}
}

func TestParseTelephone(t *testing.T) {
	for typed, want := range map[string]string{
		"01632 960 001": "+441632960001", "(01632) 960001": "+441632960001", "07700-900-982": "+447700900982", "020 7946 0018": "+442079460018",
		"+44 1632 960001": "+441632960001", "+44 (0)1632 960001": "+441632960001", "0044 1632 960001": "+441632960001", "+44 01632 960001": "+441632960001",
		"03069 990 001": "+443069990001", "08081 570 001": "+448081570001", "0800 1111": "+448001111",
		"+33 1 99 00 12 34": "+33199001234", "00 33 1 99 00 12 34": "+33199001234",
		"": "", "0": "", "+": "", "00": "", "999": "", "1632 960001": "", "01632 9600": "", "01632 960 0012": "", "0412 345 6789": "", "+44 1632": "",
		"+0123456789": "", "+1234567890123456": "", "01632 960001 ext 2": "", "phone": "", "٠١٦٣٢٩٦٠٠٠١": "", "++441632960001": "",
	} {
		got, ok := ParseTelephone(typed)
		if got != want || ok != (want != "") {
			t.Errorf("%q: %q, %v", typed, got, ok)
		}
	}
}

func TestParseDate(t *testing.T) {
	for typed, want := range map[string]string{
		"27/3/1948": "1948-03-27", "27/03/1948": "1948-03-27", " 1 / 1 / 2000 ": "2000-01-01", "29/2/2024": "2024-02-29",
		"1/sept/2000": "2000-09-01", "1/SEP/2000": "2000-09-01", "1/December/2000": "2000-12-01",
		"29/2/2023": "", "31/4/2000": "", "0/1/2000": "", "1/13/2000": "", "1/0/2000": "", "1/1/48": "", "1/1/0048": "", "//": "", "1/ju/2000": "",
		"+1/1/2000": "", "1/1/20000": "", "1/1/-200": "", "1/septemberish/2000": "", "١/1/2000": "",
	} {
		parts := strings.Split(typed, "/")
		got, ok := ParseDate(parts[0], parts[1], parts[2])
		if got != want || ok != (want != "") {
			t.Errorf("%q: %q, %v", typed, got, ok)
		}
	}
}

// nhsNumber draws one of the numbers that are never issued and set aside for tests,
// with its right check digit.
func nhsNumber(t *rapid.T) string {
	for {
		digits := "99900" + strconv.Itoa(rapid.IntRange(10000, 99999).Draw(t, "middle"))[1:]
		for check := range 10 {
			if number, ok := ParseNHSNumber(digits + strconv.Itoa(check)); ok {
				return number
			}
		}
	}
}

func TestNHSNumberNoticesEverySlip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := nhsNumber(t)
		if got, ok := ParseNHSNumber(showNHSNumber(number)); !ok || got != number {
			t.Fatalf("%s is refused as it is shown", number)
		}
		place := rapid.IntRange(0, 9).Draw(t, "place")
		slip := byte('0' + (int(number[place]-'0')+rapid.IntRange(1, 9).Draw(t, "by"))%10)
		if wrong := number[:place] + string(slip) + number[place+1:]; accepted(wrong) {
			t.Fatalf("%s passes for %s", wrong, number)
		}
		if place < 9 && number[place] != number[place+1] {
			if wrong := number[:place] + number[place+1:place+2] + number[place:place+1] + number[place+2:]; accepted(wrong) {
				t.Fatalf("%s passes for %s", wrong, number)
			}
		}
	})
}

func accepted(number string) bool { _, ok := ParseNHSNumber(number); return ok }

func TestNHSNumberExamples(t *testing.T) {
	for typed, want := range map[string]bool{
		"999 000 0018": true, "999-000-0018": true, "9990000018": true, "9990000019": false, "0000000000": false,
		"999000001": false, "99900000188": false, "999000001x": false, "": false, "٩٩٩٠٠٠٠٠١٨": false,
	} {
		if got := accepted(typed); got != want {
			t.Errorf("%q: %v", typed, got)
		}
	}
}

func FuzzParsePostcode(f *testing.F) {
	f.Add("sw1a 1aa")
	f.Fuzz(func(t *testing.T, typed string) {
		if code, ok := ParsePostcode(typed); ok {
			if again, ok := ParsePostcode(code); !ok || again != code || len(code) > 8 {
				t.Errorf("%q becomes %q, then %q", typed, code, again)
			}
		}
	})
}

func FuzzParseTelephone(f *testing.F) {
	f.Add("+44 (0)1632 960001")
	f.Fuzz(func(t *testing.T, typed string) {
		if number, ok := ParseTelephone(typed); ok {
			if again, ok := ParseTelephone(number); !ok || again != number || len(number) > 16 || !onlyDigits(number[1:]) {
				t.Errorf("%q becomes %q, then %q", typed, number, again)
			}
			if shown, ok := ParseTelephone(ShowTelephone(number)); !ok || shown != number {
				t.Errorf("%q is shown as %q, which is %q", number, ShowTelephone(number), shown)
			}
		}
	})
}

func FuzzParseDate(f *testing.F) {
	f.Add("27", "mar", "1948")
	f.Fuzz(func(t *testing.T, day, month, year string) {
		if date, ok := ParseDate(day, month, year); ok {
			if again, ok := ParseDate(DateParts([]string{date})); !ok || again != date {
				t.Errorf("%q becomes %q", date, again)
			}
		}
	})
}

func FuzzParseNHSNumber(f *testing.F) {
	f.Add("999 000 0018")
	f.Fuzz(func(t *testing.T, typed string) {
		if number, ok := ParseNHSNumber(typed); ok && (len(number) != 10 || !onlyDigits(number)) {
			t.Errorf("%q becomes %q", typed, number)
		}
	})
}
