package webtest

import (
	"net/url"
	"strings"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/formview"
)

// Margaret is a synthetic person with answers to everything that sending needs.
func Margaret(kinds ...referral.Kind) referral.Answers {
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

// Open makes a case of those answers, as if that person had sent them now.
func (s *Site) Open(who referral.Referrer, answers referral.Answers) referral.Reference {
	s.T.Helper()
	draft := web.NewIdentifier()
	if err := s.Store.StartDraft(s.T.Context(), who.ID, draft); err != nil {
		s.T.Fatal(err)
	}
	at := intake.At(Rules(), s.Clock(), who.Role)
	header, err := s.Store.Draft(s.T.Context(), who.ID, draft)
	if err != nil {
		s.T.Fatal(err)
	}
	reference, err := s.Store.Open(s.T.Context(), casestore.Submission{Draft: header, Request: web.NewIdentifier(), Sent: referral.Referral{
		Sent: s.Clock(), Referrer: who, Kinds: intake.KindsOf(answers), Answers: intake.Final(answers, at), Facts: intake.Facts(answers, at),
	}})
	if err != nil {
		s.T.Fatal(err)
	}
	return reference
}

// Change makes a change as that actor, on the strand as it is.
func (s *Site) Change(r referral.Reference, kind referral.Kind, by referral.Actor, change referral.Change) {
	s.T.Helper()
	_, err := s.Store.UpdateStrand(s.T.Context(), casestore.StrandRevision{Reference: r, Kind: kind, By: by, Request: web.NewIdentifier()},
		func(referral.Case, referral.Strand) (referral.Change, error) { return change, nil })
	if err != nil {
		s.T.Fatalf("%s: %v", change.Name(), err)
	}
}

// Stage is how far tests want a strand to be.
type Stage int

const (
	Received Stage = iota
	Waiting
	Claimed
	Assessed
	Decided
	Arranging
	InPlace
	Closed
	// Beside the line: claimed, and then the clock was stopped.
	Asked
	Held
	// Assessed, and then a costly decision was proposed.
	Proposed
	// Claimed, with a visit planned.
	Visiting
	// Claimed, and everything was tried to reach somebody.
	Unreached
	// In place, and then the person died.
	ToCollect
)

// stopping is what takes a strand from the practitioner's desk to beside the line.
func stopping(far Stage) referral.Change {
	switch far {
	case Asked:
		return referral.Ask{Questions: []string{"Who has a key?", "Is the landline connected?"}}
	case Proposed:
		d := referral.Decision{Outcome: referral.Provide, Rationale: "It is the only sensor that tells a seizure.", Equipment: []catalogue.Code{"hub", "epilepsy-sensor"}}
		return Rules().Decide(d, referral.Strand{}, Monday)
	case Visiting:
		return referral.PlanVisit{When: Monday.AddDate(0, 0, 1), Minutes: 60, Where: "1 Example Street\nSampleton"}
	case Unreached:
		return referral.Contact{When: Monday.UTC(), How: "letter", WhyNot: "sent", Next: &referral.NextContact{Step: referral.StopTrying, By: Monday.UTC(), Made: 3, Of: 3}}
	case Held:
		return Rules().Hold("2026-12-07", "She is in hospital until then.")
	}
	return nil
}

// StrandAt opens a case about Mike Testcase for one kind and takes it so far, with the
// occupational therapist as the practitioner.
func (s *Site) StrandAt(kind referral.Kind, far Stage) referral.Reference {
	s.T.Helper()
	r := s.Open(SocialWorker, Margaret(kind))
	if far == ToCollect {
		s.Take(r, kind, InPlace)
		s.ChangeWhole(r, SocialWorker.Actor, Rules().RecordDeath(referral.RecordDeath{On: "2026-11-20", ToldBy: "Her daughter"}, s.Clock()))
		return r
	}
	s.Take(r, kind, far)
	return r
}

// ChangeWhole makes a change to a whole case as that actor, as the case is.
func (s *Site) ChangeWhole(r referral.Reference, by referral.Actor, change referral.CaseChange) {
	s.T.Helper()
	_, _, err := s.Store.UpdateCase(s.T.Context(), casestore.CaseRevision{Reference: r, By: by, Request: web.NewIdentifier()},
		func(referral.Case, []referral.Strand) (referral.CaseChange, error) { return change, nil })
	if err != nil {
		s.T.Fatalf("%s: %v", change.Name(), err)
	}
}

func (s *Site) Take(r referral.Reference, kind referral.Kind, far Stage) {
	s.T.Helper()
	sent, err := s.Store.Referral(s.T.Context(), r)
	if err != nil {
		s.T.Fatal(err)
	}
	by := practitionerOf(kind)
	stop := stopping(far)
	switch {
	case far == Proposed:
		far = Assessed
	case stop != nil:
		far = Claimed
	}
	triage := Rules().Triage(sent, kind)
	outcome := referral.Decision{Outcome: referral.Provide, Rationale: "It keeps her safe.", Team: triage.Team}
	if kind == referral.AssistiveTechnology {
		outcome.Equipment = []catalogue.Code{"gps-locator"}
	}
	line := []struct {
		to     Stage
		by     referral.Actor
		change referral.Change
	}{
		{Waiting, referral.System("triage"), triage},
		{Waiting, referral.System("enlist"), referral.AddToWorklist{}},
		{Claimed, by.Actor, referral.Claim{}},
		{Assessed, by.Actor, referral.Assess{Assessment: referral.Assessment{Method: "visit", On: "2026-11-23", Findings: "Steady by day.", Goals: "Go to the shops."}}},
		{Decided, by.Actor, Decide(outcome)},
		{Arranging, referral.System("arrange"), referral.Arrange{}},
		{InPlace, Installer.Actor, referral.PutInPlace{On: "2026-11-23", Note: "Tested.", ReviewBy: "2027-01-04"}},
		{Closed, by.Actor, referral.Close{Benefit: "reduces"}},
	}
	for _, step := range line {
		if step.to <= far {
			s.Change(r, kind, step.by, step.change)
		}
	}
	if stop != nil {
		s.Change(r, kind, by.Actor, stop)
	}
}

// practitionerOf returns who works strands of that kind in these tests.
func practitionerOf(kind referral.Kind) referral.Referrer {
	if kind == referral.DigitalSupport {
		return Digital
	}
	return Therapist
}

// Strand returns a strand as it is now.
func (s *Site) Strand(r referral.Reference, kind referral.Kind) referral.Strand {
	s.T.Helper()
	_, strand, err := s.Store.Strand(s.T.Context(), r, kind)
	if err != nil {
		s.T.Fatal(err)
	}
	return strand
}

// Events returns the names of a case's events.
func (s *Site) Events(r referral.Reference) []string {
	s.T.Helper()
	events, err := s.Store.History(s.T.Context(), r)
	if err != nil {
		s.T.Fatal(err)
	}
	var names []string
	for _, e := range events {
		names = append(names, e.Name)
	}
	return names
}

// Reads returns what of a case was looked at.
func (s *Site) Reads(r referral.Reference) []string {
	s.T.Helper()
	reads, err := s.Store.Reads(s.T.Context(), r)
	if err != nil {
		s.T.Fatal(err)
	}
	var what []string
	for _, read := range reads {
		what = append(what, read.What)
	}
	return what
}

// Fill returns the hidden fields of a page's form with what is typed.
func (p Page) Fill(typed map[string]string) url.Values {
	p.T.Helper()
	form := url.Values{"version": {p.Value("version")}, "request": {p.Value("request")}}
	for _, name := range []string{formview.CarriedFrom, formview.CarriedShown, formview.CarriedTurn} {
		if strings.Contains(p.Html, `type="hidden" name="`+name+`"`) {
			form.Set(name, p.Value(name))
		}
	}
	for name, value := range typed {
		form[name] = strings.Split(value, "|")
	}
	return form
}

// Tech is the kind that most tests are about.
const Tech = referral.AssistiveTechnology
