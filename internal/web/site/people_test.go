package site

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// called is margaret under that name, born that day, with that NHS number.
func called(name, born, number string, kinds ...referral.Kind) referral.Answers {
	answers := maps.Clone(margaret(kinds...))
	answers["full-name"], answers["date-of-birth"] = []string{name}, []string{born}
	if delete(answers, "nhs-number"); number != "" {
		answers["nhs-number"] = []string{number}
	}
	return answers
}

// same returns the references of a person's other cases, as the store gives them.
func (s *site) same(p referral.Person, except referral.Reference) []referral.Reference {
	s.t.Helper()
	cases, err := s.store.SamePerson(s.t.Context(), p, except)
	if err != nil {
		s.t.Fatal(err)
	}
	var found []referral.Reference
	for _, c := range cases {
		if len(c.Strands) != len(c.Case.Kinds) {
			s.t.Errorf("%s has %d strands", c.Case.Reference, len(c.Strands))
		}
		found = append(found, c.Case.Reference)
	}
	return found
}

func TestThePersonsCasesAreFound(t *testing.T) {
	s := newSite(t)
	open := func(hour int, answers referral.Answers) referral.Reference {
		s.at(monday.Add(time.Duration(hour) * time.Hour))
		return s.open(socialWorker, answers)
	}
	first := open(1, called("Siân O’Testcase", "1941-02-03", "9990000018", tech))
	swapped := open(2, called("OTESTCASE, Sian", "1941-02-03", "", referral.VRSessions, referral.DigitalSupport))
	twin := open(3, called("Rhys O'Testcase", "1941-02-03", "9990000026", tech))
	married := open(4, called("Sian Example", "1941-02-03", "9990000018", tech))
	open(5, called("Siân O’Testcase", "1942-02-03", "", tech))

	person := referral.Person{Name: "Siân O’Testcase", DateOfBirth: "1941-02-03", NHSNumber: "9990000018"}
	if got, want := s.same(person, ""), []referral.Reference{married, swapped, first}; !slices.Equal(got, want) {
		t.Errorf("by number and name: %v, want %v", got, want)
	}
	if got, want := s.same(person, first), []referral.Reference{married, swapped}; !slices.Equal(got, want) {
		t.Errorf("but for one: %v, want %v", got, want)
	}
	person.NHSNumber = ""
	if got, want := s.same(person, ""), []referral.Reference{twin, swapped, first}; !slices.Equal(got, want) {
		t.Errorf("by name: %v, want %v", got, want)
	}
	person.NHSNumber = "9990000019" // a digit is wrong: it is nobody's
	if got := s.same(person, ""); len(got) != 3 {
		t.Errorf("with a number that cannot be one: %v", got)
	}
	if got := s.same(referral.Person{}, ""); len(got) != 0 {
		t.Errorf("nobody: %v", got)
	}
}

// However many cases there are: the newest are returned, and looking costs the same.
func TestLookingForAPersonCostsTheSame(t *testing.T) {
	s := newSite(t)
	person := intake.Facts(margaret(tech), intake.Context{Now: monday}).Person
	var calls []string
	s.cloud.refuse = func(operation, input string) bool {
		calls = append(calls, operation)
		return false
	}
	look := func() string {
		calls = nil
		s.same(person, "")
		return strings.Join(calls, " ")
	}
	before := look()
	var opened []referral.Reference
	for n := range casestore.MostRelated + 2 {
		s.at(monday.Add(time.Duration(n) * time.Hour))
		opened = append(opened, s.open(socialWorker, margaret(tech, referral.DigitalSupport)))
	}
	if after := look(); after != before || strings.Contains(after, "Scan") {
		t.Errorf("with cases: %s; without: %s", after, before)
	}
	slices.Reverse(opened)
	if got := s.same(person, ""); !slices.Equal(got, opened[:casestore.MostRelated]) {
		t.Errorf("found %v of %v", got, opened)
	}
}

// Whoever had to do with the person before is known when the next referral is sent,
// and what is still open may be the same request.
func TestEarlierReferralsAreKnownWhenOneIsSent(t *testing.T) {
	s := newSite(t)
	before := s.strandAt(tech, claimed)
	s.at(monday.Add(time.Hour))
	after := s.open(otherWorker, margaret(tech, referral.VRSessions))
	for _, kind := range []referral.Kind{tech, referral.VRSessions} {
		strand := s.strand(after, kind)
		if !slices.Equal(strand.Known, []string{therapist.ID}) {
			t.Errorf("%s: known %v", kind, strand.Known)
		}
		if repeats := slices.Equal(strand.MayDuplicate, []referral.Reference{before}); repeats != (kind == tech) {
			t.Errorf("%s: may duplicate %v", kind, strand.MayDuplicate)
		}
	}
	// Whoever referred may not learn that there is another case.
	s.take(after, tech, waiting)
	s.signIn(otherWorker).get(web.PathOfCase(after)).must(200).lacks(string(before), "duplicate")
	s.signIn(therapist).get(web.PathOfCase(after)).must(200).says("Possible duplicate")
	if strand := s.strand(before, tech); len(strand.Known)+len(strand.MayDuplicate) > 0 {
		t.Errorf("the first one: %v, %v", strand.Known, strand.MayDuplicate)
	}
}

// A corrected name, number or date of birth leads to the case, and the wrong one no
// longer does.
func TestACorrectionMovesWhatThePersonIsFoundBy(t *testing.T) {
	s := newSite(t)
	others := s.open(otherWorker, called("Beta Sample", "1950-05-05", "9990000026", tech))
	s.take(others, tech, waiting)
	s.at(monday.Add(time.Hour))
	r := s.strandAt(tech, claimed)
	ot := s.signIn(therapist)
	wrong := referral.Person{Name: "Mike Testcase", DateOfBirth: "1941-02-03", NHSNumber: "9990000018"}
	right := referral.Person{Name: "Beta Sample", DateOfBirth: "1950-05-05", NHSNumber: "9990000026"}

	typed := map[string]string{
		"full-name": "Beta Sample", "date-of-birth-day": "5", "date-of-birth-month": "5", "date-of-birth-year": "1950", "nhs-number": "999 000 0026",
		"where-now": "home", "will-be": "home", "address": "1 Example Street\r\nSampleton", "postcode": "SW1A 1AA", "telephone": "01632 960123",
		"must-not-tell": "no", "misuse": "no", "danger": "no", "reason": "The wrong person was chosen.",
	}
	save := func() {
		t.Helper()
		page := ot.get(web.AnswersPath(r, "person")).must(200)
		ot.post(web.AnswersPath(r, "person"), page.fill(typed)).to(web.PathOfCase(r) + "?done=answers")
	}
	save()
	if got := s.same(wrong, ""); len(got) != 0 {
		t.Errorf("still found as %+v: %v", wrong, got)
	}
	if got := s.same(right, ""); !slices.Equal(got, []referral.Reference{r, others}) {
		t.Errorf("as %+v: %v", right, got)
	}
	if strand := s.strand(r, tech); !slices.Equal(strand.MayDuplicate, []referral.Reference{others}) {
		t.Errorf("may duplicate %v", strand.MayDuplicate)
	}
	// What changes nothing about who it is moves nothing.
	typed["danger"] = "dont-know"
	save()
	if got := s.same(right, ""); len(got) != 2 {
		t.Errorf("after another answer: %v", got)
	}
}
