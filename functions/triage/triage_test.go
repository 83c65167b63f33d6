package triage_test

import (
	"strings"
	"testing"

	"assistive-referrals/functions/triage"
	"assistive-referrals/infra/local/functiontest"
	"assistive-referrals/internal/host"
	"assistive-referrals/internal/referral"
)

func TestTriage(t *testing.T) {
	for name, c := range map[string]struct {
		given func(w *functiontest.World)
		event func(sample string) string
		want  string         // the answer, "" for an error
		state referral.State // afterwards
	}{
		"the sample": {want: `{"state":"triaged","done":"triaged"}`, state: referral.Triaged},
		"claimed meanwhile": {
			given: func(w *functiontest.World) { w.Move(referral.Claimed) },
			want:  `{"state":"claimed","done":"left as it was"}`, state: referral.Claimed,
		},
		"of another run": {
			event: func(sample string) string { return strings.Replace(sample, `"run": 1`, `"run": 2`, 1) },
			want:  `{"state":"","done":"nothing: another run counts now"}`, state: referral.Received,
		},
		"of no case": {
			event: func(string) string { return `{"reference": "7K3Q-9M2P", "strand": "assistive-technology", "run": 1}` },
			state: referral.Received,
		},
		"the table does not answer": {given: func(w *functiontest.World) { w.Fail("TransactWriteItems") }, state: referral.Received},
		"it panics":                 {given: func(w *functiontest.World) { w.PanicAt = "STRAND#" }, state: referral.Received},
	} {
		t.Run(name, func(t *testing.T) {
			w := functiontest.New(t)
			handler := w.Start(host.Of(triage.New), map[string]string{"TABLE": w.Made.Table})
			if c.given != nil {
				c.given(w)
			}
			event := w.Sample("triage")
			if c.event != nil {
				event = c.event(event)
			}
			answer, err := w.Invoke(handler, event)
			if answer != c.want || (err == nil) != (c.want != "") {
				t.Errorf("answered %s, %v; want %s", answer, err, c.want)
			}
			if strand := w.Strand(); strand.State != c.state || (strand.Priority != "") != (c.state != referral.Received) {
				t.Errorf("the strand is %s with priority %q", strand.State, strand.Priority)
			}
			if w.Panicked() != (w.PanicAt != "") {
				t.Errorf("the log says %s", &w.Log)
			}
		})
	}
}
