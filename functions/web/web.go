// Package web answers what API Gateway's HTTP API receives with the pages of
// internal/web.
package web

import (
	"context"
	"encoding/json"
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
	pages "assistive-referrals/internal/web/site"
	"assistive-referrals/internal/web/signin"
)

// New makes the function.
func New(ctx context.Context, h host.Host) (lambda.Handler, error) {
	settings, err := h.Require(host.Table, host.PersonKeySecret, host.ClientSecretSecret, host.Issuer, host.ClientID, host.ServiceURL, host.Assets, host.Attachments, host.Mailboxes, host.SecretsKey)
	if err != nil {
		return nil, err
	}
	var mailboxes map[referral.Team]string
	if err := json.Unmarshal([]byte(settings[8]), &mailboxes); err != nil {
		return nil, fmt.Errorf("the setting %s: %w", host.Mailboxes, err)
	}
	personKey, err := secret.Read(ctx, h.Config, settings[1])
	if err != nil {
		return nil, err
	}
	clientSecret, err := secret.Read(ctx, h.Config, settings[2])
	if err != nil {
		return nil, err
	}
	provider, err := signin.New(signin.Options{
		Issuer: settings[3], DiscoveryURL: h.Getenv(host.Discovery), ClientID: settings[4], ClientSecret: clientSecret,
		RedirectURL: settings[5] + "/sign-in/complete", HTTP: h.HTTP, Now: h.Now,
	})
	if err != nil {
		return nil, fmt.Errorf("the identity provider: %w", err)
	}
	var addresses *address.Client
	if base := h.Getenv(host.AddressURL); base != "" {
		addresses = address.New(address.Options{BaseURL: base, HTTP: h.HTTP, Key: func(ctx context.Context) (string, error) {
			return secret.Read(ctx, h.Config, h.Getenv(host.AddressKeySecret))
		}})
	}
	files, err := attachment.New(ctx, attachment.Options{Config: h.Config, Bucket: settings[7], Now: h.Now})
	if err != nil {
		return nil, err
	}
	handler, err := pages.New(pages.Options{
		Store:  casestore.New(casestore.Options{Config: h.Config, Table: settings[0], Now: h.Now, PersonKey: []byte(personKey)}),
		SignIn: provider, Files: files, Seal: envelope.New(h.Config, settings[9]), Assets: os.DirFS(settings[6]), ServiceURL: settings[5], SignInOrigin: h.Getenv(host.SignInOrigin), Now: h.Now, Log: h.Log,
		Addresses: addresses, Mailboxes: mailboxes, HandOver: caseSystem(h, settings[5]),
	})
	if err != nil {
		return nil, err
	}
	return lambda.NewHandler(gateway{handler}.handle), nil
}

// caseSystem is who may hand people over; nil if nobody may. Its keys are read for
// each that arrives, which is seldom: a new key counts at once, and a start waits for
// none.
func caseSystem(h host.Host, serviceURL string) *pages.CaseSystem {
	origin := h.Getenv(host.HandOverOrigin)
	if origin == "" {
		return nil
	}
	return &pages.CaseSystem{Origin: origin, Audience: serviceURL, Keys: func(ctx context.Context) (handover.Keys, error) {
		document, err := secret.Read(ctx, h.Config, h.Getenv(host.HandOverKeysSecret))
		if err != nil {
			return nil, err
		}
		return handover.ParseKeys(document)
	}}
}
