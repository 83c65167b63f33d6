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
	"assistive-referrals/internal/workflow"
)

// New makes the function.
func New(_ context.Context, h host.Host) (lambda.Handler, error) {
	settings, err := h.Require(host.Table, host.Machine, host.NotificationsQueue)
	if err != nil {
		return nil, err
	}
	store := casestore.New(casestore.Options{Config: h.Config, Table: settings[0], Now: h.Now})
	line := workflow.New(workflow.Options{Config: h.Config, Store: store, Machine: settings[1], Notifications: settings[2], Log: h.Log})
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
		if err := r.one(ctx, record.Change.Keys); err != nil {
			r.log.Error("could not do what a change owes", "sequence", record.Change.SequenceNumber, "error", err)
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
