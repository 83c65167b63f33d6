// Command invoke runs one event through one function, in this process, on a
// fresh system in memory with one made-up case, and prints the answer:
//
//	make invoke FUNCTION=triage
//	make invoke FUNCTION=relay EVENT=events/relay.json
//
// The reference 7K3Q-9M2P in the event stands for that of the case.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"assistive-referrals/infra"
	"assistive-referrals/infra/local"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/referral"
)

// sampleReference is what the samples of events/ call the case.
const sampleReference = "7K3Q-9M2P"

func main() {
	function := flag.String("function", "", "name of a function, as in the topology")
	event := flag.String("event", "", "file with the event; events/<function>.json if empty")
	flag.Parse()
	if err := run(context.Background(), os.Stdout, os.Stderr, *function, *event); err != nil {
		fmt.Fprintln(os.Stderr, "make invoke: "+err.Error())
		os.Exit(1)
	}
}

func run(ctx context.Context, out, log io.Writer, function, event string) error {
	if _, known := infra.Build().Find(function); !known {
		var names []string
		for _, f := range infra.Build().Functions {
			names = append(names, f.Name)
		}
		slices.Sort(names)
		return fmt.Errorf("there is no function %q; choose one, such as make invoke FUNCTION=%s (of %s)", function, names[0], strings.Join(names, ", "))
	}
	if event == "" {
		event = filepath.Join("events", function+".json")
	}
	sample, err := os.ReadFile(event)
	if err != nil {
		return fmt.Errorf("cannot read the event: %w", err)
	}
	system, err := local.New(ctx, local.Options{
		URL: "http://referrals.example.org", Assets: filepath.Join("infra", "npm", "dist"), Now: time.Now,
		Log: slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelWarn})),
	})
	if err != nil {
		return fmt.Errorf("%w (make assets makes the style sheet)", err)
	}
	defer func() { _ = system.Close() }()
	reference, err := openCase(ctx, system)
	if err != nil {
		return err
	}
	answer, failed, err := system.Cloud.Invoke(ctx, function, bytes.ReplaceAll(sample, []byte(sampleReference), []byte(reference)))
	if err != nil {
		return err
	}
	if failed != nil {
		return errors.New("the function failed: " + string(failed.Payload))
	}
	var indented bytes.Buffer
	if err := json.Indent(&indented, answer, "", "  "); err != nil {
		return fmt.Errorf("the answer is not JSON: %w", err)
	}
	_, err = fmt.Fprintln(out, indented.String())
	return err
}

// openCase sends a made-up referral for a falls detector.
func openCase(ctx context.Context, system *local.System) (referral.Reference, error) {
	store := system.Store()
	referrer := referral.Referrer{Actor: referral.Actor{ID: "sw-1", Name: "Social Worker One", Role: referral.SocialWorker}, Email: "social.worker.one@example.org"}
	if err := store.StartDraft(ctx, referrer.ID, "DRAFT"); err != nil {
		return "", err
	}
	draft, err := store.Draft(ctx, referrer.ID, "DRAFT")
	if err != nil {
		return "", err
	}
	return store.Open(ctx, casestore.Submission{Draft: draft, Request: "send", Sent: referral.Referral{
		Sent: system.Cloud.Now(), Referrer: referrer, Kinds: []referral.Kind{referral.AssistiveTechnology}, Answers: referral.Answers{},
		Facts: referral.Facts{Person: referral.Person{Name: "Alpha Testcase"}, Equipment: []catalogue.Code{"falls-detector"}},
	}})
}
