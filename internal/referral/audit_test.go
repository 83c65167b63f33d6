package referral_test

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"testing"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/referral"
)

// ordered is a strand that a trusted assessor ordered at once.
func ordered(t *testing.T, audit bool) (referral.Case, referral.Strand, []referral.Event) {
	t.Helper()
	r := sent(referral.AssistiveTechnology)
	r.Referrer.Role, r.Facts.Order, r.Facts.Equipment = referral.TrustedAssessor, true, []catalogue.Code{"big-button-telephone"}
	c, strands, first, err := referral.Open(r, "DRAFT", "")
	if err != nil {
		t.Fatal(err)
	}
	order, isOrder := rules.TriageOrOrder(r, referral.Strand{Kind: referral.AssistiveTechnology}).(referral.Order)
	if !isOrder {
		t.Fatal("it is no order")
	}
	order.Audit = audit
	event, err := c.Change(&strands[0], order, system, monday, "")
	if err != nil {
		t.Fatal(err)
	}
	return c, strands[0], []referral.Event{first, event}
}

func TestAnOrderInTheSampleIsAudited(t *testing.T) {
	c, s, events := ordered(t, true)
	if s.Audit == nil || s.State != referral.Decided {
		t.Fatalf("ordered: %s, audit %v", s.State, s.Audit)
	}
	owner := s.Decision.By
	for _, test := range []struct {
		change referral.AuditOrder
		by     referral.Actor
		want   string
	}{
		{referral.AuditOrder{Finding: "agree"}, owner, "You ordered this. Somebody else must audit it."},
		{referral.AuditOrder{}, therapist, "Select whether you agree with the order."},
		{referral.AuditOrder{Finding: "perhaps"}, therapist, "Select whether you agree with the order."},
		{referral.AuditOrder{Finding: "concern", Note: " "}, therapist, "Enter what your concern is."},
	} {
		if err := referral.Allowed(test.change, s, test.by); err == nil || err.Error() != test.want {
			t.Errorf("%+v by %s: %v", test.change, test.by.Name, err)
		}
	}
	was := s.State
	event, err := c.Change(&s, referral.AuditOrder{Finding: "concern", Note: "Ask about hearing aids."}, therapist, monday, "")
	if err != nil || s.State != was || s.Audit.Finding != referral.AuditConcern || s.Audit.By.ID != therapist.ID {
		t.Fatalf("audited: %v, %+v", err, s.Audit)
	}
	if err := referral.Allowed(referral.AuditOrder{Finding: "agree"}, s, other); err == nil || err.Error() != "Occupational Therapist One audited this at 10:00am on 16 November 2026." {
		t.Errorf("audited twice: %v", err)
	}
	if _, again, err := referral.Replay(append(events, event)); err != nil || text(t, again[s.Kind]) != text(t, s) {
		t.Errorf("it does not replay: %v", err)
	}
	_, s, _ = ordered(t, false)
	if err := referral.Allowed(referral.AuditOrder{Finding: "agree"}, s, therapist); err == nil || err.Error() != "This is not in the sample of orders that is audited." {
		t.Errorf("one outside the sample: %v", err)
	}
}

// An order recorded before there were audits has none, and replays as it was.
func TestAnOldOrderReplays(t *testing.T) {
	var old referral.Order
	if err := json.Unmarshal([]byte(`{"triage":{"priority":"high","team":"trusted-assessors"},"decision":{"outcome":"provide","equipment":["hub"]}}`), &old); err != nil || old.Audit {
		t.Fatalf("%v, audit %t", err, old.Audit)
	}
}

// The sample is as large as it is meant to be, whatever the references are.
func TestTheSampleIsOfItsSize(t *testing.T) {
	for _, percent := range []int{0, 10, 50, 100} {
		t.Run(fmt.Sprint(percent), func(t *testing.T) {
			const drawn = 2000
			in := 0
			for range drawn {
				r, err := referral.MintReference(rand.Reader)
				if err != nil {
					t.Fatal(err)
				}
				if referral.InSample(r, percent) {
					in++
				}
			}
			// Six standard deviations: one run in a billion would miss it.
			if off := in*100/drawn - percent; off < -7 || off > 7 || (percent%100 == 0 && off != 0) {
				t.Errorf("%d of %d are in a sample of %d %%", in, drawn, percent)
			}
		})
	}
}
