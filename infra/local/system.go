// Package local runs the whole system in one process: it makes the resources and
// wiring of infra.Line on the double of AWS (infra/awslocal), with small fake
// servers in the place of the identity provider, GOV.UK Notify and Ordnance Survey. Nothing
// outside this package and the double knows that it is not on AWS.
//
// A System with a real clock is what `make run` serves. With a constant clock it
// is a simulator: Cloud.Settle and Cloud.Advance make time pass.
package local

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"path"
	"time"

	"assistive-referrals/infra"
	"assistive-referrals/infra/awslocal"
	"assistive-referrals/infra/local/identity"
	"assistive-referrals/infra/local/loopback"
	"assistive-referrals/infra/local/notifyserver"
	"assistive-referrals/infra/local/placesserver"
	"assistive-referrals/infra/local/resource"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

// Options are what a System is made from.
type Options struct {
	// Folder keeps everything that is entered; "" keeps it in memory.
	Folder string
	// URL is where people find it, such as http://localhost:8080.
	URL string
	// Assets is the folder with the built style sheet and scripts.
	Assets string
	Now    func() time.Time // time.Now for a live system, a constant for a simulation
	Log    *slog.Logger
	Random io.Reader // nil for crypto/rand
}

// System is the whole of it, running.
type System struct {
	Cloud  *awslocal.Cloud
	Outbox *notifyserver.Server
	Places *placesserver.Server
	Staff  []identity.Person
	Rules  referral.Rules
	// Handler answers everything: the pages, the AWS API, the fakes, and the
	// control page under /local.
	Handler http.Handler

	options Options
	made    resource.Made
	kept    *outbox // nil where everything is in memory
	closers []io.Closer
}

// filesPath is where browsers find S3 here.
const filesPath = "/s3"

// Client settings at the identity provider, and the fake's API key. They open
// nothing outside this process.
const (
	clientID     = "assistive-referrals"
	clientSecret = "local-only"
	notifyAPIKey = "local-8b3e5c1a-0000-4000-8000-000000000001-8b3e5c1a-0000-4000-8000-000000000002"
	addressKey   = "local-only-places"
)

// New makes the system. The caller lets time pass: with Cloud.Run, or with
// Cloud.Settle and Cloud.Advance.
func New(ctx context.Context, o Options) (*System, error) {
	s := &System{options: o, Staff: identity.Staff(), Rules: referral.DefaultRules()}
	file := ""
	if o.Folder != "" {
		file = path.Join(o.Folder, "aws.db")
	}
	var err error
	if s.Cloud, err = awslocal.New(awslocal.Options{Path: file, S3Endpoint: o.URL + filesPath, Now: o.Now, Log: o.Log, Random: o.Random}); err != nil {
		return nil, err
	}
	s.closers = append(s.closers, s.Cloud)
	if err := s.assemble(ctx); err != nil {
		_ = s.Close()
		return nil, err
	}
	return s, nil
}

func (s *System) assemble(ctx context.Context) error {
	topology := infra.Build()
	var err error
	if s.made, err = resource.Make(ctx, s.Cloud.Config(), topology, secrets()); err != nil {
		return err
	}
	provider, err := s.fakes()
	if err != nil {
		return err
	}
	outside := &http.Client{Transport: loopback.Transport{
		s.options.URL + "/identity": provider,
		s.options.URL + "/notify":   s.Outbox,
		s.options.URL + "/places":   s.Places,
	}}
	if err := s.wire(ctx, topology, outside); err != nil {
		return err
	}
	s.Handler = s.front(provider)
	return nil
}

// fakes makes the servers that stand for what is outside AWS.
func (s *System) fakes() (*identity.Server, error) {
	base := s.options.URL
	provider, err := identity.New(identity.Options{
		Issuer: base + "/identity", ClientID: clientID, ClientSecret: clientSecret,
		RedirectURIs: []string{base + "/sign-in/complete"}, SignOutURIs: []string{base + "/signed-out"},
		People: s.Staff, Now: s.Cloud.Now,
	})
	if err != nil {
		return nil, fmt.Errorf("the identity provider: %w", err)
	}
	options := notifyserver.Options{BaseURL: base + "/notify", APIKey: notifyAPIKey, Now: s.Cloud.Now}
	if s.options.Folder != "" {
		kept, err := openOutbox(path.Join(s.options.Folder, "outbox.db"))
		if err != nil {
			return nil, err
		}
		s.closers = append(s.closers, kept)
		s.kept, options.Store = &kept, kept
	}
	if s.Outbox, err = notifyserver.New(options); err != nil {
		return nil, fmt.Errorf("the Notify server: %w", err)
	}
	s.Places = placesserver.New(base+"/places", addressKey)
	return provider, nil
}

// Store returns the case store as this system's functions see it, for sample
// data and checks.
func (s *System) Store() *casestore.Store {
	return casestore.New(casestore.Options{
		Config: s.Cloud.Config(), Table: infra.Build().Table, Now: s.Cloud.Now, Rules: s.Rules, PersonKey: []byte(personKey), Random: s.options.Random,
	})
}

// PersonKey is what the hashes of person rows are keyed with here, for checks.
func (s *System) PersonKey() []byte { return []byte(personKey) }

// Batch runs fill while nothing waits for the disk: for laying down sample data.
// What was done is kept when it returns, all together.
func (s *System) Batch(fill func() error) error {
	if s.kept == nil {
		return s.Cloud.Batch(fill)
	}
	return s.kept.batch(func() error { return s.Cloud.Batch(fill) })
}

// Close stops nothing that runs; it releases the files.
func (s *System) Close() error {
	var first error
	for i := len(s.closers) - 1; i >= 0; i-- {
		if err := s.closers[i].Close(); err != nil && first == nil {
			first = err
		}
	}
	return first
}

// environment is what a function of the topology is told here.
func (s *System) environment(f infra.Function) (map[string]string, error) {
	environment, parameters := map[string]string{}, s.parameters()
	for name, value := range f.Environment {
		resolved, err := s.resolve(value, parameters)
		if err != nil {
			return nil, fmt.Errorf("%s of %s: %w", name, f.Name, err)
		}
		environment[name] = resolved
	}
	return environment, nil
}

// front puts everything behind one address. What is signed as AWS requests are
// signed is for the double.
func (s *System) front(provider http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/identity/", provider)
	mux.Handle("/notify/", s.Outbox)
	mux.Handle("/places/", s.Places)
	mux.Handle(filesPath+"/", s.Cloud)
	mux.Handle("GET /local/outbox", s.Outbox.Outbox())
	s.control(mux)
	mux.Handle("/", gateway{cloud: s.Cloud})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if isAWS(r) {
			s.Cloud.ServeHTTP(w, r)
			return
		}
		mux.ServeHTTP(w, r)
	})
}

// origin is the scheme and host of an address.
func origin(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Scheme + "://" + u.Host
}
