package local_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"math/rand"
	"os"
	"strings"
	"testing"
	"time"

	"assistive-referrals/infra"
	"assistive-referrals/infra/local"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/referral"
)

var monday = time.Date(2026, 11, 16, 10, 0, 0, 0, time.UTC)

// newSystem makes a simulation in memory that stands at Monday morning.
func newSystem(t *testing.T) *local.System {
	t.Helper()
	system, err := local.New(context.Background(), local.Options{
		URL: "http://referrals.example.org", Assets: "../npm/dist", Now: func() time.Time { return monday },
		Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Random: rand.New(rand.NewSource(1)),
	})
	if err != nil {
		t.Fatalf("%v (make assets makes the style sheet)", err)
	}
	t.Cleanup(func() { _ = system.Close() })
	return system
}

// openCase sends a referral for a falls detector.
func openCase(t *testing.T, system *local.System) referral.Reference {
	t.Helper()
	ctx, store := t.Context(), system.Store()
	referrer := referral.Referrer{Actor: referral.Actor{ID: "sw-1", Name: "Social Worker One", Role: referral.SocialWorker}, Email: "social.worker.one@example.org"}
	if err := store.StartDraft(ctx, referrer.ID, "DRAFT"); err != nil {
		t.Fatal(err)
	}
	draft, err := store.Draft(ctx, referrer.ID, "DRAFT")
	if err != nil {
		t.Fatal(err)
	}
	reference, err := store.Open(ctx, casestore.Submission{Draft: draft, Request: "send", Sent: referral.Referral{
		Sent: system.Cloud.Now(), Referrer: referrer, Kinds: []referral.Kind{referral.AssistiveTechnology}, Answers: referral.Answers{},
		Facts: referral.Facts{Person: referral.Person{Name: "Alpha Testcase"}, Equipment: []catalogue.Code{"falls-detector"}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	return reference
}

// Every sample in events/ goes through its handler, with the reference of a case
// that is there, and gets the answer that AWS expects of a success.
func TestEverySampleEvent(t *testing.T) {
	answers := map[string]string{
		"triage":  `{"state":"triaged","done":"triaged"}`,
		"arrange": `{"state":"received","done":"left as it was"}`,
		"relay":   `{"batchItemFailures":[]}`,
		"enlist":  `{"batchItemFailures":[]}`,
		"notify":  `{"batchItemFailures":[]}`,
		"scan":    `{"state":""}`,
		"sweep":   `{"looked":0,"failed":0}`,
		"web":     `"statusCode":200`,
	}
	for _, f := range infra.Build().Functions {
		t.Run(f.Name, func(t *testing.T) {
			sample, err := os.ReadFile("../../events/" + f.Name + ".json")
			if err != nil {
				t.Fatal(err)
			}
			system := newSystem(t)
			reference := openCase(t, system)
			payload := bytes.ReplaceAll(sample, []byte("7K3Q-9M2P"), []byte(reference))
			result, functionError, err := system.Cloud.Invoke(t.Context(), f.Name, payload)
			if err != nil || functionError != nil {
				t.Fatalf("%v %v", err, functionError)
			}
			if want, stated := answers[f.Name]; !stated || !strings.Contains(string(result), want) {
				t.Errorf("answered %s; want %s", result, want)
			}
			if !json.Valid(result) {
				t.Errorf("the answer is not JSON: %s", result)
			}
		})
	}
}

// A fresh referral goes through the whole line by itself, up to the worklist.
func TestTheLineRunsByItself(t *testing.T) {
	system := newSystem(t)
	reference := openCase(t, system)
	if err := system.Cloud.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	page, err := system.Store().Worklist(t.Context(), referral.TrustedAssessorTeam, casestore.ListWaiting, "", 10)
	if err != nil {
		t.Fatal(err)
	}
	other, err := system.Store().Worklist(t.Context(), referral.OccupationalTherapyTeam, casestore.ListWaiting, "", 10)
	if err != nil {
		t.Fatal(err)
	}
	entries := append(page.Entries, other.Entries...)
	if len(entries) != 1 || entries[0].Reference != reference || entries[0].Initials != "AT" {
		t.Fatalf("the worklists hold %+v", entries)
	}
	if _, err := system.Store().OutboxEntry(t.Context(), reference, referral.AssistiveTechnology); !casestore.IsNotFound(err) {
		t.Errorf("something is still owed: %v", err)
	}
	if _, err := system.Store().Token(t.Context(), reference, referral.AssistiveTechnology); err != nil {
		t.Errorf("the token is not kept: %v", err)
	}
	if sent := system.Outbox.Sent(); len(sent) != 1 || sent[0].To != "social.worker.one@example.org" {
		t.Errorf("sent: %+v", sent)
	}
}
