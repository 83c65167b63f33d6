package listpage_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

func TestFind(t *testing.T) {
	s := webtest.New(t)
	answers := webtest.Called("Siân O’Testcase", "1941-02-03", "9990000018", webtest.Tech)
	answers["record-number"] = []string{"AB-12/3"}
	r := s.Open(webtest.SocialWorker, answers)
	s.Take(r, webtest.Tech, webtest.Claimed)
	s.At(webtest.Monday.Add(time.Hour))
	other := s.Open(webtest.OtherWorker, webtest.Called("Rhys OTestcase", "1941-02-03", "", referral.DigitalSupport))

	officer := s.SignIn(webtest.DataOfficer)
	officer.Get("/").To("/find")
	officer.Get("/find").Must(http.StatusOK).Golden("find_empty")
	officer.Find(string(r), "", "").To(web.PathOfCase(r))
	officer.Find(strings.ToLower(strings.ReplaceAll(string(r), "-", "")), "", "").To(web.PathOfCase(r))
	for name, found := range map[string]webtest.Page{
		"NHS number":    officer.Find(" 999 000 0018 ", "", ""),
		"record number": officer.Find("ab 123", "", ""),
	} {
		if found.Must(http.StatusOK).Says(string(r), "Siân O’Testcase", "3 February 1941", "Being assessed", webtest.Therapist.Name).Lacks(string(other)); t.Failed() {
			t.Fatal(name)
		}
	}
	byName := officer.Find("", "o'testcase", "3 2 1941").Must(http.StatusOK).Says(string(r), string(other), "Rhys OTestcase")
	byName.Says(`value="o&#39;testcase"`, `name="born-year" type="text" value="1941"`) // it can be sent again
	byName.Golden("find_found")
	officer.Find("", "O Testcase", "4 2 1941").Must(http.StatusOK).Says("There is no such referral that you can open").Golden("find_nothing")
}

// What somebody may not see is as if it were not there: by reference, number or name,
// to the byte, and with the same calls to the table.
func TestFindTellsNothingOfWhatIsNotTheirs(t *testing.T) {
	for what, typed := range map[string][3]string{
		"reference": {"", "", ""}, "NHS number": {"9990000018", "", ""}, "name": {"", "Testcase", "3 2 1941"},
	} {
		t.Run(what, func(t *testing.T) {
			look := func(there bool) (string, string) {
				s := webtest.New(t)
				reference := referral.Reference("7K3Q-9M2P")
				if there {
					made := s.StrandAt(webtest.Tech, webtest.Claimed)
					if what == "reference" {
						reference = made
					}
				}
				b := s.SignIn(webtest.OtherWorker)
				var calls []string
				s.Cloud.Refuse = func(operation, _ string) bool { calls = append(calls, operation); return false }
				number := typed[0]
				if what == "reference" {
					number = string(reference)
				}
				html := b.Find(number, typed[1], typed[2]).Must(http.StatusOK).Html
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
	b := webtest.New(t).SignIn(webtest.SocialWorker)
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
		answer := b.Find(c.number, c.surname, c.born).Must(http.StatusUnprocessableEntity).Says("<title>Error: Find a referral", `href="`+c.at+`"`, c.want)
		if answer.Lacks("What was found"); t.Failed() {
			t.Fatalf("%+v", c)
		}
	}
	b.Find("<b>", "Testcase", "3 2 1941").Must(http.StatusUnprocessableEntity).Says("&lt;b&gt;").Golden("find_error")
	searches, err := b.Store.Searches(t.Context(), webtest.SocialWorker.ID)
	if err != nil || len(searches) > 0 {
		t.Errorf("what was refused was searched for: %+v, %v", searches, err)
	}
}

// Who looked by what, and for whom as far as somebody with the key can tell; and each
// case that was shown, before it was.
func TestSearchesAreRecorded(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Claimed)
	b := s.SignIn(webtest.Therapist)
	at := s.Clock()
	b.Find("9990000018", "", "").Must(http.StatusOK)
	s.At(at.Add(time.Minute))
	b.Find("", "Testcase", "3 2 1941").Must(http.StatusOK)
	s.At(at.Add(2 * time.Minute))
	b.Find("7K3Q-9M2P", "", "").Must(http.StatusOK)
	searches, err := s.Store.Searches(t.Context(), webtest.Therapist.ID)
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
		if search.By.ID != webtest.Therapist.ID || len(search.For) == 0 {
			t.Errorf("%+v", search)
		}
	}
	if got := strings.Join(what, " "); got != "nhs-number name reference" {
		t.Errorf("recorded %s", got)
	}
	if got := strings.Join(s.Reads(r), " "); got != "find find" {
		t.Errorf("views: %s", got)
	}
	for _, refused := range []string{"SEARCHES#", "READS#"} {
		s.Cloud.Refuse = func(operation, input string) bool { return operation == "PutItem" && strings.Contains(input, refused) }
		b.Find("9990000018", "", "").Must(http.StatusInternalServerError).Lacks("Testcase", string(r))
	}
}
