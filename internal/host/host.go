// Package host is what a function is given by whatever runs it, and how AWS
// Lambda runs it. Another host makes a Host of its own and calls the same
// constructors.
package host

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"time"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
)

// Host is everything that a function reaches beyond its own code.
type Host struct {
	Config aws.Config          // where AWS is
	HTTP   *http.Client        // where everything else is
	Getenv func(string) string // settings; see the constants below
	Now    func() time.Time
	Log    *slog.Logger
}

// Settings by which a function finds what it uses. infra.Topology states which
// function has which.
const (
	Table              = "TABLE"               // name of the table
	Machine            = "MACHINE"             // ARN of the workflow
	NotificationsQueue = "NOTIFICATIONS_QUEUE" // URL of the queue
	PersonKeySecret    = "PERSON_KEY_SECRET"   // name of the secret with the key for person rows
	NotifyKeySecret    = "NOTIFY_KEY_SECRET"   // name of the secret with GOV.UK Notify's API key
	NotifyURL          = "NOTIFY_URL"          // GOV.UK Notify's base URL
	NotifyTemplates    = "NOTIFY_TEMPLATES"    // JSON: notification type to template identifier
	Mailboxes          = "MAILBOXES"           // JSON: team to email address
	Issuer             = "ISSUER"              // the identity provider's issuer
	Discovery          = "DISCOVERY"           // where its discovery document is, if not under the issuer
	SignInOrigin       = "SIGN_IN_ORIGIN"      // origin of the identity provider's pages, if not the service's own
	ClientID           = "CLIENT_ID"           // ours, at the identity provider
	ClientSecretSecret = "CLIENT_SECRET"       // name of the secret with the client secret
	ServiceURL         = "SERVICE_URL"         // where people find the pages, without a slash at the end
	SecretsKey         = "SECRETS_KEY"         // ARN of the key with which key-safe codes are sealed
	Attachments        = "ATTACHMENTS"         // name of the bucket of attached files
	Assets             = "ASSETS"              // folder with the style sheet and scripts
	AddressURL         = "ADDRESS_URL"         // base URL of Ordnance Survey's APIs; without it no address is looked up
	AddressKeySecret   = "ADDRESS_KEY_SECRET"  // name of the secret with the key for them
	HandOverOrigin     = "HAND_OVER_ORIGIN"    // origin of the council's case system; without it nobody is handed over
	HandOverKeysSecret = "HAND_OVER_KEYS"      // name of the secret with the case system's public keys
)

// Constructor makes a function's handler, once, when it starts.
type Constructor func(context.Context, Host) (lambda.Handler, error)

// Start runs a function on AWS Lambda. A function that cannot be made says why
// and ends, so that Lambda tries again.
func Start(construct Constructor) {
	ctx := context.Background()
	log := slog.New(slog.NewJSONHandler(os.Stdout, nil))
	handler, err := onLambda(ctx, log, construct)
	if err != nil {
		log.Error("the function cannot start", "error", err)
		os.Exit(1)
	}
	lambda.Start(handler)
}

func onLambda(ctx context.Context, log *slog.Logger, construct Constructor) (lambda.Handler, error) {
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return nil, fmt.Errorf("load the AWS configuration: %w", err)
	}
	client := &http.Client{Timeout: 10 * time.Second}
	return construct(ctx, Host{Config: cfg, HTTP: client, Getenv: os.Getenv, Now: time.Now, Log: log})
}

// Require returns settings in the order of the names, or an error that names the
// first one that is missing.
func (h Host) Require(names ...string) ([]string, error) {
	values := make([]string, len(names))
	for i, name := range names {
		if values[i] = h.Getenv(name); values[i] == "" {
			return nil, fmt.Errorf("the setting %s is missing", name)
		}
	}
	return values, nil
}
