package enlist_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"assistive-referrals/functions/enlist"
	"assistive-referrals/infra/local/functiontest"
	"assistive-referrals/internal/host"
	"assistive-referrals/internal/referral"
)

const sample = "059f36b4-87a3-44ab-83d2-661975830a7d" // the message of the sample

func TestEnlist(t *testing.T) {
	const done, failed = `{"batchItemFailures":[]}`, `{"batchItemFailures":[{"itemIdentifier":"` + sample + `"}]}`
	for name, c := range map[string]struct {
		from     referral.State // where the strand is
		given    func(w *functiontest.World)
		event    func(sample string) string
		want     string
		state    referral.State // afterwards
		hasToken bool
	}{
		"the sample":         {from: referral.Triaged, want: done, state: referral.Waiting, hasToken: true},
		"claimed meanwhile":  {from: referral.Claimed, want: done, state: referral.Claimed, hasToken: true},
		"of another run":     {from: referral.Triaged, event: func(s string) string { return strings.Replace(s, `\"run\":1`, `\"run\":2`, 1) }, want: done, state: referral.Triaged},
		"no message of ours": {from: referral.Triaged, event: func(s string) string { return strings.Replace(s, `\"retry\":0`, `\"retry\":`, 1) }, want: failed, state: referral.Triaged},
		"the table does not answer": {from: referral.Triaged, given: func(w *functiontest.World) { w.Fail("TransactWriteItems") },
			want: failed, state: referral.Triaged},
		"it panics": {from: referral.Triaged, given: func(w *functiontest.World) { w.PanicAt = "STRAND#" }, want: failed, state: referral.Triaged},
	} {
		t.Run(name, func(t *testing.T) {
			w := functiontest.New(t)
			handler := w.Start(host.Of(enlist.New), map[string]string{"TABLE": w.Made.Table})
			w.Move(c.from)
			if c.given != nil {
				c.given(w)
			}
			event := w.Sample("enlist")
			if c.event != nil {
				event = c.event(event)
			}
			if answer, err := w.Invoke(handler, event); answer != c.want || err != nil {
				t.Errorf("answered %s, %v; want %s", answer, err, c.want)
			}
			w.Fail("")
			if is := w.Strand().State; is != c.state {
				t.Errorf("the strand is %s; want %s", is, c.state)
			}
			if _, err := w.Store.Token(t.Context(), w.Reference, functiontest.Technology); (err == nil) != c.hasToken {
				t.Errorf("the token: %v", err)
			}
			if w.Panicked() != (w.PanicAt != "") {
				t.Errorf("the log says %s", &w.Log)
			}
		})
	}
}

// Of a batch only the message comes back that panicked.
func TestAPanicFailsOneMessage(t *testing.T) {
	w := functiontest.New(t)
	handler := w.Start(host.Of(enlist.New), map[string]string{"TABLE": w.Made.Table})
	w.Move(referral.Triaged)
	var event events.SQSEvent
	if err := json.Unmarshal([]byte(w.Sample("enlist")), &event); err != nil {
		t.Fatal(err)
	}
	broken := event.Records[0]
	w.PanicAt = string(w.Open("OTHER"))
	broken.MessageId, broken.Body = "broken", strings.ReplaceAll(broken.Body, string(w.Reference), w.PanicAt)
	event.Records = append([]events.SQSMessage{broken}, event.Records...)
	payload, err := json.Marshal(event)
	if err != nil {
		t.Fatal(err)
	}
	if answer, err := w.Invoke(handler, string(payload)); answer != `{"batchItemFailures":[{"itemIdentifier":"broken"}]}` || err != nil {
		t.Errorf("answered %s, %v", answer, err)
	}
	if is := w.Strand().State; is != referral.Waiting || !w.Panicked() {
		t.Errorf("the other strand is %s; the log says %s", is, &w.Log)
	}
}
