package site

import (
	"strings"
	"testing"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/display"
)

// Every kind of change has words of its own, and what its author wrote is shown.
func TestEveryEventHasWords(t *testing.T) {
	for _, c := range []struct {
		change referral.Change
		title  string
		detail string
	}{
		{&referral.Send{Kinds: []referral.Kind{tech}}, "Referral sent", "For: Assistive technology"},
		{&referral.Triage{Priority: referral.Urgent, Team: referral.ActivityTeam, Reasons: []string{"Risk to life", "A fall in the last month"}},
			"Triaged: urgent", "Team: Activity team|Because: Risk to life; A fall in the last month"},
		{&referral.Order{Triage: referral.Triage{Team: referral.TrustedAssessorTeam}, Decision: referral.Decision{Outcome: referral.Provide, Rationale: "Simple."}},
			"Ordered at once by a trusted assessor", "Team: Trusted assessors|Yes: provide it|Why: Simple."},
		{&referral.AddToWorklist{}, "Put on the worklist", ""},
		{&referral.Claim{}, "Claimed", ""},
		{&referral.Release{Reason: "On leave."}, "Put back on the worklist", "Why: On leave."},
		{&referral.Contact{When: monday, How: "telephone", Reached: true, Note: "A visit."}, "Contact: reached", "Telephone, 23 November 2026 at 10:00am: reached|A visit."},
		{&referral.Contact{When: monday, How: "letter"}, "Contact: not reached", "Letter, 23 November 2026 at 10:00am: not reached"},
		{&referral.Assess{Assessment: referral.Assessment{Method: "video", On: "2026-11-20", Findings: "Steady.", Goals: "Out."}},
			"Assessment recorded", "Video call, 20 November 2026|Found: Steady.|The person wants: Out."},
		{&referral.Decide{Decision: referral.Decision{Outcome: referral.MetOtherwise, Rationale: "Her son.", NextStep: "Ask again."}},
			"Decided", "No: the need is met another way|Why: Her son.|Next: Ask again."},
		{&referral.Arrange{}, "Handed on", ""},
		{&referral.PutInPlace{On: "2026-11-23", Note: "Tested.", ReviewBy: "2027-01-04"}, "Put in place", "On 23 November 2026|Tested.|To be reviewed by 4 January 2027"},
		{&referral.Close{Benefit: "none", Note: "Unused."}, "Reviewed and closed", "It has not helped|Unused."},
		{&referral.Withdraw{Reason: "Moved."}, "Withdrawn", "Why: Moved."},
		{&referral.Restart{Run: 2}, "Started again by the system", ""},
	} {
		e := referral.Event{Name: c.change.Name(), Change: c.change, By: therapist.Actor, At: monday}
		if got := display.EventTitle(e); got != c.title {
			t.Errorf("%s: title %q, want %q", e.Name, got, c.title)
		}
		if got := strings.Join(display.EventDetail(e), "|"); got != c.detail {
			t.Errorf("%s: detail %q, want %q", e.Name, got, c.detail)
		}
	}
	if got := display.EventTitle(referral.Event{Name: "renamed"}); got != "Changed (renamed)" {
		t.Errorf("an unknown change is silent: %q", got)
	}
}

func TestBylines(t *testing.T) {
	if got := display.Byline(referral.Event{By: therapist.Actor, At: monday}); got != "Occupational Therapist One, occupational therapist, 23 November 2026 at 10:00am" {
		t.Error(got)
	}
	if got := display.Byline(referral.Event{By: referral.System("triage"), At: monday}); got != "The system (triage), 23 November 2026 at 10:00am" {
		t.Error(got)
	}
}

func TestTheTimelineIsLatestFirstAndNamesTheStrandWhereThereAreSeveral(t *testing.T) {
	events := []referral.Event{
		{Name: "sent", Change: &referral.Send{}}, {Name: "listed", Strand: tech, Change: &referral.AddToWorklist{}},
	}
	if got := display.TimelineOf(events).Events; got[0].Title != "Put on the worklist" || got[1].Title != "Referral sent" {
		t.Errorf("%+v", got)
	}
	events = append(events, referral.Event{Name: "listed", Strand: referral.DigitalSupport, Change: &referral.AddToWorklist{}})
	if got := display.TimelineOf(events).Events[0].Title; got != "Digital support: Put on the worklist" {
		t.Error(got)
	}
}
