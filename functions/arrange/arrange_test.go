package arrange_test

import (
	"strings"
	"testing"

	"assistive-referrals/functions/arrange"
	"assistive-referrals/infra/local/functiontest"
	"assistive-referrals/internal/host"
	"assistive-referrals/internal/referral"
)

func TestArrange(t *testing.T) {
	decided := func(w *functiontest.World) { w.Move(referral.Decided) }
	for name, c := range map[string]struct {
		given func(w *functiontest.World)
		event func(sample string) string
		want  string         // the answer, "" for an error
		state referral.State // afterwards
	}{
		"the sample": {given: decided, want: `{"state":"arranging","done":"arranged"}`, state: referral.Arranging},
		"no decision waits": {
			given: func(w *functiontest.World) { w.Move(referral.Waiting) },
			want:  `{"state":"waiting","done":"left as it was"}`, state: referral.Waiting,
		},
		"of another run": {
			given: decided, event: func(sample string) string { return strings.Replace(sample, `"run": 1`, `"run": 2`, 1) },
			want: `{"state":"","done":"nothing: another run counts now"}`, state: referral.Decided,
		},
		"the table does not answer": {given: func(w *functiontest.World) { decided(w); w.Fail("TransactWriteItems") }, state: referral.Decided},
		"it panics":                 {given: func(w *functiontest.World) { decided(w); w.PanicAt = "STRAND#" }, state: referral.Decided},
	} {
		t.Run(name, func(t *testing.T) {
			w := functiontest.New(t)
			handler := w.Start(host.Of(arrange.New), map[string]string{"TABLE": w.Made.Table})
			c.given(w)
			event := w.Sample("arrange")
			if c.event != nil {
				event = c.event(event)
			}
			answer, err := w.Invoke(handler, event)
			if answer != c.want || (err == nil) != (c.want != "") {
				t.Errorf("answered %s, %v; want %s", answer, err, c.want)
			}
			if is := w.Strand().State; is != c.state {
				t.Errorf("the strand is %s; want %s", is, c.state)
			}
			if w.Panicked() != (w.PanicAt != "") {
				t.Errorf("the log says %s", &w.Log)
			}
		})
	}
}
