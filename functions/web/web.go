// Package web answers what API Gateway's HTTP API receives with the pages of
// internal/web.
package web

import (
	"context"
	"fmt"
	"os"

	"github.com/aws/aws-lambda-go/lambda"

	"assistive-referrals/internal/address"
	"assistive-referrals/internal/attachment"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/handover"
	"assistive-referrals/internal/host"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/secret"
	"assistive-referrals/internal/secret/envelope"
	"assistive-referrals/internal/web/signin"
	pages "assistive-referrals/internal/web/site"
)

// Config is what the function is told.
type Config struct {
	Table           string                   `env:"TABLE"`
	Attachments     string                   `env:"ATTACHMENTS"`
	Assets          string                   `env:"ASSETS"`
	ServiceURL      string                   `env:"SERVICE_URL"`
	Mailboxes       map[referral.Team]string `env:"MAILBOXES,json"`
	PersonKeySecret string                   `env:"PERSON_KEY_SECRET"`
	SecretsKey      string                   `env:"SECRETS_KEY"`

	Issuer       string `env:"ISSUER"`
	Discovery    string `env:"DISCOVERY,optional"`
	SignInOrigin string `env:"SIGN_IN_ORIGIN"`
	ClientID     string `env:"CLIENT_ID"`
	ClientSecret string `env:"CLIENT_SECRET"`

	AddressURL         string `env:"ADDRESS_URL,optional"`
	AddressKeySecret   string `env:"ADDRESS_KEY_SECRET"`
	HandOverOrigin     string `env:"HAND_OVER_ORIGIN,optional"`
	HandOverKeysSecret string `env:"HAND_OVER_KEYS"`
}

// New makes the function.
func New(ctx context.Context, h host.Host, c Config) (lambda.Handler, error) {
	personKey, err := secret.Read(ctx, h.AWS, c.PersonKeySecret)
	if err != nil {
		return nil, err
	}
	provider, err := identityProvider(ctx, h, c)
	if err != nil {
		return nil, err
	}
	files, err := attachment.New(ctx, attachment.Options{Config: h.AWS, Bucket: c.Attachments, Now: h.Now})
	if err != nil {
		return nil, err
	}
	rules := h.Rules
	rules.Council.Mailboxes = c.Mailboxes
	handler, err := pages.New(pages.Options{
		Store:  casestore.New(casestore.Options{Config: h.AWS, Table: c.Table, Now: h.Now, Rules: rules, PersonKey: []byte(personKey)}),
		SignIn: provider, Files: files, Seal: envelope.New(h.AWS, c.SecretsKey), Assets: os.DirFS(c.Assets), ServiceURL: c.ServiceURL, SignInOrigin: c.SignInOrigin, Now: h.Now, Log: h.Log,
		Addresses: addresses(h, c), Rules: rules, HandOver: caseSystem(h, c),
	})
	if err != nil {
		return nil, err
	}
	return lambda.NewHandler(gateway{handler}.handle), nil
}

func identityProvider(ctx context.Context, h host.Host, c Config) (*signin.Provider, error) {
	clientSecret, err := secret.Read(ctx, h.AWS, c.ClientSecret)
	if err != nil {
		return nil, err
	}
	provider, err := signin.New(signin.Options{
		Issuer: c.Issuer, DiscoveryURL: c.Discovery, ClientID: c.ClientID, ClientSecret: clientSecret,
		RedirectURL: c.ServiceURL + "/sign-in/complete", HTTP: h.HTTP, Now: h.Now,
	})
	if err != nil {
		return nil, fmt.Errorf("the identity provider: %w", err)
	}
	return provider, nil
}

// addresses is where addresses are looked up; nil if nowhere.
func addresses(h host.Host, c Config) *address.Client {
	if c.AddressURL == "" {
		return nil
	}
	return address.New(address.Options{BaseURL: c.AddressURL, HTTP: h.HTTP, Key: func(ctx context.Context) (string, error) {
		return secret.Read(ctx, h.AWS, c.AddressKeySecret)
	}})
}

// caseSystem is who may hand people over; nil if nobody may. Its keys are read for
// each that arrives, which is seldom: a new key counts at once, and a start waits for
// none.
func caseSystem(h host.Host, c Config) *pages.CaseSystem {
	if c.HandOverOrigin == "" {
		return nil
	}
	return &pages.CaseSystem{Origin: c.HandOverOrigin, Audience: c.ServiceURL, Keys: func(ctx context.Context) (handover.Keys, error) {
		document, err := secret.Read(ctx, h.AWS, c.HandOverKeysSecret)
		if err != nil {
			return nil, err
		}
		return handover.ParseKeys(document)
	}}
}
