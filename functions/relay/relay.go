// Package relay is the one way out of the table: for every change that its
// stream tells of, it does what that change owes. The event source mapping's
// filter passes what is owed, tokens and new notifications only.
package relay

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/host"
	"assistive-referrals/internal/panics"
	"assistive-referrals/internal/workflow"
)

// Config is what the function is told.
type Config struct {
	Table         string `env:"TABLE"`
	Machine       string `env:"MACHINE"`
	Notifications string `env:"NOTIFICATIONS_QUEUE"`
}

// New makes the function.
func New(_ context.Context, h host.Host, c Config) (lambda.Handler, error) {
	store := casestore.New(casestore.Options{Config: h.AWS, Table: c.Table, Now: h.Now, Rules: h.Rules})
	line := workflow.New(workflow.Options{Config: h.AWS, Store: store, Rules: h.Rules, Machine: c.Machine, Notifications: c.Notifications, Log: h.Log})
	return lambda.NewHandler(relay{line: line, log: h.Log}.handle), nil
}

type relay struct {
	line *workflow.Workflow
	log  *slog.Logger
}

// handle works through a batch in order. It reports the first record that
// failed: Lambda delivers that one and all after it again.
func (r relay) handle(ctx context.Context, event events.DynamoDBEvent) (events.DynamoDBEventResponse, error) {
	response := events.DynamoDBEventResponse{BatchItemFailures: []events.DynamoDBBatchItemFailure{}}
	for _, record := range event.Records {
		if err := panics.Try(func() error { return r.one(ctx, record.Change.Keys) }); err != nil {
			panics.Log(r.log, "could not do what a change owes", err, "sequence", record.Change.SequenceNumber)
			response.BatchItemFailures = append(response.BatchItemFailures,
				events.DynamoDBBatchItemFailure{ItemIdentifier: record.Change.SequenceNumber})
			return response, nil
		}
	}
	return response, nil
}

func (r relay) one(ctx context.Context, keys map[string]events.DynamoDBAttributeValue) error {
	pk, sk := keys["PK"], keys["SK"]
	if pk.DataType() != events.DataTypeString || sk.DataType() != events.DataTypeString {
		return fmt.Errorf("a record without our keys")
	}
	switch about := casestore.ParseStreamed(pk.String(), sk.String()); {
	case about.Notification != nil:
		return r.line.Queue(ctx, *about.Notification)
	case about.Strand != nil:
		return r.line.Dispatch(ctx, about.Strand.Reference, about.Strand.Kind)
	}
	return nil
}
