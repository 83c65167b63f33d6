package dynamodb_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"assistive-referrals/infra/awslocal/dynamodb"
	"assistive-referrals/infra/awslocal/wire"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	sdkstreams "github.com/aws/aws-sdk-go-v2/service/dynamodbstreams"
	"github.com/aws/smithy-go"
)

// memory is a journal that outlives the service it was given to.
type memory map[string]map[string][]byte

func (m memory) Put(bucket, key string, value []byte) {
	if m[bucket] == nil {
		m[bucket] = map[string][]byte{}
	}
	m[bucket][key] = bytes.Clone(value)
}

func (m memory) Delete(bucket, key string) { delete(m[bucket], key) }

func (m memory) Each(bucket string, visit func(string, []byte) error) error {
	for _, key := range slices.Sorted(maps.Keys(m[bucket])) {
		if err := visit(key, m[bucket][key]); err != nil {
			return err
		}
	}
	return nil
}

// double is the service with the real clients in front of it.
type double struct {
	*dynamodb.Service
	client  *sdk.Client
	streams *sdkstreams.Client
	now     time.Time
	journal memory
}

func newDouble(t testing.TB) *double {
	t.Helper()
	d := &double{now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), journal: memory{}}
	d.restart(t)
	return d
}

// restart replaces the service by a new one that has only the journal.
func (d *double) restart(t testing.TB) {
	t.Helper()
	d.Service = dynamodb.New(func() time.Time { return d.now }, d.journal, nil)
	if err := d.Restore(); err != nil {
		t.Fatal(err)
	}
	over := &http.Client{Transport: carrier{d.Service, d.Streams()}}
	credentials := aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{AccessKeyID: "local", SecretAccessKey: "local"}, nil
	})
	d.client = sdk.New(sdk.Options{Region: dynamodb.Region, BaseEndpoint: aws.String("http://double"), HTTPClient: over, Credentials: credentials, RetryMaxAttempts: 1})
	d.streams = sdkstreams.New(sdkstreams.Options{Region: dynamodb.Region, BaseEndpoint: aws.String("http://double"), HTTPClient: over, Credentials: credentials, RetryMaxAttempts: 1})
}

// carrier takes requests to the service without a socket.
type carrier []wire.Service

func (c carrier) RoundTrip(request *http.Request) (*http.Response, error) {
	target, operation, _ := strings.Cut(request.Header.Get("X-Amz-Target"), ".")
	input, err := io.ReadAll(request.Body)
	if err != nil {
		return nil, err
	}
	for _, service := range c {
		if service.Target() != target {
			continue
		}
		answer, err := service.Call(operation, input)
		status := http.StatusOK
		if refusal, ok := errors.AsType[*wire.Error](err); ok {
			answer, status = refusal, refusal.Status
		} else if err != nil {
			return nil, err
		}
		body, err := json.Marshal(answer)
		if err != nil {
			return nil, err
		}
		return &http.Response{
			StatusCode: status, Header: http.Header{"Content-Type": {"application/x-amz-json-1.0"}},
			Body: io.NopCloser(bytes.NewReader(body)), ContentLength: int64(len(body)), Request: request,
		}, nil
	}
	return nil, errors.New("no service has target " + target)
}

type item = map[string]types.AttributeValue

func str(text string) types.AttributeValue { return &types.AttributeValueMemberS{Value: text} }
func num(text string) types.AttributeValue { return &types.AttributeValueMemberN{Value: text} }
func bin(text string) types.AttributeValue { return &types.AttributeValueMemberB{Value: []byte(text)} }
func list(elements ...types.AttributeValue) types.AttributeValue {
	return &types.AttributeValueMemberL{Value: append([]types.AttributeValue{}, elements...)}
}
func record(fields item) types.AttributeValue { return &types.AttributeValueMemberM{Value: fields} }
func strs(texts ...string) types.AttributeValue {
	return &types.AttributeValueMemberSS{Value: texts}
}
func nums(texts ...string) types.AttributeValue {
	return &types.AttributeValueMemberNS{Value: texts}
}

// table is the table that the tests use: a string key, a string sort key, a
// numeric index that projects everything and one that projects little.
const table = "cases"

func (d *double) createTable(t testing.TB) {
	t.Helper()
	_, err := d.client.CreateTable(t.Context(), tableInput(table))
	if err != nil {
		t.Fatal(err)
	}
}

func tableInput(name string) *sdk.CreateTableInput {
	attribute := func(name string, k types.ScalarAttributeType) types.AttributeDefinition {
		return types.AttributeDefinition{AttributeName: aws.String(name), AttributeType: k}
	}
	return &sdk.CreateTableInput{
		TableName:   aws.String(name),
		BillingMode: types.BillingModePayPerRequest,
		AttributeDefinitions: []types.AttributeDefinition{
			attribute("PK", "S"), attribute("SK", "S"), attribute("team", "S"), attribute("rank", "N"), attribute("due", "S"),
		},
		KeySchema: keySchema("PK", "SK"),
		GlobalSecondaryIndexes: []types.GlobalSecondaryIndex{
			{IndexName: aws.String("worklist"), KeySchema: keySchema("team", "rank"), Projection: &types.Projection{ProjectionType: types.ProjectionTypeAll}},
			{IndexName: aws.String("due"), KeySchema: keySchema("due"), Projection: &types.Projection{ProjectionType: types.ProjectionTypeInclude, NonKeyAttributes: []string{"state"}}},
		},
		StreamSpecification: &types.StreamSpecification{StreamEnabled: aws.Bool(true), StreamViewType: types.StreamViewTypeNewAndOldImages},
	}
}

func keySchema(names ...string) []types.KeySchemaElement {
	schema := []types.KeySchemaElement{{AttributeName: aws.String(names[0]), KeyType: types.KeyTypeHash}}
	if len(names) > 1 {
		schema = append(schema, types.KeySchemaElement{AttributeName: aws.String(names[1]), KeyType: types.KeyTypeRange})
	}
	return schema
}

func key(pk, sk string) item { return item{"PK": str(pk), "SK": str(sk)} }

// with returns the key with more attributes.
func with(base item, more item) item {
	all := maps.Clone(base)
	maps.Copy(all, more)
	return all
}

func (d *double) put(t testing.TB, items ...item) {
	t.Helper()
	for _, i := range items {
		if _, err := d.client.PutItem(t.Context(), &sdk.PutItemInput{TableName: aws.String(table), Item: i}); err != nil {
			t.Fatal(err)
		}
	}
}

func (d *double) get(t testing.TB, k item) item {
	t.Helper()
	got, err := d.client.GetItem(t.Context(), &sdk.GetItemInput{TableName: aws.String(table), Key: k, ConsistentRead: aws.Bool(true)})
	if err != nil {
		t.Fatal(err)
	}
	return got.Item
}

// reporter is what testing and rapid have in common.
type reporter interface {
	Helper()
	Errorf(format string, arguments ...any)
}

// refused checks that err is a refusal with that code and part of a message;
// with an empty code, that there is none.
func refused(t reporter, err error, code, message string) {
	t.Helper()
	if code == "" {
		if err != nil {
			t.Errorf("refused: %v", err)
		}
		return
	}
	refusal, ok := errors.AsType[smithy.APIError](err)
	switch {
	case !ok:
		t.Errorf("got error %v, want %s", err, code)
	case refusal.ErrorCode() != code:
		t.Errorf("got %s (%s), want %s", refusal.ErrorCode(), refusal.ErrorMessage(), code)
	case !strings.Contains(refusal.ErrorMessage(), message):
		t.Errorf("got message %q, want %q", refusal.ErrorMessage(), message)
	}
}

const invalid = "ValidationException"
