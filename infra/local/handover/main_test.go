package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"assistive-referrals/infra/local/casesystem"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/handover"
	"assistive-referrals/internal/intake"
)

const service = "http://localhost:8080"

// taken returns what the service reads of a document that the command made.
func taken(t *testing.T, document string, keys handover.Keys) handover.Document {
	t.Helper()
	d, err := handover.Read(document, handover.Expected{Keys: keys, Issuer: casesystem.Origin, Audience: service, Now: time.Now()})
	if err != nil {
		t.Fatalf("%q: %v", document, err)
	}
	return d
}

// Whatever way the command makes a document, the service takes it with the keys that
// the command prints.
func TestWhatTheCommandMakesIsTaken(t *testing.T) {
	person := filepath.Join(t.TempDir(), "person.json")
	if err := os.WriteFile(person, []byte(`{"full-name": "Testcase Yankee"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	output := func(o options) string {
		var out strings.Builder
		o.to, o.origin = service, casesystem.Origin
		if err := run(&out, o, nil); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	keys, err := handover.ParseKeys(output(options{keys: true}))
	if err != nil {
		t.Fatal(err)
	}
	if d := taken(t, strings.TrimSpace(output(options{document: true, draft: person, worker: "worker@example.org"})), keys); d.For != "worker@example.org" || d.Person["full-name"][0] != "Testcase Yankee" {
		t.Errorf("%+v", d)
	}
	command := output(options{curl: true})
	if !strings.HasPrefix(command, "curl -i "+service+"/hand-over -H 'Origin: "+casesystem.Origin+"'") {
		t.Errorf("the command is %s", command)
	}
	taken(t, regexp.MustCompile(`document=([^']+)'`).FindStringSubmatch(command)[1], keys)
}

// The page has a new document each time that it is opened, in a form and not in an
// address.
func TestThePageHandsOver(t *testing.T) {
	var page http.Handler
	var out strings.Builder
	err := run(&out, options{to: service, origin: casesystem.Origin}, func(origin string, h http.Handler) error {
		page = h
		return nil
	})
	if err != nil || !strings.Contains(out.String(), "Open "+casesystem.Origin) {
		t.Fatalf("%v: %s", err, out.String())
	}
	keys, err := handover.ParseKeys(casesystem.ReadyKeys())
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for range 2 {
		answer := httptest.NewRecorder()
		page.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/", nil))
		found := regexp.MustCompile(`<form method="post" action="` + service + `/hand-over">\s*<input type="hidden" name="document" value="([^"]+)">`).FindStringSubmatch(answer.Body.String())
		if found == nil {
			t.Fatalf("the page is %s", answer.Body)
		}
		seen[taken(t, found[1], keys).ID] = true
	}
	if len(seen) != 2 {
		t.Error("a document that is good once is on the page twice")
	}
}

// What a case system's maker is told to send is what the form takes.
func TestTheQuestionsAreTaken(t *testing.T) {
	var out strings.Builder
	if err := run(&out, options{questions: true}, nil); err != nil {
		t.Fatal(err)
	}
	person, question := map[string][]string{}, ""
	for _, line := range strings.Split(out.String(), "\n") {
		word, _, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch {
		case strings.HasPrefix(line, "    "):
			person[question] = []string{word}
		case strings.HasPrefix(line, "  "):
			question = word
			if person[question] = []string{"1"}; strings.HasSuffix(line, "(yyyy-mm-dd)") {
				person[question] = []string{"1941-05-08"}
			}
		}
	}
	if _, err := intake.Handed(person, form.Context{}); err != nil || len(person) < 20 || person["full-name"] == nil || person["where-now"][0] == "1" {
		t.Errorf("%v: %d questions\n%s", err, len(person), out.String())
	}
}

func TestWhatTheCommandCannotDo(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte("Testcase"), 0o600); err != nil {
		t.Fatal(err)
	}
	public, err := json.Marshal(json.RawMessage(strings.TrimSuffix(strings.TrimPrefix(casesystem.ReadyKeys(), `{"keys":[`), `]}`)))
	if err != nil {
		t.Fatal(err)
	}
	publicFile := filepath.Join(t.TempDir(), "public")
	if err := os.WriteFile(publicFile, public, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, o := range map[string]options{
		"no such person":        {draft: file + "-none", document: true},
		"a person that is none": {draft: file, document: true},
		"no such key":           {key: file + "-none", document: true},
		"a key that is none":    {key: file, document: true},
		"a public key":          {key: publicFile, document: true},
	} {
		var out strings.Builder
		if err := run(&out, o, nil); err == nil || out.Len() > 0 {
			t.Errorf("%s: %v, %s", name, err, out.String())
		}
	}
	for _, origin := range []string{"https://localhost:8099", "http://192.0.2.1:80", "http://[", "localhost"} {
		if err := serve(origin, nil); err == nil || !strings.Contains(err.Error(), "on this machine only") {
			t.Errorf("%s: %v", origin, err)
		}
	}
}
