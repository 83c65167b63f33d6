package notify_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"assistive-referrals/infra/local/loopback"
	"assistive-referrals/infra/local/notifyserver"
	"assistive-referrals/internal/notify"
)

const (
	baseURL = "http://notify.example.org/base"
	apiKey  = "test-11111111-1111-4111-8111-111111111111-22222222-2222-4222-8222-222222222222"
)

// rig is the real client before the fake server, with no socket between them.
type rig struct {
	client *notify.Client
	server *notifyserver.Server
	now    time.Time // the server's clock
	skew   time.Duration
}

func newRig(t *testing.T, key string) *rig {
	t.Helper()
	r := &rig{now: time.Date(2026, 3, 2, 9, 30, 0, 0, time.UTC)}
	var err error
	r.server, err = notifyserver.New(notifyserver.Options{
		BaseURL: baseURL, APIKey: apiKey, Now: func() time.Time { return r.now },
	})
	if err != nil {
		t.Fatal(err)
	}
	r.client, err = notify.New(notify.Options{
		BaseURL: baseURL, APIKey: key,
		HTTP: &http.Client{Transport: loopback.Transport{"http://notify.example.org": r.server}},
		Now:  func() time.Time { return r.now.Add(r.skew) },
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func email(reference string) notify.Message {
	return notify.Message{
		Reference: reference, Channel: notify.Email, To: "social.worker.one@example.org",
		Template: notifyserver.TemplateIDs()["decided"],
		Personalisation: map[string]string{
			"reference": "7K3Q-9M2P", "kind": "Assistive technology", "link": "https://referrals.example.org/case/7K3Q-9M2P",
		},
	}
}

func TestSend(t *testing.T) {
	tests := map[string]notify.Message{
		"email": email("one"),
		"text message": {
			Reference: "one", Channel: notify.SMS, To: "+447700900123",
			Template: notifyserver.TemplateIDs()["decision-for-person-sms"],
			Personalisation: map[string]string{
				"reference": "7K3Q-9M2P", "kind": "Assistive technology", "outcome": "Approved",
			},
		},
	}
	for name, m := range tests {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, apiKey)
			if _, found, err := r.client.Sent(t.Context(), "one"); found || err != nil {
				t.Fatalf("before: found %v, error %v", found, err)
			}
			id, err := r.client.Send(t.Context(), m)
			if err != nil {
				t.Fatal(err)
			}
			got, found, err := r.client.Sent(t.Context(), "one")
			if got != id || !found || err != nil {
				t.Errorf("after: got %q, %v, %v; want %q", got, found, err, id)
			}
			sent := r.server.Sent()
			if len(sent) != 1 || sent[0].ID != id || sent[0].To != m.To || sent[0].Reference != "one" {
				t.Errorf("outbox holds %+v", sent)
			}
			if _, found, _ := r.client.Sent(t.Context(), "another"); found {
				t.Error("another reference is found")
			}
		})
	}
}

func TestSentGivesTheNewestOfAReferenceUsedTwice(t *testing.T) {
	r := newRig(t, apiKey)
	first, err1 := r.client.Send(t.Context(), email("one"))
	second, err2 := r.client.Send(t.Context(), email("one"))
	if err := errors.Join(err1, err2); err != nil {
		t.Fatal(err)
	}
	if first == second {
		t.Fatal("GOV.UK Notify makes two notifications of a repeated reference; the fake made one")
	}
	if got, found, err := r.client.Sent(t.Context(), "one"); got != second || !found || err != nil {
		t.Errorf("got %q, %v, %v; want %q", got, found, err, second)
	}
}

func TestSentForgetsAfterRetention(t *testing.T) {
	r := newRig(t, apiKey)
	if _, err := r.client.Send(t.Context(), email("one")); err != nil {
		t.Fatal(err)
	}
	r.now = r.now.Add(7*24*time.Hour + time.Second)
	if _, found, err := r.client.Sent(t.Context(), "one"); found || err != nil {
		t.Errorf("found %v, error %v", found, err)
	}
}

func TestSentFindsWhatALostAnswerHid(t *testing.T) {
	r := newRig(t, apiKey)
	r.server.LoseAnswers(1)
	_, err := r.client.Send(t.Context(), email("one"))
	failed, ok := errors.AsType[*notify.Error](err)
	if !ok || failed.Permanent() || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Fatalf("got %v, want a temporary error", err)
	}
	id, found, err := r.client.Sent(t.Context(), "one")
	if err != nil || !found || id != r.server.Sent()[0].ID {
		t.Errorf("got %q, %v, %v", id, found, err)
	}
}

func TestErrorsArePermanentOrTemporary(t *testing.T) {
	otherKey := strings.Replace(apiKey, "-2222", "-3333", 1)
	tests := map[string]struct {
		key       string
		arrange   func(*rig, *notify.Message)
		status    int
		permanent bool
		says      string
	}{
		"unknown template":        {arrange: func(_ *rig, m *notify.Message) { m.Template = "b0000000-0000-4000-8000-000000000000" }, status: 400, permanent: true, says: "Template not found"},
		"template not a uuid":     {arrange: func(_ *rig, m *notify.Message) { m.Template = "decided" }, status: 400, permanent: true, says: "template_id is not a valid UUID"},
		"template of a text":      {arrange: func(_ *rig, m *notify.Message) { m.Template = notifyserver.TemplateIDs()["decision-for-person-sms"] }, status: 400, permanent: true, says: "not suitable"},
		"missing personalisation": {arrange: func(_ *rig, m *notify.Message) { m.Personalisation = nil }, status: 400, permanent: true, says: "Missing personalisation: reference, kind, link"},
		"bad address":             {arrange: func(_ *rig, m *notify.Message) { m.To = "nobody" }, status: 400, permanent: true, says: "Not a valid email address"},
		"no channel":              {arrange: func(_ *rig, m *notify.Message) { m.Channel = "pigeon" }, permanent: true, says: "no known channel"},
		"no reference":            {arrange: func(_ *rig, m *notify.Message) { m.Reference = "" }, permanent: true, says: "no reference"},
		"rate limit":              {arrange: func(r *rig, _ *notify.Message) { r.server.FailNext(429, 1) }, status: 429, says: "RateLimitError"},
		"server fault":            {arrange: func(r *rig, _ *notify.Message) { r.server.FailNext(500, 1) }, status: 500},
		"unavailable":             {arrange: func(r *rig, _ *notify.Message) { r.server.FailNext(503, 1) }, status: 503},
		"a key withdrawn":         {key: otherKey, arrange: func(*rig, *notify.Message) {}, status: 403, says: "API key not found"},
		"clock ahead":             {arrange: func(r *rig, _ *notify.Message) { r.skew = 32 * time.Second }, status: 403, says: "system clock"},
		"clock behind":            {arrange: func(r *rig, _ *notify.Message) { r.skew = -32 * time.Second }, status: 403, says: "system clock"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			key := apiKey
			if tt.key != "" {
				key = tt.key
			}
			r := newRig(t, key)
			m := email("one")
			tt.arrange(r, &m)
			_, err := r.client.Send(t.Context(), m)
			failed, ok := errors.AsType[*notify.Error](err)
			if !ok {
				t.Fatalf("got %v, want *notify.Error", err)
			}
			if failed.Status != tt.status || failed.Permanent() != tt.permanent || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("got status %d, permanent %v, %q; want %d, %v, ... %q", failed.Status, failed.Permanent(), err, tt.status, tt.permanent, tt.says)
			}
			if strings.Contains(err.Error(), m.To) {
				t.Errorf("the error names the recipient: %v", err)
			}
			if len(r.server.Sent()) != 0 {
				t.Error("something was sent")
			}
		})
	}
}

func TestAClockWithinThirtySecondsIsAccepted(t *testing.T) {
	for _, skew := range []time.Duration{-30 * time.Second, 0, 30 * time.Second} {
		r := newRig(t, apiKey)
		r.skew = skew
		if _, err := r.client.Send(t.Context(), email("one")); err != nil {
			t.Errorf("%v: %v", skew, err)
		}
	}
}

func TestAnswersThatAreNotNotifys(t *testing.T) {
	tests := map[string]struct {
		status int
		body   string
	}{
		"a gateway's page":     {502, "<html>bad gateway</html>"},
		"accepted, unreadable": {201, "<html>"},
		"accepted, without id": {201, "{}"},
		"a redirect":           {304, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			client, err := notify.New(notify.Options{BaseURL: baseURL, APIKey: apiKey, HTTP: &http.Client{
				Transport: loopback.Transport{baseURL: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
					w.WriteHeader(tt.status)
					_, _ = io.WriteString(w, tt.body)
				})},
			}})
			if err != nil {
				t.Fatal(err)
			}
			_, err = client.Send(t.Context(), email("one"))
			if failed, ok := errors.AsType[*notify.Error](err); !ok || failed.Permanent() || failed.Status != tt.status {
				t.Errorf("got %v, want a temporary error with status %d", err, tt.status)
			}
		})
	}
}

func TestACancelledCallIsTemporary(t *testing.T) {
	r := newRig(t, apiKey)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, _, err := r.client.Sent(ctx, "one")
	if failed, ok := errors.AsType[*notify.Error](err); !ok || failed.Permanent() || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestSentWithoutAReferenceIsRefused(t *testing.T) {
	r := newRig(t, apiKey)
	if _, err := r.client.Send(t.Context(), email("one")); err != nil {
		t.Fatal(err)
	}
	if _, found, err := r.client.Sent(t.Context(), ""); found || err == nil {
		t.Errorf("found %v, error %v", found, err)
	}
}

func TestNewRefuses(t *testing.T) {
	tests := map[string]notify.Options{
		"no base URL":       {APIKey: apiKey},
		"relative base URL": {BaseURL: "/notify", APIKey: apiKey},
		"other scheme":      {BaseURL: "ftp://notify.example.org", APIKey: apiKey},
		"no key":            {BaseURL: baseURL},
		"key without name":  {BaseURL: baseURL, APIKey: strings.TrimPrefix(apiKey, "test-")},
		"key cut short":     {BaseURL: baseURL, APIKey: apiKey[:len(apiKey)-1]},
	}
	for name, o := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := notify.New(o)
			if err == nil {
				t.Fatal("accepted")
			}
			if o.APIKey != "" && strings.Contains(err.Error(), "22222222") {
				t.Errorf("the error holds the secret: %v", err)
			}
		})
	}
	if _, err := notify.New(notify.Options{BaseURL: notify.Production, APIKey: "a name-with-hyphens" + strings.TrimPrefix(apiKey, "test")}); err != nil {
		t.Errorf("a key whose name has hyphens: %v", err)
	}
}

func TestAPrintedMessageTellsNothingAboutAnyone(t *testing.T) {
	m := email("one")
	for _, printed := range []string{m.String(), fmt.Sprintf("%v %+v %s", m, m, m), m.LogValue().String()} {
		if strings.Contains(printed, m.To) || strings.Contains(printed, "7K3Q-9M2P") {
			t.Errorf("printed %q", printed)
		}
	}
}

func TestSentBelievesOnlyItsOwnReference(t *testing.T) {
	client, err := notify.New(notify.Options{BaseURL: baseURL, APIKey: apiKey, HTTP: &http.Client{
		Transport: loopback.Transport{baseURL: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, `{"notifications":[{"id":"x","reference":"another"},{"id":"y","reference":null}]}`)
		})},
	}})
	if err != nil {
		t.Fatal(err)
	}
	if _, found, err := client.Sent(t.Context(), "one"); found || err != nil {
		t.Errorf("found %v, error %v", found, err)
	}
}
