package site

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/workingtime"
)

// margaret is a synthetic person with answers to everything that sending needs.
func margaret(kinds ...referral.Kind) referral.Answers {
	answers := referral.Answers{
		"full-name": {"Mike Testcase"}, "date-of-birth": {"1941-02-03"}, "nhs-number": {"9990000018"},
		"where-now": {"home"}, "will-be": {"home"}, "address": {"1 Example Street\nSampleton"}, "postcode": {"SW1A 1AA"},
		"telephone": {"+441632960123"}, "must-not-tell": {"no"}, "misuse": {"no"}, "danger": {"no"}, "agreement": {"agrees"},
		"why-now": {"She fell twice in the night."}, "wants": {referral.DontKnow}, "immediate-risk": {"no"}, "concerns": {"fall-last-month"},
	}
	for _, kind := range kinds {
		answers["kinds"] = append(answers["kinds"], string(kind))
		switch kind {
		case referral.AssistiveTechnology:
			answers["equipment"] = []string{"gps-locator"}
			for field, value := range map[string]string{
				"consent": "given", "consent-by": "Mike Testcase", "consent-how": "spoken", "consent-on": "2026-11-20", "privacy-notice": "yes",
				"less-restrictive": "A card with the address was not enough.", "shared-areas": "nobody-else", "restrictions": "no",
				"responder-1-name": "Charlie Testcase", "responder-1-telephone": "+441632960004", "council-responds": "yes", "key-safe": "to-be-fitted",
			} {
				answers[field] = []string{value}
			}
		case referral.VRSessions:
			answers["vr-aim"] = []string{"relaxation"}
			answers["vr-implant"] = []string{"yes"}
		case referral.DigitalSupport:
			answers["barriers"] = []string{"skills"}
		}
	}
	return answers
}

// open makes a case of those answers, as if that person had sent them now.
func (s *site) open(who referral.Referrer, answers referral.Answers) referral.Reference {
	s.t.Helper()
	draft := web.NewIdentifier()
	if err := s.store.StartDraft(s.t.Context(), who.ID, draft); err != nil {
		s.t.Fatal(err)
	}
	at := intake.Context{Now: s.clock(), Role: who.Role}
	header, err := s.store.Draft(s.t.Context(), who.ID, draft)
	if err != nil {
		s.t.Fatal(err)
	}
	reference, err := s.store.Open(s.t.Context(), casestore.Submission{Draft: header, Request: web.NewIdentifier(), Sent: referral.Referral{
		Sent: s.clock(), Referrer: who, Kinds: intake.KindsOf(answers), Answers: intake.Final(answers, at), Facts: intake.Facts(answers, at),
	}})
	if err != nil {
		s.t.Fatal(err)
	}
	return reference
}

// change makes a change as that actor, on the strand as it is.
func (s *site) change(r referral.Reference, kind referral.Kind, by referral.Actor, change referral.Change) {
	s.t.Helper()
	_, err := s.store.UpdateStrand(s.t.Context(), casestore.StrandRevision{Reference: r, Kind: kind, By: by, Request: web.NewIdentifier()},
		func(referral.Case, referral.Strand) (referral.Change, error) { return change, nil })
	if err != nil {
		s.t.Fatalf("%s: %v", change.Name(), err)
	}
}

// stage is how far tests want a strand to be.
type stage int

const (
	received stage = iota
	waiting
	claimed
	assessed
	decided
	arranging
	inPlace
	closed
	// Beside the line: claimed, and then the clock was stopped.
	asked
	held
	// Assessed, and then a costly decision was proposed.
	proposed
	// Claimed, with a visit planned.
	visiting
	// Claimed, and everything was tried to reach somebody.
	unreached
	// In place, and then the person died.
	toCollect
)

// stopping is what takes a strand from the practitioner's desk to beside the line.
func stopping(far stage) referral.Change {
	switch far {
	case asked:
		return referral.Ask{Questions: []string{"Who has a key?", "Is the landline connected?"}}
	case proposed:
		d := referral.Decision{Outcome: referral.Provide, Rationale: "It is the only sensor that tells a seizure.", Equipment: []catalogue.Code{"hub", "epilepsy-sensor"}}
		return referral.DecideAt(d, referral.Strand{}, monday, workingtime.England())
	case visiting:
		return referral.PlanVisit{When: monday.AddDate(0, 0, 1), Minutes: 60, Where: "1 Example Street\nSampleton"}
	case unreached:
		return referral.Contact{When: monday.UTC(), How: "letter", WhyNot: "sent", Next: &referral.NextContact{Step: referral.StopTrying, By: monday.UTC(), Made: 3, Of: 3}}
	case held:
		return referral.HoldUntil("2026-12-07", "She is in hospital until then.", workingtime.England())
	}
	return nil
}

// strandAt opens a case about Mike Testcase for one kind and takes it so far, with the
// occupational therapist as the practitioner.
func (s *site) strandAt(kind referral.Kind, far stage) referral.Reference {
	s.t.Helper()
	r := s.open(socialWorker, margaret(kind))
	if far == toCollect {
		s.take(r, kind, inPlace)
		s.changeWhole(r, socialWorker.Actor, referral.RecordDeathAt(referral.RecordDeath{On: "2026-11-20", ToldBy: "Her daughter"}, s.clock(), workingtime.England()))
		return r
	}
	s.take(r, kind, far)
	return r
}

// changeWhole makes a change to a whole case as that actor, as the case is.
func (s *site) changeWhole(r referral.Reference, by referral.Actor, change referral.CaseChange) {
	s.t.Helper()
	_, _, err := s.store.UpdateCase(s.t.Context(), casestore.CaseRevision{Reference: r, By: by, Request: web.NewIdentifier()},
		func(referral.Case, []referral.Strand) (referral.CaseChange, error) { return change, nil })
	if err != nil {
		s.t.Fatalf("%s: %v", change.Name(), err)
	}
}

func (s *site) take(r referral.Reference, kind referral.Kind, far stage) {
	s.t.Helper()
	sent, err := s.store.Referral(s.t.Context(), r)
	if err != nil {
		s.t.Fatal(err)
	}
	by := practitionerOf(kind)
	stop := stopping(far)
	switch {
	case far == proposed:
		far = assessed
	case stop != nil:
		far = claimed
	}
	triage := referral.TriageOf(sent, kind, workingtime.England())
	outcome := referral.Decision{Outcome: referral.Provide, Rationale: "It keeps her safe.", Team: triage.Team}
	if kind == referral.AssistiveTechnology {
		outcome.Equipment = []catalogue.Code{"gps-locator"}
	}
	line := []struct {
		to     stage
		by     referral.Actor
		change referral.Change
	}{
		{waiting, referral.System("triage"), triage},
		{waiting, referral.System("enlist"), referral.AddToWorklist{}},
		{claimed, by.Actor, referral.Claim{}},
		{assessed, by.Actor, referral.Assess{Assessment: referral.Assessment{Method: "visit", On: "2026-11-23", Findings: "Steady by day.", Goals: "Go to the shops."}}},
		{decided, by.Actor, referral.Decide{Decision: outcome}},
		{arranging, referral.System("arrange"), referral.Arrange{}},
		{inPlace, installer.Actor, referral.PutInPlace{On: "2026-11-23", Note: "Tested.", ReviewBy: "2027-01-04"}},
		{closed, by.Actor, referral.Close{Benefit: "reduces"}},
	}
	for _, step := range line {
		if step.to <= far {
			s.change(r, kind, step.by, step.change)
		}
	}
	if stop != nil {
		s.change(r, kind, by.Actor, stop)
	}
}

// practitionerOf returns who works strands of that kind in these tests.
func practitionerOf(kind referral.Kind) referral.Referrer {
	if kind == referral.DigitalSupport {
		return digital
	}
	return therapist
}

// strand returns a strand as it is now.
func (s *site) strand(r referral.Reference, kind referral.Kind) referral.Strand {
	s.t.Helper()
	_, strand, err := s.store.Strand(s.t.Context(), r, kind)
	if err != nil {
		s.t.Fatal(err)
	}
	return strand
}

// events returns the names of a case's events.
func (s *site) events(r referral.Reference) []string {
	s.t.Helper()
	events, err := s.store.History(s.t.Context(), r)
	if err != nil {
		s.t.Fatal(err)
	}
	var names []string
	for _, e := range events {
		names = append(names, e.Name)
	}
	return names
}

// reads returns what of a case was looked at.
func (s *site) reads(r referral.Reference) []string {
	s.t.Helper()
	reads, err := s.store.Reads(s.t.Context(), r)
	if err != nil {
		s.t.Fatal(err)
	}
	var what []string
	for _, read := range reads {
		what = append(what, read.What)
	}
	return what
}

// fill returns the hidden fields of a page's form with what is typed.
func (p page) fill(typed map[string]string) url.Values {
	p.t.Helper()
	form := url.Values{"version": {p.value("version")}, "request": {p.value("request")}}
	for _, name := range []string{formview.CarriedFrom, formview.CarriedShown, formview.CarriedTurn} {
		if strings.Contains(p.html, `type="hidden" name="`+name+`"`) {
			form.Set(name, p.value(name))
		}
	}
	for name, value := range typed {
		form[name] = strings.Split(value, "|")
	}
	return form
}

// tech is the kind that most tests are about.
const tech = referral.AssistiveTechnology

func TestAStrandIsWorkedFromTheWorklistToItsEnd(t *testing.T) {
	s := newSite(t)
	r := s.strandAt(tech, waiting)
	ot, fitter := s.signIn(therapist), s.signIn(installer)
	home := web.PathOfCase(r)
	s.at(monday.Add(time.Hour))

	list := ot.get("/worklist").must(http.StatusOK).says(string(r), "MT", "A fall in the last month", "Claim")
	ot.post(web.PathOfStrand(r, tech, "claim"), list.fill(nil)).to(home + "?done=claim")
	step := func(b browser, name string, typed map[string]string) {
		t.Helper()
		form := b.get(web.PathOfStrand(r, tech, name)).must(http.StatusOK)
		b.get(b.post(web.PathOfStrand(r, tech, name), form.fill(typed)).to(home + "?done=" + name).location).must(http.StatusOK).says("Success")
	}
	step(ot, "contact", map[string]string{"on-day": "23", "on-month": "11", "on-year": "2026", "at": "10:30am", "how": "telephone", "reached": "yes", "note": "A visit on Tuesday."})
	step(ot, "assessment", map[string]string{"on-day": "23", "on-month": "11", "on-year": "2026", "method": "visit", "findings": "Steady by day.", "goals": "Go to the shops."})
	step(ot, "decision", map[string]string{"outcome": "provide", "rationale": "She gets lost.", "equipment": "gps-locator"})
	s.change(r, tech, referral.System("arrange"), referral.Arrange{})
	fitter.get("/worklist").says("To arrange (1)", string(r)).lacks("Testcase")
	step(fitter, "in-place", map[string]string{"on-day": "23", "on-month": "11", "on-year": "2026", "note": "Tested.", "review-day": "4", "review-month": "1", "review-year": "2027"})
	step(ot, "close", map[string]string{"benefit": "reduces", "note": "She goes out again."})

	if got := s.strand(r, tech); got.State != referral.Closed {
		t.Errorf("ended as %s", got.State)
	}
	ot.get(home).says("A visit on Tuesday.", "Steady by day.", "She gets lost.", "GPS locator", "Handed to: Installation", "Tested.", "She goes out again.")
}
