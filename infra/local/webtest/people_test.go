package webtest

import (
	"slices"
	"strings"
	"testing"
	"time"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

func TestThePersonsCasesAreFound(t *testing.T) {
	s := New(t)
	open := func(hour int, answers referral.Answers) referral.Reference {
		s.At(Monday.Add(time.Duration(hour) * time.Hour))
		return s.Open(SocialWorker, answers)
	}
	first := open(1, Called("Siân O’Testcase", "1941-02-03", "9990000018", Tech))
	swapped := open(2, Called("OTESTCASE, Sian", "1941-02-03", "", referral.VRSessions, referral.DigitalSupport))
	twin := open(3, Called("Rhys O'Testcase", "1941-02-03", "9990000026", Tech))
	married := open(4, Called("Sian Example", "1941-02-03", "9990000018", Tech))
	open(5, Called("Siân O’Testcase", "1942-02-03", "", Tech))

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
	s := New(t)
	person := intake.Facts(Margaret(Tech), form.Context{Now: Monday}).Person
	var calls []string
	s.Cloud.Refuse = func(operation, input string) bool {
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
		s.At(Monday.Add(time.Duration(n) * time.Hour))
		opened = append(opened, s.Open(SocialWorker, Margaret(Tech, referral.DigitalSupport)))
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
	s := New(t)
	before := s.StrandAt(Tech, Claimed)
	s.At(Monday.Add(time.Hour))
	after := s.Open(OtherWorker, Margaret(Tech, referral.VRSessions))
	for _, kind := range []referral.Kind{Tech, referral.VRSessions} {
		strand := s.Strand(after, kind)
		if !slices.Equal(strand.Known, []string{Therapist.ID}) {
			t.Errorf("%s: known %v", kind, strand.Known)
		}
		if repeats := slices.Equal(strand.MayDuplicate, []referral.Reference{before}); repeats != (kind == Tech) {
			t.Errorf("%s: may duplicate %v", kind, strand.MayDuplicate)
		}
	}
	// Whoever referred may not learn that there is another case.
	s.Take(after, Tech, Waiting)
	s.SignIn(OtherWorker).Get(web.PathOfCase(after)).Must(200).Lacks(string(before), "duplicate")
	s.SignIn(Therapist).Get(web.PathOfCase(after)).Must(200).Says("Possible duplicate")
	if strand := s.Strand(before, Tech); len(strand.Known)+len(strand.MayDuplicate) > 0 {
		t.Errorf("the first one: %v, %v", strand.Known, strand.MayDuplicate)
	}
}

// A corrected name, number or date of birth leads to the case, and the wrong one no
// longer does.
func TestACorrectionMovesWhatThePersonIsFoundBy(t *testing.T) {
	s := New(t)
	others := s.Open(OtherWorker, Called("Beta Sample", "1950-05-05", "9990000026", Tech))
	s.Take(others, Tech, Waiting)
	s.At(Monday.Add(time.Hour))
	r := s.StrandAt(Tech, Claimed)
	ot := s.SignIn(Therapist)
	wrong := referral.Person{Name: "Mike Testcase", DateOfBirth: "1941-02-03", NHSNumber: "9990000018"}
	right := referral.Person{Name: "Beta Sample", DateOfBirth: "1950-05-05", NHSNumber: "9990000026"}

	typed := map[string]string{
		"full-name": "Beta Sample", "date-of-birth-day": "5", "date-of-birth-month": "5", "date-of-birth-year": "1950", "nhs-number": "999 000 0026",
		"where-now": "home", "will-be": "home", "address": "1 Example Street\r\nSampleton", "postcode": "SW1A 1AA", "telephone": "01632 960123",
		"must-not-tell": "no", "misuse": "no", "danger": "no", "reason": "The wrong person was chosen.",
	}
	save := func() {
		t.Helper()
		page := ot.Get(web.AnswersPath(r, "person")).Must(200)
		ot.Post(web.AnswersPath(r, "person"), page.Fill(typed)).To(web.PathOfCase(r) + "?done=answers")
	}
	save()
	if got := s.same(wrong, ""); len(got) != 0 {
		t.Errorf("still found as %+v: %v", wrong, got)
	}
	if got := s.same(right, ""); !slices.Equal(got, []referral.Reference{r, others}) {
		t.Errorf("as %+v: %v", right, got)
	}
	if strand := s.Strand(r, Tech); !slices.Equal(strand.MayDuplicate, []referral.Reference{others}) {
		t.Errorf("may duplicate %v", strand.MayDuplicate)
	}
	// What changes nothing about who it is moves nothing.
	typed["danger"] = "dont-know"
	save()
	if got := s.same(right, ""); len(got) != 2 {
		t.Errorf("after another answer: %v", got)
	}
}
