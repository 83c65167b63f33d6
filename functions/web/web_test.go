package web_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"assistive-referrals/functions/web"
	"assistive-referrals/infra/local/functiontest"
	"assistive-referrals/internal/host"
)

func environment(w *functiontest.World) map[string]string {
	w.Helper()
	assets := w.TempDir()
	for _, name := range []string{"app.css", "init.js", "app.js", "govuk-frontend.min.js", "icon.svg"} {
		if err := os.WriteFile(filepath.Join(assets, name), []byte("x"), 0o600); err != nil {
			w.Fatal(err)
		}
	}
	return map[string]string{
		"TABLE": w.Made.Table, "ATTACHMENTS": w.Made.Bucket, "ASSETS": assets, "SERVICE_URL": "https://referrals.example.org", "MAILBOXES": "{}",
		"PERSON_KEY_SECRET": "person-key", "SECRETS_KEY": w.Made.Keys["secrets"],
		"ISSUER": "https://identity.example.org", "SIGN_IN_ORIGIN": "https://identity.example.org", "CLIENT_ID": "client", "CLIENT_SECRET": "client-secret",
		"ADDRESS_URL": "https://places.example.org", "ADDRESS_KEY_SECRET": "address-key", "HAND_OVER_ORIGIN": "https://cases.example.org", "HAND_OVER_KEYS": "hand-over-keys",
	}
}

func TestWeb(t *testing.T) {
	asked := func(path, cookie string) func(string) string {
		return func(sample string) string {
			return strings.Replace(strings.ReplaceAll(sample, "/signed-out", path), `"headers"`, `"cookies": ["`+cookie+`"], "headers"`, 1)
		}
	}
	for name, c := range map[string]struct {
		event  func(sample string) string
		given  func(w *functiontest.World)
		status int
		says   string
	}{
		"the sample": {status: 200, says: "You have signed out"},
		"no page":    {event: asked("/no-such-page", ""), status: 404, says: "Page not found"},
		"no event of ours": {event: func(s string) string {
			return strings.Replace(s, `"isBase64Encoded": false`, `"isBase64Encoded": true, "body": "?"`, 1)
		}, status: 400, says: "could not be read"},
		"the table does not answer": {event: asked("/signed-out", "__Host-sign-in=AAAAAAAAAAAAAAAAAAAAAAAAAA"), given: func(w *functiontest.World) { w.Fail("GetItem") }, status: 500, says: "Sorry, there is a problem"},
		"a page panics":             {event: asked("/signed-out", "__Host-sign-in=AAAAAAAAAAAAAAAAAAAAAAAAAA"), given: func(w *functiontest.World) { w.PanicAt = "SIGNIN#" }, status: 500, says: "Sorry, there is a problem"},
	} {
		t.Run(name, func(t *testing.T) {
			w := functiontest.New(t)
			handler := w.Start(host.Of(web.New), environment(w))
			event := w.Sample("web")
			if c.event != nil {
				event = c.event(event)
			}
			if c.given != nil {
				c.given(w)
			}
			document, err := w.Invoke(handler, event)
			if err != nil {
				t.Fatal(err)
			}
			var answer events.APIGatewayV2HTTPResponse
			if err := json.Unmarshal([]byte(document), &answer); err != nil {
				t.Fatal(err)
			}
			if answer.IsBase64Encoded {
				t.Fatalf("the answer is compressed: %v", answer.Headers)
			}
			if answer.StatusCode != c.status || !strings.Contains(answer.Body, c.says) {
				t.Errorf("answered %d; want %d and %q: %s", answer.StatusCode, c.status, c.says, answer.Body)
			}
			if w.Panicked() != (w.PanicAt != "") {
				t.Errorf("the log says %s", &w.Log)
			}
		})
	}
}
