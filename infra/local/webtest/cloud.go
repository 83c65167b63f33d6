package webtest

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"assistive-referrals/infra/awslocal/dynamodb"
	"assistive-referrals/infra/awslocal/kms"
	"assistive-referrals/infra/awslocal/wire"
)

// CloudConfig returns a configuration whose clients talk to doubles of DynamoDB and
// KMS in memory, on that clock.
func CloudConfig(t *testing.T, now func() time.Time) aws.Config {
	t.Helper()
	return aws.Config{
		Region: dynamodb.Region, BaseEndpoint: aws.String("http://double"), RetryMaxAttempts: 1,
		HTTPClient: &http.Client{Transport: &carrier{service: dynamodb.New(now, nil, nil), keys: kms.New(kms.Options{
			Clock: now, Journal: forgetful{}, NewID: uuid, Random: func(b []byte) { _, _ = rand.Read(b) }, Region: dynamodb.Region, Account: "000000000000",
		})}},
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "local", SecretAccessKey: "local"}, nil
		}),
	}
}

// forgetful keeps nothing: a test does not restart.
type forgetful struct{}

func (forgetful) Put(string, string, []byte) {}

func (forgetful) Delete(string, string) {}

func (forgetful) Each(string, func(string, []byte) error) error { return nil }

func uuid() string {
	b := make([]byte, 16)
	_, _ = rand.Read(b)
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[0:4], b[4:6], b[6:8], b[8:10], b[10:16])
}

// carrier takes requests to the service without a socket, one at a time.
type carrier struct {
	mu      sync.Mutex
	service wire.Service
	keys    wire.Service
	// refuse, if there is one, tells which calls fail without taking effect.
	Refuse func(operation, input string) bool
	// meter, if there is one, counts what is asked for and makes it take time.
	Meter *meter
}

func (c *carrier) RoundTrip(r *http.Request) (*http.Response, error) {
	_, operation, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	input, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	c.Meter.travel(operation)
	answer, err := c.carry(r, operation, c.Meter.asking(input))
	c.Meter.travel(operation)
	return answer, err
}

func (c *carrier) carry(r *http.Request, operation string, input []byte) (*http.Response, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.Refuse != nil && c.Refuse(operation, string(input)) {
		return nil, errors.New("refused for the test")
	}
	service := c.service
	if strings.HasPrefix(r.Header.Get("X-Amz-Target"), c.keys.Target()) {
		service = c.keys
	}
	output, err := service.Call(operation, input)
	status := http.StatusOK
	var refused *wire.Error
	if errors.As(err, &refused) {
		status, output = refused.Status, refused
	} else if err != nil {
		return nil, err
	}
	body, err := json.Marshal(output)
	c.Meter.bill(operation, input, body, refused != nil)
	return &http.Response{
		StatusCode: status, Header: http.Header{"Content-Type": {"application/x-amz-json-1.0"}}, ContentLength: int64(len(body)),
		Body: io.NopCloser(bytes.NewReader(body)), Request: r,
	}, err
}
