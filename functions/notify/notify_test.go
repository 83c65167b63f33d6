package notify_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"strings"
	"testing"

	"assistive-referrals/functions/notify"
	"assistive-referrals/infra/local/functiontest"
	"assistive-referrals/infra/local/loopback"
	"assistive-referrals/infra/local/notifyserver"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/host"
)

const base = "https://notify.example.org"

// environment is what the function is told, and outbox where what it sends arrives.
func environment(w *functiontest.World) (map[string]string, *notifyserver.Server) {
	w.Helper()
	outbox, err := notifyserver.New(notifyserver.Options{BaseURL: base, APIKey: functiontest.NotifyKey, Now: w.Cloud.Now})
	if err != nil {
		w.Fatal(err)
	}
	w.HTTP = &http.Client{Transport: loopback.Transport{base: outbox}}
	templates, err := json.Marshal(notifyserver.TemplateIDs())
	if err != nil {
		w.Fatal(err)
	}
	return map[string]string{
		"TABLE": w.Made.Table, "NOTIFY_KEY_SECRET": "notify-key", "NOTIFY_URL": base, "NOTIFY_TEMPLATES": string(templates),
		"MAILBOXES": `{"occupational-therapy":"ot@council.example.org"}`, "SERVICE_URL": "https://referrals.example.org",
	}, outbox
}

func TestNotify(t *testing.T) {
	const done, failed = `{"batchItemFailures":[]}`, `{"batchItemFailures":[{"itemIdentifier":"2e1424d4-f796-459a-8184-9c92662be6da"}]}`
	for name, c := range map[string]struct {
		given func(w *functiontest.World)
		event func(sample string) string
		want  string
		sent  int
	}{
		"the sample":                {want: done, sent: 1},
		"of no notification":        {event: func(s string) string { return strings.Replace(s, "#referrer", "#nobody", 1) }, want: done},
		"no message of ours":        {event: func(s string) string { return strings.Replace(s, `{\"ref`, `\"ref`, 1) }, want: failed},
		"GOV.UK Notify is away":     {given: func(w *functiontest.World) { w.HTTP.Transport = loopback.Transport{} }, want: failed},
		"the table does not answer": {given: func(w *functiontest.World) { w.Fail("GetItem") }, want: failed},
		"it panics":                 {given: func(w *functiontest.World) { w.PanicAt = "STRAND#" }, want: failed},
	} {
		t.Run(name, func(t *testing.T) {
			w := functiontest.New(t)
			told, outbox := environment(w)
			handler := w.Start(host.Of(notify.New), told)
			if c.given != nil {
				c.given(w)
			}
			event := w.Sample("notify")
			if c.event != nil {
				event = c.event(event)
			}
			if answer, err := w.Invoke(handler, event); answer != c.want || err != nil {
				t.Errorf("answered %s, %v; want %s", answer, err, c.want)
			}
			w.Fail("")
			sent := outbox.Sent()
			if len(sent) != c.sent || c.sent == 1 && sent[0].To != "social.worker.one@example.org" {
				t.Errorf("sent %+v", sent)
			}
			n, err := w.Store.Notification(t.Context(), casestore.NotificationKey{Reference: w.Reference, ID: "00000001#referral-received#referrer"})
			if err != nil || n.Sent.IsZero() != (c.sent == 0) {
				t.Errorf("the notification was sent %v, %v", n.Sent, err)
			}
			if w.Panicked() != (w.PanicAt != "") {
				t.Errorf("the log says %s", &w.Log)
			}
		})
	}
}

func TestWhatNotifyDoesNotStartWith(t *testing.T) {
	w := functiontest.New(t)
	told, _ := environment(w)
	for name, wrong := range map[string]string{
		"NOTIFY_TEMPLATES":  `{"referral-received":""}`,
		"MAILBOXES":         "ot@council.example.org",
		"NOTIFY_KEY_SECRET": "no-such-secret",
	} {
		environment := maps.Clone(told)
		environment[name] = wrong
		_, err := host.Of(notify.New).New(t.Context(), host.Host{AWS: w.Cloud.Config(), Now: w.Cloud.Now}, func(name string) string { return environment[name] })
		if err == nil || !strings.Contains(err.Error(), name) && !strings.Contains(err.Error(), wrong) {
			t.Errorf("with %s=%s its start says: %v", name, wrong, err)
		}
	}
}
