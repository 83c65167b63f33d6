// Package signin finds out who is at the browser, by OpenID Connect.
//
// A Provider is one identity provider, such as an Amazon Cognito user pool, as
// this service sees it. Signing in takes two requests, with a Pending kept for
// the browser in between:
//
//	url, pending, err := provider.Begin(ctx, signin.Usual)
//	// keep pending where only this browser brings it back; redirect to url
//	...
//	// at the redirect address: take pending back, and forget it
//	person, idToken, err := provider.Complete(ctx, code, state, pending)
//
// The package keeps nothing and sets no cookies: where Pending and the
// signed-in state live is its caller's affair. A Pending is good for one
// attempt.
package signin

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// timeout bounds one call when the caller brings no client of its own.
const timeout = 10 * time.Second

// PendingLife is how long a begun sign-in may take.
const PendingLife = time.Hour

const wellKnown = "/.well-known/openid-configuration"

// Options are what a Provider needs. The first four are required.
type Options struct {
	Issuer       string // as its tokens name it
	ClientID     string
	ClientSecret string
	RedirectURL  string // ours, where the browser comes back
	// DiscoveryURL is where the provider describes itself, if that is not below
	// the issuer: the address to which the well-known path is added. Tokens
	// must name Issuer all the same.
	DiscoveryURL string
	HTTP         *http.Client     // nil: a client that gives up after ten seconds
	Now          func() time.Time // nil: time.Now
}

// Person is who signed in, as the identity provider knows them.
type Person struct {
	ID           string // opaque, and never given to anyone else
	Name         string
	Email        string
	Telephone    string // E.164
	Roles        []string
	Team         string
	Registration string // professional registration number
	Skills       []string
}

// Pending is what must be remembered between Begin and Complete, by the browser
// that began and no other. It is secret.
type Pending struct {
	State    string
	Nonce    string
	Verifier string
	Begun    time.Time
}

// How says how much the identity provider should ask.
type How string

const (
	Usual       How = ""               // whoever is signed in there already will do
	ChooseAgain How = "select_account" // to become another person
	SignInAgain How = "login"          // even if signed in there already
)

// Provider is an identity provider. It is safe for concurrent use.
type Provider struct {
	options Options

	mu         sync.Mutex
	discovered *discovered // nil until it was reached
}

// discovered is what the provider said about itself.
type discovered struct {
	config   oauth2.Config
	verifier *oidc.IDTokenVerifier
	signOut  string // empty: it does not offer it
}

// New returns a provider, or an error if a required option is missing. It calls
// nothing: the provider is discovered when it is first needed and, if that
// fails, again when it is next needed.
func New(o Options) (*Provider, error) {
	if o.Issuer == "" || o.ClientID == "" || o.ClientSecret == "" || o.RedirectURL == "" {
		return nil, errors.New("signin: the issuer, the client and the redirect URL are required")
	}
	if o.HTTP == nil {
		o.HTTP = &http.Client{Timeout: timeout}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Provider{options: o}, nil
}

// Begin returns the address to send the browser to, and what must be
// remembered until it comes back. Any error is an *Error.
func (p *Provider) Begin(ctx context.Context, how How) (address string, pending Pending, err error) {
	d, err := p.discover(ctx)
	if err != nil {
		return "", Pending{}, err
	}
	pending = Pending{
		State:    rand.Text(),
		Nonce:    rand.Text(),
		Verifier: oauth2.GenerateVerifier(),
		Begun:    p.options.Now(),
	}
	options := []oauth2.AuthCodeOption{oidc.Nonce(pending.Nonce), oauth2.S256ChallengeOption(pending.Verifier)}
	if how != Usual {
		options = append(options, oauth2.SetAuthURLParam("prompt", string(how)))
	}
	return d.config.AuthCodeURL(pending.State, options...), pending, nil
}

// Complete takes the code and state that the browser brought back, and returns
// who signed in, with the ID token that says so (SignOutURL can use it). It
// returns an error if the state is not the pending one, if the pending sign-in
// is older than PendingLife, if the provider refuses the code, or if the ID token
// is not the provider's, not for this client, not for this sign-in, or has expired.
// Any error is an *Error.
func (p *Provider) Complete(ctx context.Context, code, state string, pending Pending) (Person, string, error) {
	if pending.State == "" || pending.Nonce == "" || pending.Verifier == "" ||
		subtle.ConstantTimeCompare([]byte(state), []byte(pending.State)) != 1 {
		return Person{}, "", refused("the state is not the one that this browser began with", nil)
	}
	if p.options.Now().After(pending.Begun.Add(PendingLife)) {
		return Person{}, "", refused("it was begun too long ago", nil)
	}
	if code == "" {
		return Person{}, "", refused("there is no code", nil)
	}
	d, err := p.discover(ctx)
	if err != nil {
		return Person{}, "", err
	}
	ctx = oidc.ClientContext(ctx, p.options.HTTP)
	token, err := d.config.Exchange(ctx, code, oauth2.VerifierOption(pending.Verifier))
	if err != nil {
		return Person{}, "", exchangeError(err)
	}
	raw, ok := token.Extra("id_token").(string)
	if !ok {
		return Person{}, "", refused("the provider gave no ID token", nil)
	}
	idToken, err := d.verifier.Verify(ctx, raw)
	if err != nil {
		return Person{}, "", refused("the ID token is not good", err)
	}
	if subtle.ConstantTimeCompare([]byte(idToken.Nonce), []byte(pending.Nonce)) != 1 {
		return Person{}, "", refused("the ID token is for another sign-in", nil)
	}
	if idToken.AccessTokenHash != "" {
		if err := idToken.VerifyAccessToken(token.AccessToken); err != nil {
			return Person{}, "", refused("the tokens do not belong together", err)
		}
	}
	person, err := read(idToken)
	if err != nil {
		return Person{}, "", err
	}
	return person, raw, nil
}

// SignOutURL returns the address at which the identity provider signs the
// browser out and sends it on to returnTo, which must be registered there. An ID
// token holds a name and an email address and would stand in the address, so
// idToken may be empty: the client's identifier then stands for it. Any error is
// an *Error, one of kind Unsupported if the provider has no such address.
func (p *Provider) SignOutURL(ctx context.Context, idToken, returnTo string) (string, error) {
	d, err := p.discover(ctx)
	if err != nil {
		return "", err
	}
	if d.signOut == "" {
		return "", &Error{Kind: Unsupported, why: "the provider does not offer to sign out"}
	}
	address, err := url.Parse(d.signOut)
	if err != nil {
		return "", unavailable("the provider's sign-out address is malformed", err)
	}
	q := address.Query()
	q.Set("client_id", p.options.ClientID)
	q.Set("post_logout_redirect_uri", returnTo)
	q.Set("logout_uri", returnTo) // Cognito's own name for it
	if idToken != "" {
		q.Set("id_token_hint", idToken)
	}
	address.RawQuery = q.Encode()
	return address.String(), nil
}

// discover returns what the provider says about itself, asking it if that is
// not known yet.
func (p *Provider) discover(ctx context.Context) (*discovered, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.discovered != nil {
		return p.discovered, nil
	}
	ctx = oidc.ClientContext(ctx, p.options.HTTP)
	from := p.options.Issuer
	if p.options.DiscoveryURL != "" {
		from = strings.TrimSuffix(p.options.DiscoveryURL, wellKnown)
		// Only where the description is read from differs; what it and the tokens
		// name as issuer is still compared with ours.
		ctx = oidc.InsecureIssuerURLContext(ctx, p.options.Issuer)
	}
	provider, err := oidc.NewProvider(ctx, from)
	if err != nil {
		return nil, unavailable("the provider cannot be discovered", err)
	}
	var metadata struct {
		Issuer  string `json:"issuer"`
		SignOut string `json:"end_session_endpoint"`
	}
	if err := provider.Claims(&metadata); err != nil {
		return nil, unavailable("the provider's description is malformed", err)
	}
	if metadata.Issuer != p.options.Issuer {
		return nil, unavailable("the provider names itself otherwise", fmt.Errorf("got %q", metadata.Issuer))
	}
	endpoint := provider.Endpoint()
	endpoint.AuthStyle = oauth2.AuthStyleInHeader // never guess: a guess spends the code
	p.discovered = &discovered{
		config: oauth2.Config{
			ClientID:     p.options.ClientID,
			ClientSecret: p.options.ClientSecret,
			RedirectURL:  p.options.RedirectURL,
			Endpoint:     endpoint,
			Scopes:       []string{oidc.ScopeOpenID, "profile", "email", "phone"},
		},
		verifier: provider.Verifier(&oidc.Config{ClientID: p.options.ClientID, Now: p.options.Now}),
		signOut:  metadata.SignOut,
	}
	return p.discovered, nil
}

// read makes a person of an ID token's claims, named as Cognito names them.
func read(token *oidc.IDToken) (Person, error) {
	var claims struct {
		Name         string   `json:"name"`
		Email        string   `json:"email"`
		Telephone    string   `json:"phone_number"`
		Roles        []string `json:"cognito:groups"`
		Team         string   `json:"custom:team"`
		Registration string   `json:"custom:registration"`
		Skills       string   `json:"custom:skills"` // codes, with spaces between
	}
	if err := token.Claims(&claims); err != nil {
		return Person{}, refused("the ID token's claims are malformed", err)
	}
	if token.Subject == "" {
		return Person{}, refused("the ID token names nobody", nil)
	}
	return Person{
		ID:           token.Subject,
		Name:         claims.Name,
		Email:        claims.Email,
		Telephone:    claims.Telephone,
		Roles:        claims.Roles,
		Team:         claims.Team,
		Registration: claims.Registration,
		Skills:       strings.Fields(claims.Skills),
	}, nil
}
