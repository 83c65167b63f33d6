package awslocal

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/ratelimit"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
)

// Config returns a configuration from which every SDK client talks to this
// Cloud, without a socket. Clients try three times, as they do on AWS, without
// sleeping in between.
func (c *Cloud) Config() aws.Config { return c.ConfigFor("") }

// ConfigFor is Config for the clients of one function: what is called through it
// has that function as Call.Caller. A call whose context came from an invocation
// is attributed to that function in any case.
func (c *Cloud) ConfigFor(function string) aws.Config {
	return aws.Config{
		Region:        c.options.Region,
		HTTPClient:    client{cloud: c, function: function},
		ConfigSources: []any{s3Endpoint(c.options.S3Endpoint)},
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "local", SecretAccessKey: secretKey, Source: "awslocal"}, nil
		}),
		Retryer: func() aws.Retryer {
			return retry.NewStandard(func(o *retry.StandardOptions) {
				o.MaxAttempts = 3
				o.RateLimiter = ratelimit.None
				o.Backoff = retry.BackoffDelayerFunc(func(int, error) (time.Duration, error) { return 0, nil })
			})
		},
	}
}

// client carries requests of the SDK to the Cloud.
type client struct {
	cloud    *Cloud
	function string
}

// Do answers a request as the service at its address would.
func (t client) Do(r *http.Request) (*http.Response, error) {
	ctx := r.Context()
	inv := invocationOf(ctx)
	if inv != nil && inv.isKilled() {
		// The process that runs this code ended at its crash or timeout.
		runtime.Goexit()
	}
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("awslocal: %w", err)
	}
	var body []byte
	if r.Body != nil {
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			return nil, fmt.Errorf("awslocal: reading the request: %w", err)
		}
		// The SDK rewinds the body itself before it tries again.
		_ = r.Body.Close()
	}
	caller := t.function
	if caller == "" && inv != nil {
		caller = inv.function
	}
	answer := t.cloud.answer(ctx, request{
		target: r.Header.Get("X-Amz-Target"), method: r.Method, path: r.URL.Path, query: r.URL.Query(), host: r.URL.Host,
		header: r.Header, body: body, caller: caller, inv: inv,
		patient: t.cloud.live.Load() > 0,
	})
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("awslocal: %w", err)
	}
	return &http.Response{
		StatusCode: answer.status, Status: http.StatusText(answer.status),
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: answer.header, Body: io.NopCloser(bytes.NewReader(answer.body)),
		ContentLength: int64(len(answer.body)), Request: r,
	}, nil
}
