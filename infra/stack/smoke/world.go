// Package smoke plays a story on a deployed stack, over HTTP and in real time,
// then looks at it from outside: the table, the executions, the queues.
package smoke

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"assistive-referrals/infra/local/identity"
	"assistive-referrals/infra/local/journey"
	"assistive-referrals/infra/local/notifyserver"
	"assistive-referrals/infra/stack"
)

// patience is how long the line may take to do what is owed.
const patience = time.Minute

// world is a deployed stack as a story sees it. Its time is real.
type world struct {
	journey.World
	stack  *stack.Stack
	client *http.Client
	table  *dynamodb.Client
	waited time.Duration // for the line, all told
	longer time.Duration // the longest wait
}

func newWorld(s *stack.Stack) *world {
	transport := s.Transport()
	return &world{
		World: journey.NewRemote(s.URL(), transport), stack: s,
		client: &http.Client{Transport: transport, Timeout: time.Minute}, table: dynamodb.NewFromConfig(s.Config()),
	}
}

// Settle waits until nothing is owed to anybody.
func (w *world) Settle(ctx context.Context) error {
	begun := time.Now()
	for {
		owed, err := w.owed(ctx)
		if err != nil {
			return err
		}
		if owed == "" {
			took := time.Since(begun)
			w.waited, w.longer = w.waited+took, max(w.longer, took)
			return nil
		}
		if time.Since(begun) > patience {
			return fmt.Errorf("%s is still owed after %s", owed, patience)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// owed names something that is owed, "" if nothing is.
func (w *world) owed(ctx context.Context) (string, error) {
	items, err := w.scan(ctx, "begins_with(SK, :owed) OR (begins_with(SK, :notification) AND attribute_exists(DueKey))",
		map[string]types.AttributeValue{":owed": text("OWED#"), ":notification": text("NOTIFICATION#")})
	if err != nil || len(items) == 0 {
		return "", err
	}
	return textOf(items[0], "PK") + " " + textOf(items[0], "SK"), nil
}

// scan reads the items that a filter passes. Production code never does.
func (w *world) scan(ctx context.Context, filter string, values map[string]types.AttributeValue) ([]map[string]types.AttributeValue, error) {
	var items []map[string]types.AttributeValue
	pages := dynamodb.NewScanPaginator(w.table, &dynamodb.ScanInput{
		TableName: aws.String(w.stack.Outputs[stack.OutputTable]), ConsistentRead: aws.Bool(true), FilterExpression: &filter, ExpressionAttributeValues: values,
	})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, fmt.Errorf("read the table: %w", err)
		}
		items = append(items, page.Items...)
	}
	return items, nil
}

func text(s string) types.AttributeValue { return &types.AttributeValueMemberS{Value: s} }

func textOf(item map[string]types.AttributeValue, name string) string {
	if s, isText := item[name].(*types.AttributeValueMemberS); isText {
		return s.Value
	}
	return ""
}

// Sent implements journey.World: it asks the fake of GOV.UK Notify.
func (w *world) Sent(ctx context.Context) ([]journey.Message, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+w.stack.Fakes+"/outbox.json", nil)
	if err != nil {
		return nil, err
	}
	answer, err := w.client.Do(request)
	if err != nil {
		return nil, fmt.Errorf("ask what was sent: %w", err)
	}
	defer func() { _ = answer.Body.Close() }()
	var all []notifyserver.Message
	if err := json.NewDecoder(answer.Body).Decode(&all); err != nil {
		return nil, fmt.Errorf("ask what was sent: %w", err)
	}
	var sent []journey.Message
	for _, m := range all {
		sent = append(sent, journey.Message{Reference: m.Reference, Channel: m.Channel, To: m.To, Subject: m.Subject, Body: m.Body})
	}
	return sent, nil
}

// Mailbox implements journey.World.
func (w *world) Mailbox(name string) (string, error) {
	for _, person := range identity.Staff() {
		if person.Name == name {
			return person.Email, nil
		}
	}
	return "", fmt.Errorf("nobody is called %s", name)
}
