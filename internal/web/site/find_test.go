package site

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// find asks for what was typed: number, or surname and date of birth as day month year.
func (b browser) find(number, surname, born string) page {
	b.t.Helper()
	form := url.Values{"number": {number}, "surname": {surname}}
	if parts := strings.Fields(born); len(parts) == 3 {
		form["born-day"], form["born-month"], form["born-year"] = parts[:1], parts[1:2], parts[2:]
	}
	return b.post("/find", form)
}

func TestFind(t *testing.T) {
	s := newSite(t)
	answers := called("Siân O’Testcase", "1941-02-03", "9990000018", tech)
	answers["record-number"] = []string{"AB-12/3"}
	r := s.open(socialWorker, answers)
	s.take(r, tech, claimed)
	s.at(monday.Add(time.Hour))
	other := s.open(otherWorker, called("Rhys OTestcase", "1941-02-03", "", referral.DigitalSupport))

	officer := s.signIn(dataOfficer)
	officer.get("/").to("/find")
	officer.get("/find").must(http.StatusOK).golden("find_empty")
	officer.find(string(r), "", "").to(web.PathOfCase(r))
	officer.find(strings.ToLower(strings.ReplaceAll(string(r), "-", "")), "", "").to(web.PathOfCase(r))
	for name, found := range map[string]page{
		"NHS number":    officer.find(" 999 000 0018 ", "", ""),
		"record number": officer.find("ab 123", "", ""),
	} {
		if found.must(http.StatusOK).says(string(r), "Siân O’Testcase", "3 February 1941", "Being assessed", therapist.Name).lacks(string(other)); t.Failed() {
			t.Fatal(name)
		}
	}
	byName := officer.find("", "o'testcase", "3 2 1941").must(http.StatusOK).says(string(r), string(other), "Rhys OTestcase")
	byName.says(`value="o&#39;testcase"`, `name="born-year" type="text" value="1941"`) // it can be sent again
	byName.golden("find_found")
	officer.find("", "O Testcase", "4 2 1941").must(http.StatusOK).says("There is no such referral that you can open").golden("find_nothing")
}

// What somebody may not see is as if it were not there: by reference, number or name,
// to the byte, and with the same calls to the table.
func TestFindTellsNothingOfWhatIsNotTheirs(t *testing.T) {
	for what, typed := range map[string][3]string{
		"reference": {"", "", ""}, "NHS number": {"9990000018", "", ""}, "name": {"", "Testcase", "3 2 1941"},
	} {
		t.Run(what, func(t *testing.T) {
			look := func(there bool) (string, string) {
				s := newSite(t)
				reference := referral.Reference("7K3Q-9M2P")
				if there {
					made := s.strandAt(tech, claimed)
					if what == "reference" {
						reference = made
					}
				}
				b := s.signIn(otherWorker)
				var calls []string
				s.cloud.refuse = func(operation, _ string) bool { calls = append(calls, operation); return false }
				number := typed[0]
				if what == "reference" {
					number = string(reference)
				}
				html := b.find(number, typed[1], typed[2]).must(http.StatusOK).html
				return strings.ReplaceAll(html, `value="`+string(reference)+`"`, "what was typed"), strings.Join(calls, " ")
			}
			with, callsWith := look(true)
			without, callsWithout := look(false)
			if with != without {
				t.Errorf("the page differs: %s", with)
			}
			if callsWith != callsWithout {
				t.Errorf("calls where there is one: %s; where there is none: %s", callsWith, callsWithout)
			}
		})
	}
}

func TestFindRefuses(t *testing.T) {
	b := newSite(t).signIn(socialWorker)
	for _, c := range []struct{ number, surname, born, want, at string }{
		{"", "", "", "Enter a reference or number, or a surname and date of birth", "#number"},
		{"7K3Q-9M2R", "", "", "Check the reference or number", "#number"},
		{"!!!", "", "", "Check the reference or number", "#number"},
		{strings.Repeat("1", 21), "", "", "Check the reference or number", "#number"},
		{"999 000 0019", "", "", "Check the NHS number: a digit is wrong or two are swapped", "#number"},
		{"0000000000", "", "", "Check the NHS number", "#number"},
		{"9990000018", "Testcase", "", "not both", "#number"},
		{"", "Testcase", "", "Enter the date of birth", "#born-day"},
		{"", "", "3 2 1941", "Enter the surname", "#surname"},
		{"", "Testcase", "30 2 1941", "must be a real date", "#born-day"},
		{"", "Testcase", "24 11 2026", "Date of birth must be in the past", "#born-day"},
		{"", "’ -", "3 2 1941", "Surname must have letters in it", "#surname"},
		{"", strings.Repeat("é", 101), "3 2 1941", "Surname must be 100 characters or less", "#surname"},
	} {
		answer := b.find(c.number, c.surname, c.born).must(http.StatusUnprocessableEntity).says("<title>Error: Find a referral", `href="`+c.at+`"`, c.want)
		if answer.lacks("What was found"); t.Failed() {
			t.Fatalf("%+v", c)
		}
	}
	b.find("<b>", "Testcase", "3 2 1941").must(http.StatusUnprocessableEntity).says("&lt;b&gt;").golden("find_error")
	searches, err := b.store.Searches(t.Context(), socialWorker.ID)
	if err != nil || len(searches) > 0 {
		t.Errorf("what was refused was searched for: %+v, %v", searches, err)
	}
}

// Who looked by what, and for whom as far as somebody with the key can tell; and each
// case that was shown, before it was.
func TestSearchesAreRecorded(t *testing.T) {
	s := newSite(t)
	r := s.strandAt(tech, claimed)
	b := s.signIn(therapist)
	at := s.clock()
	b.find("9990000018", "", "").must(http.StatusOK)
	s.at(at.Add(time.Minute))
	b.find("", "Testcase", "3 2 1941").must(http.StatusOK)
	s.at(at.Add(2 * time.Minute))
	b.find("7K3Q-9M2P", "", "").must(http.StatusOK)
	searches, err := s.store.Searches(t.Context(), therapist.ID)
	if err != nil {
		t.Fatal(err)
	}
	var what []string
	for _, search := range searches {
		what = append(what, search.What)
		for _, sought := range search.For {
			if len(sought) != 64 || strings.Contains(sought, "999") && strings.Contains(sought, "0018") {
				t.Errorf("kept in the clear: %s", sought)
			}
		}
		if search.By.ID != therapist.ID || len(search.For) == 0 {
			t.Errorf("%+v", search)
		}
	}
	if got := strings.Join(what, " "); got != "nhs-number name reference" {
		t.Errorf("recorded %s", got)
	}
	if got := strings.Join(s.reads(r), " "); got != "find find" {
		t.Errorf("views: %s", got)
	}
	for _, refused := range []string{"SEARCHES#", "READS#"} {
		s.cloud.refuse = func(operation, input string) bool { return operation == "PutItem" && strings.Contains(input, refused) }
		b.find("9990000018", "", "").must(http.StatusInternalServerError).lacks("Testcase", string(r))
	}
}
