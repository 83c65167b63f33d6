package casepage_test

import (
	"testing"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/display"
)

func TestBylines(t *testing.T) {
	if got := display.Byline(referral.Event{By: webtest.Therapist.Actor, At: webtest.Monday}); got != "Occupational Therapist One, occupational therapist, 23 November 2026 at 10:00am" {
		t.Error(got)
	}
	if got := display.Byline(referral.Event{By: referral.System("triage"), At: webtest.Monday}); got != "The system (triage), 23 November 2026 at 10:00am" {
		t.Error(got)
	}
}

func TestTheTimelineIsLatestFirstAndNamesTheStrandWhereThereAreSeveral(t *testing.T) {
	events := []referral.Event{
		{Name: "sent", Change: &referral.Send{}}, {Name: "listed", Strand: webtest.Tech, Change: &referral.AddToWorklist{}},
	}
	if got := display.TimelineOf(events).Events; got[0].Title != "Put on the worklist" || got[1].Title != "Referral sent" {
		t.Errorf("%+v", got)
	}
	events = append(events, referral.Event{Name: "listed", Strand: referral.DigitalSupport, Change: &referral.AddToWorklist{}})
	if got := display.TimelineOf(events).Events[0].Title; got != "Digital support: Put on the worklist" {
		t.Error(got)
	}
}
