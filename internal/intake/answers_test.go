package intake

import (
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/workingtime"
)

func TestFacts(t *testing.T) {
	c := at(referral.TrustedAssessor)
	form := with(pendant(), "preferred-name", "Siân", "nhs-number", "999 000 0018", "record-number", "LA-1",
		"where-now", "hospital", "discharge-date-day", "13", "discharge-date-month", "3", "discharge-date-year", "2026",
		"concerns", "fall-last-month|alone-at-night", "email", "Person@EXAMPLE.org", "tell-person", "email", "order", "order-now",
		"equipment", "pendant-alarm|key-safe")
	want := referral.Facts{
		Person: referral.Person{Name: "Test Person Siân O’Neill", PreferredName: "Siân", DateOfBirth: "1948-03-27",
			NHSNumber: "9990000018", RecordNumber: "LA-1"},
		Discharge: "2026-03-13", Concerns: []referral.Concern{referral.FallLastMonth, referral.AloneAtNight},
		Agreement: referral.Agrees, Equipment: []catalogue.Code{"pendant-alarm", "key-safe"}, Order: true, TellPerson: "Person@example.org",
		Missing:  map[referral.Kind]int{referral.AssistiveTechnology: 4},
		AskedFor: map[referral.Kind]string{referral.AssistiveTechnology: "Pendant alarm, key safe"},
	}
	if got := Facts(read(form, c), c); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

// What is missing is what was asked and is needed to decide, for each kind its own;
// and what a list must say is read from plain answers only.
func TestFactsThatListsShow(t *testing.T) {
	c := at(referral.SocialWorker)
	all := read(with(pendant(), "kinds", "assistive-technology|digital-support", "barriers", "skills"), c)
	listed := map[referral.Kind]int{}
	for _, task := range StillMissing(all, c) {
		if task.NeededBy != form.Decide {
			continue
		}
		s, _ := Find(task.Section)
		for _, kind := range KindsOf(all) {
			if s.Optional && !task.Asked {
				continue
			}
			if s.Kind == "" || s.Kind == kind {
				listed[kind]++
			}
		}
	}
	facts := Facts(all, c)
	if !reflect.DeepEqual(facts.Missing, listed) || listed[referral.AssistiveTechnology] <= listed[referral.DigitalSupport] {
		t.Errorf("missing %v, listed %v", facts.Missing, listed)
	}
	for _, test := range []struct {
		typed                         []string
		tell, danger, misuse, sixteen bool
	}{
		{[]string{}, false, false, false, false},
		{[]string{"must-not-tell", "yes", "must-not-tell-who", "Her son"}, true, false, false, false},
		{[]string{"danger", "yes", "danger-what", "A dog"}, false, true, false, false},
		{[]string{"misuse", "yes"}, false, false, true, false},
		{[]string{"must-not-tell", "dont-know", "danger", "dont-know", "misuse", "dont-know"}, false, false, false, false},
		{[]string{"date-of-birth-day", "9", "date-of-birth-month", "3", "date-of-birth-year", "2009"}, false, false, false, true},
	} {
		f := Facts(read(with(pendant(), test.typed...), c), c)
		if f.MustNotTell != test.tell || f.Danger != test.danger || f.Misuse != test.misuse || f.YoungPerson != test.sixteen {
			t.Errorf("%v: %+v", test.typed, f)
		}
	}
}

func TestTellPerson(t *testing.T) {
	c := at(referral.SocialWorker)
	for _, test := range []struct {
		name, telephone, how, want string
	}{
		{"not asked", "07700 900 982", "", ""},
		{"may not", "07700 900 982", "no", ""},
		{"by text message", "07700 900 982", "text", "+447700900982"},
		{"by text message abroad", "+33 1 99 00 12 34", "text", "+33199001234"},
		{"by text message to a landline", "01632 960 001", "text", ""},
	} {
		all := read(with(pendant(), "telephone", test.telephone, "tell-person", test.how), c)
		if got := Facts(all, c).TellPerson; got != test.want {
			t.Errorf("%s: %q", test.name, got)
		}
	}
}

func TestShow(t *testing.T) {
	all := read(with(pendant(), "nhs-number", "9990000018", "concerns", "alone-at-night|fall-last-month", "danger", referral.DontKnow), at(referral.SocialWorker))
	for name, want := range map[string]string{
		"full-name":      "Test Person Siân O’Neill",
		"preferred-name": "Not answered",
		"date-of-birth":  "27 March 1948",
		"nhs-number":     "999 000 0018",
		"address":        "1 Example Street|Exampleton",
		"postcode":       "ZY1 1ZZ",
		"telephone":      "01632 960001",
		"concerns":       "A fall in the last month|Alone at night with a risk",
		"danger":         "Don’t know – ask later",
		"equipment":      "Pendant alarm",
	} {
		for _, s := range Sections() {
			if f, found := s.Field(name); found {
				if got := strings.Join(form.Show(f, all), "|"); got != want {
					t.Errorf("%s: %q, want %q", name, got, want)
				}
			}
		}
	}
}

func TestScreening(t *testing.T) {
	c := at(referral.SocialWorker)
	clear := func() url.Values {
		form := vr()
		for _, q := range screeningQuestions() {
			form.Set(q.name, "no")
		}
		return form
	}
	for _, test := range []struct {
		name   string
		form   url.Values
		change []string
		want   referral.Screening
		why    string // part of one reason
	}{
		{"not asked for", pendant(), nil, "", ""},
		{"nothing answered", vr(), nil, referral.NotScreened, "Not known"},
		{"all clear", clear(), nil, referral.GoAhead, ""},
		{"all clear at 101: age alone never excludes", clear(), []string{"date-of-birth-year", "1925"}, referral.GoAhead, ""},
		{"one left", clear(), []string{"vr-heart", ""}, referral.NotScreened, "heart condition"},
		{"one not known", clear(), []string{"vr-heart", referral.DontKnow}, referral.NotScreened, "heart condition"},
		{"one forged", clear(), []string{"vr-heart", "perhaps"}, referral.NotScreened, "heart condition"},
		{"heart is not “not applicable”", clear(), []string{"vr-heart", "not-applicable"}, referral.NotScreened, "heart condition"},
		{"seizure", clear(), []string{"vr-seizure", "yes"}, referral.DoNotUse, "unless a clinician has agreed"},
		{"seizure, clinician not asked", clear(), []string{"vr-seizure", "yes", "vr-seizure-clinician", "not-asked"}, referral.DoNotUse, "seizure"},
		{"seizure, clinician agreed", clear(), []string{"vr-seizure", "yes", "vr-seizure-clinician", "agreed"}, referral.GoAhead, "has agreed"},
		{"seizure, and a clinician agreed to something else", clear(), []string{"vr-seizure", "yes", "vr-heart", "yes", "vr-heart-clinician", "agreed"}, referral.DoNotUse, "seizure"},
		{"implant", clear(), []string{"vr-implant", "yes"}, referral.AskFirst, "implant"},
		{"dizziness", clear(), []string{"vr-dizziness", "yes"}, referral.AskFirst, "Dizziness"},
		{"heart", clear(), []string{"vr-heart", "yes"}, referral.AskFirst, "Heart"},
		{"heart, clinician advised against", clear(), []string{"vr-heart", "yes", "vr-heart-clinician", "advised-against"}, referral.DoNotUse, "advised against"},
		{"eyes or neck", clear(), []string{"vr-eyes-neck", "yes"}, referral.AskFirst, "Eyesight"},
		{"distress", clear(), []string{"vr-distress", "yes"}, referral.AskFirst, "claustrophobia"},
		{"cognition", clear(), []string{"vr-cognition", "yes"}, referral.AskFirst, "carer must be present"},
		{"no reliable way to show stop", clear(), []string{"vr-stop", "no-reliable-way"}, referral.AskFirst, "carer must be present"},
		{"pregnancy", clear(), []string{"date-of-birth-year", "1996", "vr-pregnancy", "yes"}, referral.AskFirst, "Pregnancy"},
		{"pregnancy does not apply", clear(), []string{"date-of-birth-year", "1996", "vr-pregnancy", "not-applicable"}, referral.GoAhead, ""},
		{"pregnancy is asked where it can be", clear(), []string{"date-of-birth-year", "1996", "vr-pregnancy", ""}, referral.NotScreened, "pregnant"},
		{"pregnancy is not asked at 77", clear(), []string{"vr-pregnancy", ""}, referral.GoAhead, ""},
		{"infection", clear(), []string{"vr-infection", "yes"}, referral.DoNotUse, "not now"},
		{"infection until", clear(), []string{"vr-infection", "yes", "vr-infection-until-day", "1", "vr-infection-until-month", "4", "vr-infection-until-year", "2026"}, referral.DoNotUse, "Ask again on 1 April 2026"},
		{"the gravest decides", clear(), []string{"vr-heart", "yes", "vr-seizure", "yes", "vr-implant", ""}, referral.DoNotUse, "seizure"},
		{"what is open makes nothing milder", vr(), []string{"vr-heart", "yes"}, referral.AskFirst, "Heart"},
	} {
		t.Run(test.name, func(t *testing.T) {
			all := read(with(test.form, test.change...), c)
			got, reasons := Screen(all, c)
			if got != test.want || Facts(all, c).Screening != test.want {
				t.Errorf("got %q: %+v", got, reasons)
			}
			if test.why == "" {
				return
			}
			for _, reason := range reasons {
				if strings.Contains(strings.ToLower(reason.Why), strings.ToLower(test.why)) {
					return
				}
			}
			t.Errorf("no reason says %q: %+v", test.why, reasons)
		})
	}
}

func TestAge(t *testing.T) {
	on := func(text string) time.Time {
		now, err := time.ParseInLocation(time.DateTime, text, workingtime.London())
		if err != nil {
			t.Fatal(err)
		}
		return now
	}
	for _, test := range []struct {
		born, now string
		want      int
	}{
		{"2010-03-11", "2026-03-10 23:59:59", 15},
		{"2010-03-11", "2026-03-11 00:00:00", 16},
		{"2008-02-29", "2026-02-28 12:00:00", 17},
		{"2008-02-29", "2026-03-01 00:00:00", 18},
		{"2010-07-01", "2026-07-01 00:30:00", 16}, // still 30 June in UTC
	} {
		if got, ok := form.Age(test.born, on(test.now)); !ok || got != test.want {
			t.Errorf("%s on %s: %d", test.born, test.now, got)
		}
	}
}

// A row of a list says in few words what is asked for, from the form's options only.
func TestAskedForInFewWords(t *testing.T) {
	c := at(referral.SocialWorker)
	for name, test := range map[string]struct {
		typed []string
		kind  referral.Kind
		want  string
	}{
		"one":               {[]string{"equipment", "gps-locator"}, referral.AssistiveTechnology, "GPS locator"},
		"several":           {[]string{"equipment", "key-safe|pendant-alarm|gps-locator"}, referral.AssistiveTechnology, "Pendant alarm, GPS locator, key safe"},
		"many":              {[]string{"equipment", "key-safe|pendant-alarm|gps-locator|door-exit|hub"}, referral.AssistiveTechnology, "Pendant alarm, hub (base unit), door exit sensor, 2 more"},
		"the need":          {[]string{"equipment", "not-sure", "need", "Mrs Testcase wanders"}, referral.AssistiveTechnology, "Equipment not known yet"},
		"sessions":          {[]string{"kinds", "vr-sessions", "vr-aim", "relaxation|pain"}, referral.VRSessions, "Relaxation, easing pain"},
		"digital":           {[]string{"kinds", "digital-support", "barriers", "device|cost"}, referral.DigitalSupport, "They have no suitable device, cost"},
		"what is not asked": {[]string{"kinds", "digital-support", "barriers", "device"}, referral.AssistiveTechnology, ""},
	} {
		if got := Facts(read(with(pendant(), test.typed...), c), c).AskedFor[test.kind]; got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
	if got := Facts(read(with(pendant(), "interpreter", "bsl"), c), c).Interpreter; got != referral.SignInterpreter {
		t.Errorf("interpreter %q", got)
	}
	for _, none := range []string{"no", referral.DontKnow, ""} {
		if got := Facts(read(with(pendant(), "interpreter", none), c), c).Interpreter; got != "" {
			t.Errorf("interpreter %q for %q", got, none)
		}
	}
}

func TestWhereSomebodyWouldVisit(t *testing.T) {
	for want, typed := range map[string][]string{
		"1 Example Street\nExampleton\nZY1 1ZZ": {},
		"Example Hospital, ward 4":              {"where-now", "hospital", "ward", "Example Hospital, ward 4"},
		"":                                      {"where-now", "elsewhere"},
	} {
		if got := WhereNow(read(with(pendant(), typed...), at(referral.SocialWorker))); got != want {
			t.Errorf("%v: %q, want %q", typed, got, want)
		}
	}
}
