package contract_test

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"

	"assistive-referrals/infra/awslocal"
	"assistive-referrals/infra/awslocal/contract"
)

var monday = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// Every case holds on the double, each on one of its own whose clock the case
// sets.
func TestDouble(t *testing.T) {
	for _, c := range contract.Cases() {
		t.Run(c.Name(), func(t *testing.T) {
			t.Parallel()
			cloud, err := awslocal.New(awslocal.Options{Now: func() time.Time { return monday }})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = cloud.Close() })
			o := contract.Options{Cases: []contract.Case{c}, Double: cloud}
			contract.Run(t.Context(), cloud.Config(), o, func(r contract.Result) { check(t, r) })
		})
	}
}

// check fails a test whose case came out otherwise.
func check(t *testing.T, r contract.Result) {
	t.Helper()
	switch r.Status {
	case contract.OK:
	case contract.NotRun:
		t.Skip(r.Detail)
	default:
		t.Errorf("%s: %s\n(%s, %s)", r.Status, r.Detail, r.Case.Basis(), r.Case.Source)
	}
}

// The server at CONTRACT_ENDPOINT, in real time.
func TestEndpoint(t *testing.T) {
	endpoint := os.Getenv("CONTRACT_ENDPOINT")
	if endpoint == "" {
		t.Skip("CONTRACT_ENDPOINT names no server")
	}
	contract.Run(t.Context(), configOf(endpoint), contract.Options{Parallel: 4}, func(r contract.Result) {
		t.Run(r.Case.Name(), func(t *testing.T) { check(t, r) })
	})
}

func configOf(endpoint string) aws.Config {
	return aws.Config{Region: "eu-west-2", BaseEndpoint: &endpoint, Credentials: credentials.NewStaticCredentialsProvider("contract", "contract", "")}
}

// What needs a clock that runs goes through a port to a double that lives in real
// time.
func TestDoubleThroughAPort(t *testing.T) {
	cloud, err := awslocal.New(awslocal.Options{})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(cloud)
	ended := make(chan error, 1)
	go func() { ended <- cloud.Run(t.Context()) }()
	t.Cleanup(func() {
		server.Close()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		_ = cloud.Close()
	})
	var cases []contract.Case
	for _, c := range contract.Cases() {
		if c.RealTimeOnly != "" {
			cases = append(cases, c)
		}
	}
	contract.Run(t.Context(), configOf(server.URL), contract.Options{Cases: cases, Parallel: len(cases)}, func(r contract.Result) {
		t.Run(r.Case.Name(), func(t *testing.T) { check(t, r) })
	})
}

// Every case has a name of its own and says what it follows.
func TestCasesAreNamed(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range contract.Cases() {
		if c.Source == "" || c.Rule == "" {
			t.Errorf("%s says not what it follows", c.Name())
		}
		if seen[c.Name()] {
			t.Errorf("two cases are named %s", c.Name())
		}
		seen[c.Name()] = true
	}
}

// What is said to be observed is a case, and what the expectations name is too.
func TestNamesOfCases(t *testing.T) {
	names := map[string]bool{}
	for _, c := range contract.Cases() {
		names[c.Name()] = true
	}
	for _, name := range contract.ObservedNames() {
		if !names[name] {
			t.Errorf("observed, but no case: %s", name)
		}
	}
	files, err := filepath.Glob("expected/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no expectations: %v", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			if _, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t"); !names[name] {
				t.Errorf("%s names no case: %s", file, line)
			}
		}
	}
}
