package referral_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"assistive-referrals/internal/referral"
)

// What is written in different ways is found by the same, and what is another person
// by nothing in common.
func TestAPersonIsKnownHoweverTheNameIsWritten(t *testing.T) {
	const born = "1941-02-03"
	for _, c := range []struct {
		name, other string
		same        bool
	}{
		{"Mary O'Neill", "Mary O’Neill", true},
		{"Mary O'Neill", "MARY ONEILL", true},
		{"Mary O'Neill", "Mary O Neill", true},
		{"Ewan MacDonald", "Ewan Mac Donald", true},
		{"Siân Testcase", "Sian  TESTCASE", true},
		{"Zoë Müller", "Zoe\u0308 Mu\u0308ller", true}, // marks that stand by themselves
		{"Nguyễn Thị Hoa", "NGUYEN THI HOA", true},
		{"Łukasz Żółć", "Lukasz Zolc", true},
		{"Straße Testcase", "Strasse Testcase", true},
		{"Anne Smith-Testcase", "Anne Smith Testcase", true},
		{"Anne Smith-Testcase", "Anne Testcase", true}, // the surname is the last word
		{"王秀英", "王秀英", true},
		{"Testcase Alpha", "Alpha Testcase", true}, // the other way round
		{"Testcase, Alpha Mary", "Alpha Mary Testcase", true},
		{"Testcase Alpha Mary", "Alpha Mary Testcase", true},
		{"Alpha Testcase", "Alpha Testcaze", false},
		{"Alpha Testcase", "Testcase Beta", false}, // another's first name is no surname
		{"Alpha Testcase", "Testcase", true},       // only the surname was known
		{"", "Alpha Testcase", false},
		{"…", "…", false},
	} {
		a, b := referral.Person{Name: c.name, DateOfBirth: born}, referral.Person{Name: c.other, DateOfBirth: born}
		if meet(a, b) != c.same || meet(b, a) != c.same {
			t.Errorf("%q and %q: %v and %v, want %v", c.name, c.other, meet(a, b), meet(b, a), c.same)
		}
		if b.DateOfBirth = "1941-02-04"; meet(a, b) {
			t.Errorf("%q and %q are found by the name alone", c.name, c.other)
		}
	}
}

// meet tells whether somebody looking for a finds a case about b, by the store's rule.
func meet(a, b referral.Person) bool {
	return slices.ContainsFunc(a.Identifiers(), func(looked referral.Identifier) bool {
		return slices.ContainsFunc(b.Identifiers(), func(kept referral.Identifier) bool {
			return looked.Text == kept.Text && (!looked.Exchanged && !kept.Exchanged || a.SameWords() == b.SameWords())
		})
	})
}

func TestIdentifiers(t *testing.T) {
	texts := func(of []referral.Identifier) string {
		var all []string
		for _, i := range of {
			all = append(all, i.Text)
		}
		return strings.Join(all, " ")
	}
	for _, c := range []struct{ name, got, want string }{
		{"everything", texts(referral.Person{Name: "Alpha Testcase", DateOfBirth: "1941-02-03", NHSNumber: "9990000018", RecordNumber: "ab-12/3"}.Identifiers()),
			"nhs:9990000018 record:ab123 born:testcase:1941-02-03 born:alpha:1941-02-03"},
		{"a number that cannot be one", texts(referral.Person{NHSNumber: "9990000019"}.Identifiers()), ""},
		{"zeros", texts(referral.ByNHSNumber("0000000000")), ""},
		{"spaces left in", texts(referral.ByNHSNumber("999 000 0018")), ""},
		{"a record number in another spelling", texts(referral.ByRecordNumber("AB 123")), "record:ab123"},
		{"no record number", texts(referral.ByRecordNumber(" - ")), ""},
		{"no date", texts(referral.BySurname("Testcase", "")), ""},
		{"no real date", texts(referral.BySurname("Testcase", "1941-02-30")), ""},
		{"one word", texts(referral.Person{Name: "Testcase", DateOfBirth: "1941-02-03"}.Identifiers()), "born:testcase:1941-02-03"},
		{"twice the same word", texts(referral.Person{Name: "Alpha Alpha", DateOfBirth: "1941-02-03"}.Identifiers()), "born:alpha:1941-02-03"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.name, c.got, c.want)
		}
	}
}

// Whatever is typed: what was once made comparable stays as it is.
func TestComparableWordsStayAsTheyAre(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.String().Draw(t, "name")
		once := referral.Person{Name: name}.SameWords()
		if twice := (referral.Person{Name: once}).SameWords(); once != twice || !utf8.ValidString(once) {
			t.Fatalf("%q gives %q and then %q", name, once, twice)
		}
	})
}

func FuzzIdentifiers(f *testing.F) {
	f.Add("Mary O'Neill", "1941-02-03", "9990000018", "AB-1")
	f.Add("\xff \u0301", "", "١٢٣٤٥٦٧٨٩٠", "//")
	f.Fuzz(func(t *testing.T, name, born, number, record string) {
		p := referral.Person{Name: name, DateOfBirth: referral.Date(born), NHSNumber: number, RecordNumber: record}
		seen := map[string]bool{}
		for _, i := range p.Identifiers() {
			if seen[i.Text] {
				t.Errorf("%+v is found twice by %q", p, i.Text)
			}
			seen[i.Text] = true
		}
	})
}
