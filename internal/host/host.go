// Package host is what a function is given by whatever runs it, and how AWS
// Lambda runs it. Another host makes a Host of its own and runs the same functions.
package host

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"reflect"
	"time"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"

	"assistive-referrals/internal/panics"
	"assistive-referrals/internal/referral"
)

// Host is everything that a function reaches beyond its own code.
type Host struct {
	AWS  aws.Config
	HTTP *http.Client // where everything else is
	Now  func() time.Time
	Log  *slog.Logger
	// Rules are the council's.
	Rules referral.Rules
}

// Constructor makes a function's handler, once, when it starts.
type Constructor[Config any] func(context.Context, Host, Config) (lambda.Handler, error)

// Function is a function's code as a host runs it.
type Function struct {
	// Variables are what its Config reads.
	Variables []Variable
	construct func(context.Context, Host, func(string) string) (lambda.Handler, error)
}

// Of returns the function that a constructor makes. It panics if the Config is not one
// that Load can fill.
func Of[Config any](construct Constructor[Config]) Function {
	variables, err := variablesOf(reflect.TypeFor[Config]())
	if err != nil {
		panic(err)
	}
	return Function{Variables: variables, construct: func(ctx context.Context, h Host, getenv func(string) string) (lambda.Handler, error) {
		var c Config
		if err := Load(&c, getenv); err != nil {
			return nil, err
		}
		handler, err := construct(ctx, h, c)
		if err != nil {
			return nil, err
		}
		return recovering{handler, h.Log}, nil
	}}
}

// New makes the function's handler. A handler that panics fails as one that returns an
// error does, so that the event is tried again.
func (f Function) New(ctx context.Context, h Host, getenv func(string) string) (lambda.Handler, error) {
	return f.construct(ctx, h, getenv)
}

type recovering struct {
	lambda.Handler
	log *slog.Logger
}

func (r recovering) Invoke(ctx context.Context, payload []byte) (answer []byte, err error) {
	err = panics.Try(func() error {
		answer, err = r.Handler.Invoke(ctx, payload)
		return err
	})
	// One that lies within the error was met, and logged, by the function itself.
	if _, ok := err.(*panics.Error); ok {
		panics.Log(r.log, "the function panicked", err)
	}
	return answer, err
}

// Start runs a function on AWS Lambda. A function that cannot be made says why
// and ends, so that Lambda tries again.
func Start[Config any](construct Constructor[Config]) {
	ctx := context.Background()
	log := slog.New(slog.NewJSONHandler(os.Stdout, nil))
	handler, err := onLambda(ctx, log, Of(construct))
	if err != nil {
		log.Error("the function cannot start", "error", err)
		os.Exit(1)
	}
	lambda.Start(handler)
}

func onLambda(ctx context.Context, log *slog.Logger, f Function) (lambda.Handler, error) {
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return nil, fmt.Errorf("load the AWS configuration: %w", err)
	}
	client := &http.Client{Timeout: 10 * time.Second}
	return f.New(ctx, Host{AWS: cfg, HTTP: client, Now: time.Now, Log: log, Rules: referral.DefaultRules()}, os.Getenv)
}
