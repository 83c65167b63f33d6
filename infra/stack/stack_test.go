package stack

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"assistive-referrals/infra"
)

// What is read from the deployed stack is what infra/cdk says of it.
func TestOutputsAreTheTemplates(t *testing.T) {
	document, err := os.ReadFile("../cdk/testdata/template.golden.json")
	if err != nil {
		t.Fatal(err)
	}
	var template struct{ Outputs map[string]any }
	if err := json.Unmarshal(document, &template); err != nil {
		t.Fatal(err)
	}
	wanted := []string{OutputURL, OutputTable, OutputMachine, outputOf(infra.NotifyKey) + "SecretARN", outputOf(infra.ClientSecret) + "SecretARN", outputOf(infra.AddressKey) + "SecretARN"}
	for _, q := range infra.Build().Queues {
		wanted = append(wanted, outputOf(q.Name)+"QueueURL", outputOf(q.DeadLetters())+"QueueURL")
	}
	for _, name := range wanted {
		if template.Outputs[name] == nil {
			t.Errorf("the stack has no output %s", name)
		}
	}
}

func TestCallsArriveAsIfByTLS(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		fmt.Fprintf(w, "%s %s %s %s", r.Host, r.Header.Get("X-Forwarded-Proto"), r.URL, body)
	}))
	defer server.Close()
	address, proxy, err := secure(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = proxy.Close() }()
	request, _ := http.NewRequest(http.MethodPost, address+"/a/b%2Fc?d=e", strings.NewReader("body"))
	request.Host = "bucket.localhost"
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	if got, _ := io.ReadAll(answer.Body); string(got) != "bucket.localhost https /a/b%2Fc?d=e body" {
		t.Errorf("the server saw %s", got)
	}
}

// What a process started ends with it, and nothing that we did not start.
func TestStoppingEndsTheWholeGroup(t *testing.T) {
	said, err := os.Create(filepath.Join(t.TempDir(), "said"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = said.Close() }()
	p, err := start("sleeper", said, os.Environ(), "sh", "-c", "trap '' TERM; sleep 100 & echo $!; wait")
	if err != nil {
		t.Fatal(err)
	}
	var line []byte
	for i := 0; i < 500 && !bytes.HasSuffix(line, []byte("\n")); i++ {
		time.Sleep(10 * time.Millisecond)
		line, _ = os.ReadFile(said.Name())
	}
	child, err := strconv.Atoi(strings.TrimSpace(string(line)))
	if err != nil {
		t.Fatal(err)
	}
	grace = 100 * time.Millisecond
	p.stop()
	for range 100 {
		state, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", child))
		if err != nil || strings.Contains(string(state), ") Z ") {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	_ = syscall.Kill(child, syscall.SIGKILL)
	t.Error("a child of what was stopped goes on")
}

func TestEndpoint(t *testing.T) {
	for given, want := range map[string]string{"": "", "http://localhost:4566/": "http://localhost:4566"} {
		if got, err := Endpoint(given); got != want || err != nil {
			t.Errorf("%q gives %q, %v", given, got, err)
		}
	}
	for _, given := range []string{"localhost:4566", "http://localhost:4566/path"} {
		if got, err := Endpoint(given); err == nil {
			t.Errorf("%q gives %q", given, got)
		}
	}
}
