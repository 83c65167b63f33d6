package journey

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	"assistive-referrals/infra/awslocal"
	"assistive-referrals/infra/local"
	"assistive-referrals/infra/local/casesystem"
	"assistive-referrals/infra/local/invariant"
	"assistive-referrals/infra/local/loopback"
	"assistive-referrals/internal/workingtime"
)

// Local is a whole system in this process, empty and in memory, as a World. Its
// parts are there for tests that look further than a story can.
type Local struct {
	*local.System
	Recorder *invariant.Recorder

	assets string
	cases  http.Handler // the case system's page
	mu     sync.Mutex
	held   map[string]bool
	idle   *local.IdleSweeps // nil: every sweep happens
}

const localAddress = "http://localhost:8080"

// NewLocal makes a system that begins at that instant. Close it afterwards.
func NewLocal(ctx context.Context, begins time.Time) (*Local, error) {
	w := &Local{Recorder: invariant.NewRecorder(), held: map[string]bool{}}
	var err error
	if w.assets, err = emptyAssets(); err != nil {
		return nil, err
	}
	w.System, err = local.New(ctx, local.Options{
		URL: localAddress, Assets: w.assets, Now: func() time.Time { return begins }, Log: w.Recorder.Log(),
	})
	if err != nil {
		_ = os.RemoveAll(w.assets)
		return nil, fmt.Errorf("make the system: %w", err)
	}
	cases, err := casesystem.New(casesystem.Options{Now: w.Cloud.Now})
	if err != nil {
		return nil, errors.Join(err, w.Close())
	}
	w.cases = cases.Handler(localAddress, "", casesystem.Person())
	w.Recorder.Watch(w.Cloud)
	w.Cloud.Deliveries(w.disorder)
	return w, nil
}

// emptyAssets makes a folder with a style sheet and scripts that say nothing: no
// story looks at them, and so none needs them to be built.
func emptyAssets() (string, error) {
	folder, err := os.MkdirTemp("", "journey-assets-")
	if err != nil {
		return "", fmt.Errorf("make a folder: %w", err)
	}
	for _, name := range []string{"app.css", "app.js", "init.js", "govuk-frontend.min.js", "icon.svg"} {
		if err := os.WriteFile(filepath.Join(folder, name), nil, 0o600); err != nil {
			return "", fmt.Errorf("make a folder: %w", err)
		}
	}
	return folder, nil
}

// Close releases what the system uses.
func (w *Local) Close() error {
	return errors.Join(w.System.Close(), os.RemoveAll(w.assets))
}

// Base implements World.
func (w *Local) Base() string { return localAddress }

// Transport implements World.
func (w *Local) Transport() http.RoundTripper {
	return recorded{w.Recorder, loopback.Transport{localAddress: w.Handler, casesystem.Origin: w.cases}}
}

// recorded keeps every address that is asked for.
type recorded struct {
	recorder *invariant.Recorder
	next     http.RoundTripper
}

func (t recorded) RoundTrip(r *http.Request) (*http.Response, error) {
	t.recorder.Address(r.URL)
	return t.next.RoundTrip(r)
}

// Now implements World.
func (w *Local) Now() time.Time { return w.Cloud.Now() }

// Settle implements World.
func (w *Local) Settle(ctx context.Context) error { return w.Cloud.Settle(ctx) }

// Later implements World.
func (w *Local) Later(ctx context.Context, d time.Duration) error { return w.Cloud.Advance(ctx, d) }

// retry is how long what is held waits before it is tried again.
const retry = time.Minute

// disorder puts off what is held. It is asked again after every retry.
func (w *Local) disorder(d awslocal.Delivery) awslocal.Disorder {
	w.mu.Lock()
	defer w.mu.Unlock()
	part := map[string]string{"sqs": d.Resource + " queue", "dynamodb": "stream", "scheduler": "sweep"}[d.Source]
	if w.held[part] {
		return awslocal.Disorder{Delay: retry}
	}
	if w.idle != nil {
		return w.idle.Lose(d)
	}
	return awslocal.Disorder{}
}

// SkipIdle leaves out every sweep that would find nothing.
func (w *Local) SkipIdle() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.idle = w.IdleSweeps()
}

// Hold implements World.
func (w *Local) Hold(part string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.held[part] {
		return fmt.Errorf("the %s is held already", part)
	}
	w.held[part] = true
	return nil
}

// LetGo implements World. What was held gets through within a minute, which passes.
func (w *Local) LetGo(ctx context.Context, part string) error {
	w.mu.Lock()
	was := w.held[part]
	delete(w.held, part)
	w.mu.Unlock()
	if !was {
		return fmt.Errorf("the %s is not held", part)
	}
	return w.Later(ctx, retry)
}

// Sent implements World.
func (w *Local) Sent(context.Context) ([]Message, error) {
	var sent []Message
	for _, m := range w.Outbox.Sent() {
		sent = append(sent, Message{Reference: m.Reference, Channel: m.Channel, To: m.To, Subject: m.Subject, Body: m.Body})
	}
	return sent, nil
}

// Mailbox implements World.
func (w *Local) Mailbox(name string) (string, error) {
	for _, person := range w.Staff {
		if person.Name == name {
			return person.Email, nil
		}
	}
	return "", fmt.Errorf("nobody on the list of people to sign in as is called %s; an address stands in quotation marks", name)
}

// Check implements World. Everything that is held is let go, and the dust settles
// first.
func (w *Local) Check(ctx context.Context) ([]string, error) {
	w.mu.Lock()
	clear(w.held)
	w.mu.Unlock()
	if err := w.Later(ctx, invariant.Quiet); err != nil {
		return nil, err
	}
	var found []string
	for _, v := range invariant.Check(ctx, w.System, invariant.Options{Recorder: w.Recorder}) {
		found = append(found, v.String())
	}
	return found, nil
}

// String says when and where the story is.
func (w *Local) String() string {
	return "in this process, " + w.Now().In(workingtime.London()).Format("15:04 on Monday 2 January 2006")
}
