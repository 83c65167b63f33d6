package intake

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/workingtime"
)

// at is a Wednesday in March.
var (
	council = referral.DefaultRules()
	limits  = council.Policy.Sessions
)

func at(role referral.Role) form.Context {
	return At(council, time.Date(2026, 3, 11, 10, 0, 0, 0, workingtime.London()), role)
}

// pendant is the least that refers one person for one pendant alarm.
func pendant() url.Values {
	return url.Values{
		"kinds":               {"assistive-technology"},
		"full-name":           {"Test Person Siân O’Neill"},
		"date-of-birth-day":   {"27"},
		"date-of-birth-month": {"3"},
		"date-of-birth-year":  {"1948"},
		"where-now":           {"home"},
		"will-be":             {"home"},
		"address":             {"1 Example Street\r\nExampleton"},
		"postcode":            {"zy1 1zz"},
		"telephone":           {"(01632) 960 001"},
		"must-not-tell":       {"no"},
		"misuse":              {"no"},
		"danger":              {"no"},
		"agreement":           {"agrees"},
		"why-now":             {"Fell in the garden and lay there for an hour."},
		"immediate-risk":      {"no"},
		"concerns":            {"fall-last-month"},
		"equipment":           {"pendant-alarm"},
	}
}

// vr is the least that refers one person for sessions.
func vr() url.Values {
	form := pendant()
	form.Del("equipment")
	form.Set("kinds", "vr-sessions")
	form.Set("vr-aim", "relaxation")
	return form
}

// read types a whole form in, section by section, as the pages do.
func read(typed url.Values, c form.Context) form.Answers {
	all := form.Answers{}
	for _, s := range Sections() {
		all = s.Normalise(s.Replace(all, s.Read(typed, c)))
	}
	return all
}

func with(form url.Values, pairs ...string) url.Values {
	for i := 0; i < len(pairs); i += 2 {
		form.Del(pairs[i])
		if pairs[i+1] != "" {
			form[pairs[i]] = strings.Split(pairs[i+1], "|")
		}
	}
	return form
}

// faultless tells what is wrong with how sections are stated, each and all together.
func faultless(t *testing.T, sections []form.Section) {
	t.Helper()
	for _, s := range sections {
		if s.Title == "" {
			t.Errorf("section %s has no title", s.Slug)
		}
		for _, fault := range s.Faults() {
			t.Errorf("%s: %s", s.Slug, fault)
		}
	}
	for _, fault := range form.Together("all", sections).Faults() {
		t.Error(fault)
	}
}

func TestEveryFieldIsComplete(t *testing.T) { faultless(t, Sections()) }

// What a practitioner is asked is as complete. A question that is also the form's is
// the same question.
func TestEveryFieldThatAPractitionerFillsInIsComplete(t *testing.T) {
	for _, kind := range referral.Kinds() {
		faultless(t, Assessment(kind))
		faultless(t, Decision(kind, limits))
		for _, f := range form.Together("assessment", Assessment(kind)).Fields {
			_, asked, also := Named(f.Name)
			if also && (asked.Label != f.Label || asked.Control != f.Control || !slices.Equal(asked.Options, f.Options)) {
				t.Errorf("%s is another question than the form’s", f.Name)
			}
			if f.DontKnow {
				t.Errorf("%s can be left for somebody else", f.Name)
			}
		}
	}
}

func TestLeastReferralForOnePendant(t *testing.T) {
	c := at(referral.SocialWorker)
	all := read(pendant(), c)
	if problems := Check(all, c); len(problems) > 0 {
		t.Fatalf("cannot be sent: %+v", problems)
	}
	pages := 1 // check answers
	for _, s := range SectionsFor(all, c) {
		if s.Optional {
			if len(s.Check(all, c)) > 0 {
				t.Errorf("%s stands in the way", s.Slug)
			}
			continue
		}
		pages++
		if status := Status(s, all, c); status != Completed {
			t.Errorf("%s is %s", s.Slug, status)
		}
	}
	if len(all) > 16 || pages > 6 {
		t.Errorf("takes %d answers on %d pages", len(all), pages)
	}
	// None of them is there for nothing.
	for name := range all {
		less := form.Answers{}
		for other, values := range all {
			if other != name {
				less[other] = values
			}
		}
		if len(Check(less, c)) == 0 {
			t.Errorf("can be sent without %s", name)
		}
	}
}

func TestEquipmentOptionsAreTheCatalogue(t *testing.T) {
	f, _ := equipment().Field("equipment")
	for _, e := range catalogue.All() {
		if !slices.ContainsFunc(f.Options, func(o form.Option) bool { return o.Value == string(e.Code) && o.Label == e.Name }) {
			t.Errorf("%s cannot be chosen", e.Code)
		}
	}
}

func TestSectionsFollowWhatIsAskedFor(t *testing.T) {
	slugs := func(all form.Answers) string {
		var needed, optional []string
		for _, s := range SectionsFor(all, at(referral.SocialWorker)) {
			if s.Optional {
				optional = append(optional, s.Slug)
			} else {
				needed = append(needed, s.Slug)
			}
		}
		return strings.Join(needed, " ") + " | " + strings.Join(optional, " ")
	}
	for kinds, want := range map[string]string{
		"":                     "about person agreement needs | call route person-more consent needs-more who-else",
		"assistive-technology": "about person agreement needs equipment | call route person-more consent needs-more home responders who-else",
		"vr-sessions":          "about person agreement needs vr-sessions vr-screening | call route person-more consent needs-more vr-more who-else",
		"digital-support":      "about person agreement needs digital-support | call route person-more consent needs-more digital-more who-else",
	} {
		if got := slugs(form.Answers{"kinds": {kinds}}); got != want {
			t.Errorf("%q: %s", kinds, got)
		}
	}
}

func TestOrderIsAskedOfTrustedAssessorsOnly(t *testing.T) {
	form := with(pendant(), "order", "order-now")
	c := at(referral.SocialWorker)
	if Facts(read(form, c), c).Order {
		t.Error("a social worker ordered")
	}
	c = at(referral.TrustedAssessor)
	all := read(form, c)
	if !Facts(all, c).Order || len(Check(all, c)) > 0 {
		t.Error("a trusted assessor could not order")
	}
	// Not even with answers that got into the draft some other way.
	if Facts(all, at(referral.SocialWorker)).Order {
		t.Error("an order held for another role")
	}
}

func TestAnswersThatNoLongerApplyAreNotSent(t *testing.T) {
	c := at(referral.SocialWorker)
	all := read(with(pendant(), "discharge-date-day", "12", "discharge-date-month", "3", "discharge-date-year", "2026"), c)
	if len(all["discharge-date"]) == 0 {
		t.Error("the draft lost the discharge date")
	}
	if _, sent := Final(all, c)["discharge-date"]; sent || Facts(all, c).Discharge != "" {
		t.Error("someone at home has a discharge date")
	}
	all["where-now"] = []string{"hospital"}
	if Facts(all, c).Discharge != "2026-03-12" {
		t.Error("someone in hospital has none")
	}
}

func TestStatus(t *testing.T) {
	c := at(referral.SocialWorker)
	person, _ := Find("person")
	screening, _ := Find("vr-screening")
	vrOnly := form.Answers{"kinds": {"vr-sessions"}}
	for _, test := range []struct {
		name    string
		section form.Section
		all     form.Answers
		want    Progress
	}{
		{"nothing", person, form.Answers{}, NotStarted},
		{"something", person, form.Answers{"full-name": {"Test Person"}}, InProgress},
		{"everything", person, read(pendant(), c), Completed},
		{"not asked for", screening, form.Answers{}, CannotStartYet},
		{"nothing required, nothing answered", screening, vrOnly, NotStarted},
		{"nothing required, some answered", screening, form.Answers{"kinds": {"vr-sessions"}, "vr-heart": {"no"}}, InProgress},
	} {
		if got := Status(test.section, test.all, c); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
	if StatusOfChecking(vrOnly, c) != CannotStartYet || StatusOfChecking(read(vr(), c), c) != NotStarted {
		t.Error("checking answers starts too soon or too late")
	}
}

func TestStillMissing(t *testing.T) {
	c := at(referral.SocialWorker)
	all := read(with(pendant(), "danger", referral.DontKnow), c)
	if problems := Check(all, c); len(problems) > 0 {
		t.Fatalf("“don’t know” stops sending: %+v", problems)
	}
	asked := map[string]bool{}
	for _, task := range StillMissing(all, c) {
		asked[task.Field.Name] = task.Asked
		if len(task.Who) == 0 || task.Section == "" {
			t.Errorf("nobody can answer %s", task.Field.Name)
		}
	}
	if said, found := asked["danger"]; !said || !found {
		t.Error("danger is no task")
	}
	if said, found := asked["pendant-press"]; said || !found {
		t.Error("a follow-up that was left is no task")
	}
	if _, found := asked["assess-anyway"]; found {
		t.Error("a question that is not asked is a task")
	}
}
