package referral_test

import (
	"fmt"
	"slices"
	"testing"

	"assistive-referrals/internal/referral"
)

func TestWhatEarlierCasesSay(t *testing.T) {
	actor := func(id string) referral.Actor { return referral.Actor{ID: id, Role: referral.OccupationalTherapist} }
	held := actor("u-1")
	cases := []referral.Related{
		{Case: referral.Case{Reference: "2222-2222"}, Strands: []referral.Strand{
			{Kind: referral.AssistiveTechnology, State: referral.Claimed, Holder: &held, Contacts: []referral.Contact{{By: actor("u-2")}, {By: held}}},
			{Kind: referral.DigitalSupport, State: referral.Closed, Decision: &referral.Decision{By: actor("u-3")}, Assessment: &referral.Assessment{By: actor("u-4")}},
		}},
		{Case: referral.Case{Reference: "3333-3333"}, Strands: []referral.Strand{
			{Kind: referral.AssistiveTechnology, State: referral.InPlace, Decision: &referral.Decision{By: referral.System("arrange")}, Contacts: []referral.Contact{{By: actor("u-2")}, {}}},
			{Kind: referral.VRSessions, State: referral.Withdrawn},
		}},
	}
	got := referral.EarlierOf(cases)
	if want := []string{"u-1", "u-2", "u-3", "u-4"}; !slices.Equal(got.Known, want) {
		t.Errorf("known: %v, want %v", got.Known, want)
	}
	if want := []referral.Reference{"2222-2222", "3333-3333"}; !slices.Equal(got.Open[referral.AssistiveTechnology], want) || len(got.Open) != 1 {
		t.Errorf("open: %v, want %v", got.Open, want)
	}
}

// However much there was, a strand carries little of it.
func TestEarlierIsBounded(t *testing.T) {
	var cases []referral.Related
	for n := range 30 {
		cases = append(cases, referral.Related{Case: referral.Case{Reference: referral.Reference(fmt.Sprint(n))}, Strands: []referral.Strand{
			{Kind: referral.DigitalSupport, State: referral.Waiting, Decision: &referral.Decision{By: referral.Actor{ID: fmt.Sprintf("u-%d", n)}}},
		}})
	}
	got := referral.EarlierOf(cases)
	if len(got.Known) != 10 || got.Known[0] != "u-0" || len(got.Open[referral.DigitalSupport]) != 5 || got.Open[referral.DigitalSupport][0] != "0" {
		t.Errorf("%+v", got)
	}
}

// What the first event says of earlier referrals is on the strands, and replays.
func TestSentCarriesWhatWasKnown(t *testing.T) {
	r := sent(referral.AssistiveTechnology, referral.VRSessions)
	r.Earlier = referral.Earlier{Known: []string{"u-1"}, Open: map[referral.Kind][]referral.Reference{referral.VRSessions: {"2222-2222"}}}
	_, strands, event, err := referral.Open(r, "DRAFT", "")
	if err != nil {
		t.Fatal(err)
	}
	_, replayed, err := referral.Replay([]referral.Event{event})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range append(strands, replayed[referral.AssistiveTechnology], replayed[referral.VRSessions]) {
		if !slices.Equal(s.Known, []string{"u-1"}) || (len(s.MayDuplicate) == 1) != (s.Kind == referral.VRSessions) {
			t.Errorf("%+v", s)
		}
	}
}
