// Package web is what every page is made with: the request with what is known of
// it, the one wrapper that signs in, loads, guards and records, the layout, and the
// pages of errors. It knows no page.
package web

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"time"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/address"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/secret/envelope"
	"assistive-referrals/internal/web/govuk"
)

// ServiceName is what people call this service.
const ServiceName = "Assistive technology referrals"

// Options are what a Site is made from.
type Options struct {
	Store     *casestore.Store
	Assets    fs.FS   // app.css and the scripts
	Templates []fs.FS // of each wing: template/<page>.gohtml
	Now       func() time.Time
	Log       *slog.Logger
	// Recognise finds out who is signed in; SignIn answers who is not.
	Recognise, SignIn func(*Request) error
	// Warnings are what every page about the request's case says first.
	Warnings   func(*Request) []govuk.WarningText
	Navigation []Destination
	Rules      referral.Rules
	Seal       *envelope.Box   // seals the codes of key safes
	Addresses  *address.Client // nil where no address is looked up
}

// Destination is where the navigation leads those who may go there.
type Destination struct {
	May access.Action
	Link
}

// Site serves pages.
type Site struct {
	Options
	pages    pages
	fallback []byte // the error page that cannot fail
}

// New returns an error if a template does not parse or an asset is missing.
func New(o Options) (*Site, error) {
	s := &Site{Options: o}
	var err error
	if s.pages, err = parsePages(o.Assets, o.Templates...); err != nil {
		return nil, err
	}
	var fallback bytes.Buffer
	if err := s.pages.render(&fallback, Document{Title: "Sorry, there is a problem with the service"}, "error", errorPage{
		Heading: "Sorry, there is a problem with the service",
		Body:    "Try again in a few minutes. What you had saved is still there.",
	}); err != nil {
		return nil, fmt.Errorf("render the error page: %w", err)
	}
	s.fallback = fallback.Bytes()
	return s, nil
}

// Assets serves the style sheet and the scripts.
func (s *Site) AssetsHandler() http.Handler { return s.pages.assets }

// NewIdentifier returns an identifier that nobody can guess.
func NewIdentifier() string { return rand.Text() }
