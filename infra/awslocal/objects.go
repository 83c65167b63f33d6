package awslocal

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"assistive-referrals/infra/awslocal/s3"
	"assistive-referrals/infra/awslocal/wire"
)

// S3 does not speak AWS-JSON: what is asked stands in the address, and a browser
// speaks to it too.

// secretKey is the secret access key of whoever calls the double.
const secretKey = "local"

// s3Endpoint is the configuration source that tells S3's client where S3 is, as
// AWS_ENDPOINT_URL_S3 does elsewhere.
type s3Endpoint string

// GetServiceBaseEndpoint is what the SDK asks its configuration sources.
func (e s3Endpoint) GetServiceBaseEndpoint(_ context.Context, service string) (string, bool, error) {
	return string(e), service == "S3" && e != "", nil
}

// forS3 tells whether a request without a target is one to S3.
func forS3(r request) bool {
	return credentialScope(r.header) == "s3" || strings.Contains(r.query.Get("X-Amz-Credential"), "/s3/") ||
		r.method == http.MethodPost && strings.HasPrefix(r.header.Get("Content-Type"), "multipart/form-data")
}

// answerS3 answers a request to S3.
func (c *Cloud) answerS3(r request) response {
	path := strings.TrimPrefix(r.path, c.s3Prefix())
	bucket, key, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	asked := s3.Request{Method: r.method, Host: r.host, Path: r.path, Bucket: bucket, Key: key, Query: r.query, Header: r.header, Body: r.body}
	call := Call{Caller: r.caller, Service: "S3", Operation: s3.Operation(asked), Invocation: r.header.Get("Amz-Sdk-Invocation-Id"), Resource: bucket}
	fault := c.hooks.fault(call)
	if fault == FailBefore {
		return s3Failure(unavailable())
	}
	var answer s3.Answer
	err := c.locked(func() (err error) {
		if answer, err = c.objects.Call(asked); err != nil {
			return err
		}
		return c.protect(c.objects.Created())
	})
	switch fault {
	case FailAfter:
		return s3Failure(answerLost())
	case Crash:
		die(r.inv, call)
	}
	if err != nil {
		return s3Failure(c.refusal(call, err))
	}
	return response{status: answer.Status, header: answer.Header, body: answer.Body}
}

func s3Failure(refused *wire.Error) response {
	body := fmt.Sprintf("<Error><Code>%s</Code><Message>%s</Message></Error>", refused.Code, refused.Message)
	return response{status: refused.Status, header: http.Header{"Content-Type": {"application/xml"}}, body: []byte(body)}
}

// s3Prefix is the path of the endpoint.
func (c *Cloud) s3Prefix() string {
	endpoint, err := url.Parse(c.options.S3Endpoint)
	if err != nil {
		return ""
	}
	return strings.TrimSuffix(endpoint.Path, "/")
}

// Protection has every new object under a prefix of a bucket looked at, as GuardDuty's Malware
// Protection for S3 does: a while later the function is invoked with the result,
// in the event that EventBridge delivers.
type Protection struct {
	Bucket, Prefix, Function string
	After                    time.Duration
}

// Protect begins a protection. It returns an error if the function does not exist.
func (c *Cloud) Protect(p Protection) error {
	return c.locked(func() error {
		if c.functions[p.Function] == nil {
			return fmt.Errorf("awslocal: protection of %s: function %s does not exist", p.Bucket, p.Function)
		}
		c.protections = append(c.protections, p)
		return nil
	})
}

// protect has new objects looked at. It is called under the lock.
func (c *Cloud) protect(created []s3.Created) error {
	for _, made := range created {
		for _, p := range c.protections {
			if p.Bucket != made.Bucket || !strings.HasPrefix(made.Key, p.Prefix) {
				continue
			}
			at := c.Now().Add(p.After)
			event, err := c.scanResult(made, at)
			if err != nil {
				return err
			}
			if err := c.enqueue(invocationLater{Function: p.Function, Payload: event, At: at, Source: "guardduty", Resource: p.Bucket}); err != nil {
				return err
			}
		}
	}
	return nil
}

// testThreat is the part of EICAR's harmless test file by which every scanner
// knows it, in two pieces, so that none knows this file by it.
const testThreat = "EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE"

// scanResult is the event of a scan, as GuardDuty documents it.
func (c *Cloud) scanResult(made s3.Created, at time.Time) (json.RawMessage, error) {
	result, threats := "NO_THREATS_FOUND", []map[string]string(nil)
	if strings.Contains(string(made.Body), testThreat) {
		result, threats = "THREATS_FOUND", []map[string]string{{"name": "EICAR-Test-File (not a virus)"}}
	}
	event, err := json.Marshal(map[string]any{
		"version": "0", "id": c.random.id(), "detail-type": "GuardDuty Malware Protection Object Scan Result", "source": "aws.guardduty",
		"account": c.options.Account, "time": at.UTC().Format("2006-01-02T15:04:05Z"), "region": c.options.Region,
		"resources": []string{"arn:aws:guardduty:" + c.options.Region + ":" + c.options.Account + ":malware-protection-plan/double"},
		"detail": map[string]any{
			"schemaVersion": "1.0", "scanStatus": "COMPLETED", "resourceType": "S3_OBJECT",
			"s3ObjectDetails":   map[string]any{"bucketName": made.Bucket, "objectKey": made.Key, "eTag": made.ETag, "versionId": "null", "s3Throttled": false},
			"scanResultDetails": map[string]any{"scanResultStatus": result, "threats": threats},
		},
	})
	if err != nil {
		return nil, fmt.Errorf("awslocal: %w", err)
	}
	return event, nil
}
