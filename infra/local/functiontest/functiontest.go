// Package functiontest is what a test of one function stands on: the double of AWS
// with the topology's resources and one case, sent on a Monday morning, for which
// nothing was done yet.
package functiontest

import (
	"bytes"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/aws"

	"assistive-referrals/infra"
	"assistive-referrals/infra/awslocal"
	"assistive-referrals/infra/local/resource"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/host"
	"assistive-referrals/internal/referral"
)

// Monday is when every test is.
var monday = time.Date(2026, 11, 16, 10, 0, 0, 0, time.UTC)

// World is where a function is tested.
type World struct {
	*testing.T
	Cloud     *awslocal.Cloud
	Made      resource.Made
	Store     *casestore.Store
	Reference referral.Reference // of the case
	Log       bytes.Buffer       // what the function logs
	HTTP      *http.Client       // what it reaches outside AWS with
	// PanicAt makes the function panic at each call to AWS that names it; "" for none.
	PanicAt string
}

// Technology is the one strand of the case.
const Technology = referral.AssistiveTechnology

// New makes one.
func New(t *testing.T) *World {
	t.Helper()
	w := &World{T: t}
	var err error
	w.Cloud, err = awslocal.New(awslocal.Options{S3Endpoint: "https://files.example.org", Now: func() time.Time { return monday }, Log: slog.New(slog.DiscardHandler)})
	w.must(err)
	t.Cleanup(func() { _ = w.Cloud.Close() })
	secrets := map[string]string{}
	for _, s := range infra.Build().Secrets {
		secrets[s.Name] = "the value of " + s.Name
	}
	secrets[infra.NotifyKey] = NotifyKey
	w.Made, err = resource.Make(t.Context(), w.Cloud.Config(), infra.Build(), secrets)
	w.must(err)
	w.Store = casestore.New(casestore.Options{Config: w.Cloud.Config(), Table: w.Made.Table, Now: w.Cloud.Now, Rules: referral.DefaultRules(), PersonKey: []byte("a key")})
	w.Reference = w.Open("DRAFT")
	return w
}

// NotifyKey is what opens GOV.UK Notify here.
const NotifyKey = "test-8b3e5c1a-0000-4000-8000-000000000001-8b3e5c1a-0000-4000-8000-000000000002"

func (w *World) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// Open sends a referral for a falls detector.
func (w *World) Open(draft string) referral.Reference {
	w.Helper()
	referrer := referral.Referrer{Actor: referral.Actor{ID: "sw-1", Name: "Social Worker One", Role: referral.SocialWorker}, Email: "social.worker.one@example.org"}
	w.must(w.Store.StartDraft(w.Context(), referrer.ID, draft))
	d, err := w.Store.Draft(w.Context(), referrer.ID, draft)
	w.must(err)
	reference, err := w.Store.Open(w.Context(), casestore.Submission{Draft: d, Request: "send " + draft, Sent: referral.Referral{
		Sent: w.Cloud.Now(), Referrer: referrer, Kinds: []referral.Kind{Technology}, Answers: referral.Answers{},
		Facts: referral.Facts{Person: referral.Person{Name: "Alpha Testcase"}, Equipment: []catalogue.Code{"falls-detector"}},
	}})
	w.must(err)
	return reference
}

// Move takes the case's strand on, as the functions and a practitioner would: triaged,
// waiting, claimed, decided.
func (w *World) Move(to referral.State) {
	w.Helper()
	sent, err := w.Store.Referral(w.Context(), w.Reference)
	w.must(err)
	assessment := referral.Assess{Assessment: referral.Assessment{Method: "visit", Findings: "As described."}}
	decision := referral.Decision{Outcome: referral.Provide, Rationale: "It helps.", Equipment: []catalogue.Code{"falls-detector"}}
	for _, next := range []func() []referral.Change{
		func() []referral.Change {
			return []referral.Change{referral.DefaultRules().TriageOrOrder(sent, w.Strand())}
		},
		func() []referral.Change { return []referral.Change{referral.AddToWorklist{}} },
		func() []referral.Change { return []referral.Change{referral.Claim{}} },
		func() []referral.Change {
			return []referral.Change{assessment, referral.DefaultRules().Decide(decision, w.Strand(), w.Cloud.Now())}
		},
	} {
		if w.Strand().State == to {
			return
		}
		for _, change := range next() {
			_, err := w.Store.UpdateStrand(w.Context(), casestore.StrandRevision{Reference: w.Reference, Kind: Technology, By: practitioner},
				func(referral.Case, referral.Strand) (referral.Change, error) { return change, nil })
			w.must(err)
		}
	}
	if is := w.Strand().State; is != to {
		w.Fatalf("the strand is %s, not %s", is, to)
	}
}

var practitioner = referral.Actor{ID: "ta-1", Name: "Trusted Assessor One", Role: referral.TrustedAssessor}

// Strand is the case's strand as it is now.
func (w *World) Strand() referral.Strand {
	w.Helper()
	_, strand, err := w.Store.Strand(w.Context(), w.Reference, Technology)
	w.must(err)
	return strand
}

// Sample is the function's event in events/, about the case.
func (w *World) Sample(function string) string {
	w.Helper()
	document, err := os.ReadFile(filepath.Join("..", "..", "events", function+".json"))
	w.must(err)
	return strings.ReplaceAll(string(document), "7K3Q-9M2P", string(w.Reference))
}

// Start makes a function of its environment. It is an error of the test if the function
// starts all the same without any one of the variables that it needs.
func (w *World) Start(f host.Function, environment map[string]string) lambda.Handler {
	w.Helper()
	start := func(environment map[string]string) (lambda.Handler, error) {
		cfg := w.Cloud.Config()
		cfg.HTTPClient = panicking{cfg.HTTPClient, w}
		h := host.Host{AWS: cfg, HTTP: w.HTTP, Now: w.Cloud.Now, Rules: referral.DefaultRules(), Log: slog.New(slog.NewTextHandler(&w.Log, nil))}
		return f.New(w.Context(), h, func(name string) string { return environment[name] })
	}
	for _, v := range f.Variables {
		without := maps.Clone(environment)
		delete(without, v.Name)
		if _, err := start(without); !v.Optional && (err == nil || !strings.Contains(err.Error(), v.Name+" is missing")) {
			w.Errorf("without %s its start says: %v", v.Name, err)
		}
	}
	handler, err := start(environment)
	w.must(err)
	return handler
}

// Invoke gives a function an event, and returns its answer, "" after an error.
func (w *World) Invoke(handler lambda.Handler, event string) (string, error) {
	answer, err := handler.Invoke(w.Context(), []byte(event))
	return string(answer), err
}

// Fail makes every call of an operation fail without an effect; "" ends it.
func (w *World) Fail(operation string) {
	w.Cloud.Faults(func(c awslocal.Call) awslocal.Fault {
		if c.Operation == operation {
			return awslocal.FailBefore
		}
		return awslocal.None
	})
}

type panicking struct {
	aws.HTTPClient
	world *World
}

func (p panicking) Do(r *http.Request) (*http.Response, error) {
	if p.world.PanicAt != "" && r.Body != nil {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		if strings.Contains(string(body), p.world.PanicAt) {
			panic("something about Alpha Testcase")
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
	}
	return p.HTTPClient.Do(r)
}

// Panicked tells whether the function logged where it panicked, and no more.
func (w *World) Panicked() bool {
	said := w.Log.String()
	return strings.Contains(said, "stack=") && !strings.Contains(said, "Alpha")
}
