package notifyserver_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"

	"assistive-referrals/infra/local/loopback"
	"assistive-referrals/infra/local/notifyserver"
)

const (
	baseURL = "http://localhost:8080/notify"
	service = "11111111-1111-4111-8111-111111111111"
	secret  = "22222222-2222-4222-8222-222222222222"
)

var now = time.Date(2026, 3, 2, 9, 30, 0, 0, time.UTC)

func newServer(t *testing.T, store notifyserver.Store) *notifyserver.Server {
	t.Helper()
	s, err := notifyserver.New(notifyserver.Options{
		BaseURL: baseURL, APIKey: "test-" + service + "-" + secret, Now: func() time.Time { return now }, Store: store,
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func token(t *testing.T, alg jose.SignatureAlgorithm, key string, claims map[string]any) string {
	t.Helper()
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: alg, Key: []byte(key)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := jwt.Signed(signer).Claims(claims).Serialize()
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func good(t *testing.T) string {
	return "Bearer " + token(t, jose.HS256, secret, map[string]any{"iss": service, "iat": now.Unix()})
}

// call makes one call and returns the status and the decoded document.
func call(t *testing.T, h http.Handler, method, path, auth, body string) (int, map[string]any) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, baseURL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if auth != "" {
		req.Header.Set("Authorization", auth)
	}
	resp, err := loopback.Transport{baseURL: h}.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var document map[string]any
	if err := json.NewDecoder(resp.Body).Decode(&document); err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, document
}

func problemIn(document map[string]any) string {
	entry := document["errors"].([]any)[0].(map[string]any)
	return entry["error"].(string) + ": " + entry["message"].(string)
}

func send(t *testing.T, s *notifyserver.Server, reference string) map[string]any {
	t.Helper()
	status, document := call(t, s, "POST", "/v2/notifications/email", good(t), `{"email_address":"someone@example.org",
		"template_id":"`+notifyserver.TemplateIDs()["closed"]+`","reference":"`+reference+`",
		"personalisation":{"reference":"7K3Q-9M2P","link":"https://referrals.example.org/case/7K3Q-9M2P"}}`)
	if status != http.StatusCreated {
		t.Fatalf("got %d %v", status, document)
	}
	return document
}

func TestAuthentication(t *testing.T) {
	at := func(d time.Duration) map[string]any {
		return map[string]any{"iss": service, "iat": now.Add(d).Unix()}
	}
	tests := map[string]struct {
		auth   string
		status int
		says   string
	}{
		"none":            {"", 401, "AuthError: Unauthorized: authentication token must be provided"},
		"basic":           {"Basic abc", 401, "bearer scheme"},
		"not a token":     {"Bearer abc", 403, "not valid"},
		"other algorithm": {"Bearer " + token(t, jose.HS512, secret+secret, at(0)), 403, "not valid"},
		"other secret":    {"Bearer " + token(t, jose.HS256, service, at(0)), 403, "API key not found"},
		"other service":   {"Bearer " + token(t, jose.HS256, secret, map[string]any{"iss": secret, "iat": now.Unix()}), 403, "service not found"},
		"no issuer":       {"Bearer " + token(t, jose.HS256, secret, map[string]any{"iat": now.Unix()}), 403, "iss field"},
		"no time":         {"Bearer " + token(t, jose.HS256, secret, map[string]any{"iss": service}), 403, "iat field"},
		"too old":         {"Bearer " + token(t, jose.HS256, secret, at(-31*time.Second)), 403, "system clock"},
		"too new":         {"Bearer " + token(t, jose.HS256, secret, at(31*time.Second)), 403, "system clock"},
		"good":            {good(t), 200, ""},
	}
	s := newServer(t, nil)
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			status, document := call(t, s, "GET", "/v2/notifications", tt.auth, "")
			if status != tt.status {
				t.Fatalf("got %d %v", status, document)
			}
			if status != 200 && (!strings.Contains(problemIn(document), tt.says) || document["status_code"] != float64(status)) {
				t.Errorf("got %v, want %q", document, tt.says)
			}
		})
	}
}

func TestBodiesThatAreRefused(t *testing.T) {
	id := notifyserver.TemplateIDs()["decision-for-person-sms"]
	rest := `,"template_id":"` + id + `","personalisation":{"reference":"7K3Q-9M2P","kind":"k","outcome":"o"}}`
	tests := map[string]struct{ channel, body, says string }{
		"not JSON":         {"sms", `{`, "BadRequestError: Invalid JSON"},
		"unknown property": {"sms", `{"phone":"07700 900123"` + rest, "ValidationError: Additional properties are not allowed (phone was unexpected)"},
		"no number":        {"sms", `{"reference":"x"` + rest, "ValidationError: phone_number is a required property"},
		"email for sms":    {"sms", `{"email_address":"someone@example.org"` + rest, "email_address was unexpected"},
		"too short":        {"sms", `{"phone_number":"07700 9001"` + rest, "Not enough digits"},
		"too long":         {"sms", `{"phone_number":"07700 900123 4"` + rest, "Too many digits"},
		"letters":          {"sms", `{"phone_number":"07700 90012x"` + rest, "Must not contain letters or symbols"},
		"a landline":       {"sms", `{"phone_number":"020 7946 0000"` + rest, "Not a UK mobile number"},
		"no template":      {"sms", `{"phone_number":"07700 900123"}`, "template_id is a required property"},
		"half filled":      {"sms", `{"phone_number":"07700 900123","template_id":"` + id + `","personalisation":{"kind":"k","outcome":null}}`, "BadRequestError: Missing personalisation: reference, outcome"},
		"no address":       {"email", `{"reference":"x"}`, "email_address is a required property"},
		"number for email": {"email", `{"phone_number":"07700 900123"}`, "phone_number was unexpected"},
		"a named address":  {"email", `{"email_address":"Someone <someone@example.org>"}`, "Not a valid email address"},
		"no dot":           {"email", `{"email_address":"someone@example"}`, "Not a valid email address"},
		"sms by email":     {"email", `{"email_address":"someone@example.org"` + rest, "sms template is not suitable for email notification"},
	}
	s := newServer(t, nil)
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			status, document := call(t, s, "POST", "/v2/notifications/"+tt.channel, good(t), tt.body)
			if status != 400 || !strings.Contains(problemIn(document), tt.says) {
				t.Errorf("got %d %v, want %q", status, document, tt.says)
			}
		})
	}
	for _, number := range []string{"07700 900123", "+447700900123", "0044 (0)7700-900123", "+33 1 99 00 12 34"} {
		if status, document := call(t, s, "POST", "/v2/notifications/sms", good(t), `{"phone_number":"`+number+`"`+rest); status != 201 {
			t.Errorf("%s: got %d %v", number, status, document)
		}
	}
}

func TestDocuments(t *testing.T) {
	s := newServer(t, nil)
	created := send(t, s, "owed-1")
	id := created["id"].(string)
	if created["uri"] != baseURL+"/v2/notifications/"+id || created["reference"] != "owed-1" {
		t.Errorf("created: %v", created)
	}
	if subject := created["content"].(map[string]any)["subject"]; subject != "Closed: referral 7K3Q-9M2P" {
		t.Errorf("subject: %v", subject)
	}
	status, one := call(t, s, "GET", "/v2/notifications/"+id, good(t), "")
	if status != 200 || one["id"] != id || one["type"] != "email" || one["status"] != "delivered" ||
		one["email_address"] != "someone@example.org" || one["phone_number"] != nil || one["created_at"] != "2026-03-02T09:30:00.000000Z" {
		t.Errorf("one: %d %v", status, one)
	}
	for path, want := range map[string]string{
		"/v2/notifications/33333333-3333-4333-8333-333333333333": "NoResultFound: No result found",
		"/v2/notifications/three":                                "ValidationError: id is not a valid UUID",
		"/v2/notifications?older_than=three":                     "ValidationError: older_than is not a valid UUID",
		"/v2/elsewhere":                                          "NoResultFound",
	} {
		if _, document := call(t, s, "GET", path, good(t), ""); !strings.HasPrefix(problemIn(document), want) {
			t.Errorf("%s: got %v, want %s", path, document, want)
		}
	}
}

func TestListGoesPageByPageNewestFirst(t *testing.T) {
	s := newServer(t, nil)
	for range 251 {
		send(t, s, "many")
	}
	last := send(t, s, "last")["id"]

	_, first := call(t, s, "GET", "/v2/notifications", good(t), "")
	page := first["notifications"].([]any)
	if len(page) != 250 || page[0].(map[string]any)["id"] != last {
		t.Fatalf("first page has %d", len(page))
	}
	next := first["links"].(map[string]any)["next"].(string)
	_, second := call(t, s, "GET", strings.TrimPrefix(next, baseURL), good(t), "")
	if n := len(second["notifications"].([]any)); n != 2 {
		t.Errorf("second page has %d", n)
	}

	for query, want := range map[string]int{
		"reference=last": 1, "reference=none": 0, "reference=last&template_type=sms": 0,
		"reference=last&template_type=sms&template_type=email": 1, "reference=last&status=created": 0, "reference=last&status=delivered": 1,
	} {
		_, document := call(t, s, "GET", "/v2/notifications?"+query, good(t), "")
		_, more := document["links"].(map[string]any)["next"]
		if n := len(document["notifications"].([]any)); n != want || more != (want > 0) {
			t.Errorf("%s: got %d, next %v", query, n, more)
		}
	}
}

// memory is a Store that can be made to fail.
type memory struct {
	values map[string][]byte
	fail   error
}

func (m *memory) Put(key string, value []byte) error {
	if m.fail == nil {
		m.values[key] = value
	}
	return m.fail
}

func (m *memory) Each(f func(string, []byte) error) error {
	for key, value := range m.values {
		if err := f(key, value); err != nil {
			return err
		}
	}
	return m.fail
}

func TestStoreBringsBackWhatWasSent(t *testing.T) {
	store := &memory{values: map[string][]byte{}}
	s := newServer(t, store)
	for _, reference := range []string{"a", "b", "c", "d"} {
		send(t, s, reference)
	}
	restored := newServer(t, store)
	got := restored.Sent()
	for i, m := range s.Sent() {
		if len(got) != 4 || got[i] != m {
			t.Fatalf("got %+v", got)
		}
	}
	send(t, restored, "e")
	if last := restored.Sent()[4]; last.Number != 5 {
		t.Errorf("number %d after a restore", last.Number)
	}

	store.fail = errors.New("disk full")
	status, _ := call(t, restored, "POST", "/v2/notifications/email", good(t), `{"email_address":"someone@example.org",
		"template_id":"`+notifyserver.TemplateIDs()["closed"]+`","personalisation":{"reference":"r","link":"l"}}`)
	if status != 500 || len(restored.Sent()) != 5 {
		t.Errorf("got %d with %d sent: what cannot be kept must not be accepted", status, len(restored.Sent()))
	}
}

func TestOutbox(t *testing.T) {
	s := newServer(t, nil)
	page := func() string {
		req, err := http.NewRequestWithContext(t.Context(), "GET", "http://localhost:8080/outbox", nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := loopback.Transport{"http://localhost:8080": s.Outbox()}.RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return string(body)
	}
	if !strings.Contains(page(), "Nothing has been sent yet.") {
		t.Error("an empty outbox does not say so")
	}
	send(t, s, "first-owed")
	status, _ := call(t, s, "POST", "/v2/notifications/sms", good(t), `{"phone_number":"07700 900123","reference":"second-owed","template_id":"`+
		notifyserver.TemplateIDs()["decision-for-person-sms"]+`","personalisation":{"reference":"7K3Q-9M2P","kind":"<script>x</script>","outcome":"Approved"}}`)
	if status != 201 {
		t.Fatal(status)
	}
	got := page()
	for _, want := range []string{
		`<html lang="en-GB">`, "<h1>Outbox</h1>", "Showing 2 of 2, newest first.",
		`<time datetime="2026-03-02T09:30:00Z">2 March 2026, 09:30:00 UTC</time>`,
		"<dd>someone@example.org</dd>", "<dd>first-owed</dd>", "Closed: referral 7K3Q-9M2P</h2>",
		"<h3>Your referral is closed</h3>", `<a href="https://referrals.example.org/case/7K3Q-9M2P">`, "<hr>",
		"Text message</h2>", "<dd>07700 900123</dd>", "&lt;script&gt;x&lt;/script&gt;",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(got, "<script>") {
		t.Error("personalisation is not escaped")
	}
	if strings.Index(got, "second-owed") > strings.Index(got, "first-owed") {
		t.Error("not newest first")
	}
}

func TestNewRefuses(t *testing.T) {
	key := "test-" + service + "-" + secret
	for name, o := range map[string]notifyserver.Options{
		"no base URL":   {APIKey: key},
		"malformed key": {BaseURL: baseURL, APIKey: "test"},
		"broken store":  {BaseURL: baseURL, APIKey: key, Store: &memory{fail: errors.New("unreadable")}},
		"spoilt store":  {BaseURL: baseURL, APIKey: key, Store: &memory{values: map[string][]byte{"a": []byte("x")}}},
	} {
		if _, err := notifyserver.New(o); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}
