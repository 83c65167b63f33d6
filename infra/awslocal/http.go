package awslocal

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"assistive-referrals/infra/awslocal/sqs"
	"assistive-referrals/infra/awslocal/wire"
)

// largestRequest is more than any emulated operation takes, in bytes.
const largestRequest = 32 << 20

// request is one attempt at an operation, however it arrived.
type request struct {
	target string // X-Amz-Target
	method string
	path   string
	query  url.Values
	host   string
	header http.Header
	body   []byte
	caller string
	inv    *invocation // of the function whose code calls, if known
	// patient says that a long poll may wait in real time.
	patient bool
}

type response struct {
	status int
	header http.Header
	body   []byte
}

// ServeHTTP answers any AWS SDK, or the AWS CLI with --endpoint-url. It checks
// the signatures of what a browser brings to S3, and no others.
func (c *Cloud) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(io.LimitReader(r.Body, largestRequest))
	if err != nil {
		http.Error(w, "awslocal: reading the request: "+err.Error(), http.StatusBadRequest)
		return
	}
	answer := c.answer(r.Context(), request{
		target: r.Header.Get("X-Amz-Target"), method: r.Method, path: r.URL.Path, query: r.URL.Query(), host: r.Host,
		header: r.Header, body: body, patient: true,
	})
	for name, values := range answer.header {
		w.Header()[name] = values
	}
	w.WriteHeader(answer.status)
	// The other side may be gone; there is nobody left to tell.
	_, _ = w.Write(answer.body)
}

// answer dispatches a request.
func (c *Cloud) answer(ctx context.Context, r request) response {
	if r.target == "" {
		if name, ok := invocationPath(r); ok {
			return c.answerInvocation(ctx, r, name)
		}
		if forS3(r) {
			return c.answerS3(r)
		}
		return failure("", wire.NotEmulated(credentialScope(r.header), undirected(r)))
	}
	target, operation, _ := strings.Cut(r.target, ".")
	service := c.services[target]
	if service == nil {
		return failure("", wire.NotEmulated(serviceName(target), operation))
	}
	call := Call{
		Caller: r.caller, Service: serviceName(target), Operation: operation,
		Invocation: r.header.Get("Amz-Sdk-Invocation-Id"),
		Input:      r.body,
	}
	fault := c.hooks.fault(call)
	if fault == FailBefore {
		return failure(target, unavailable())
	}
	var output any
	var err error
	if target == sqsTarget && operation == "ReceiveMessage" {
		output, err = c.receive(ctx, service, r)
	} else {
		output, err = c.call(service, operation, r.body)
	}
	switch fault {
	case FailAfter:
		return failure(target, answerLost())
	case Crash:
		die(r.inv, call)
	}
	if err != nil {
		return failure(target, c.refusal(call, err))
	}
	return success(target, output)
}

// call runs one operation and makes what it changed durable.
func (c *Cloud) call(service wire.Service, operation string, input []byte) (output any, err error) {
	err = c.locked(func() error {
		output, err = service.Call(operation, input)
		return err
	})
	return output, err
}

// refusal turns any error into what AWS would send.
func (c *Cloud) refusal(call Call, err error) *wire.Error {
	var refused *wire.Error
	if errors.As(err, &refused) {
		if refused.Status == http.StatusNotImplemented {
			c.log.Error(refused.Message, "caller", call.Caller)
		}
		return refused
	}
	c.log.Error("awslocal: internal failure", "service", call.Service, "operation", call.Operation, "error", err)
	return &wire.Error{Status: 500, Code: "InternalServerError", Message: err.Error()}
}

func success(target string, output any) response {
	body := []byte("{}")
	if output != nil {
		var err error
		if body, err = encode(output); err != nil {
			return failure(target, &wire.Error{Status: 500, Code: "InternalServerError", Message: err.Error()})
		}
	}
	return finish(target, 200, body)
}

func failure(target string, refused *wire.Error) response {
	body, err := json.Marshal(refused)
	if err != nil {
		body = []byte(`{"__type":"InternalServerError"}`)
	}
	answer := finish(target, refused.Status, body)
	answer.header.Set("X-Amzn-Errortype", refused.Code)
	if target == sqsTarget {
		// SQS once spoke the query protocol, whose codes its clients still report.
		fault := "Sender"
		if refused.Status >= 500 {
			fault = "Receiver"
		}
		answer.header.Set("X-Amzn-Query-Error", sqs.QueryCode(refused.Code)+";"+fault)
	}
	return answer
}

func finish(target string, status int, body []byte) response {
	header := http.Header{}
	contentType := "application/x-amz-json-1.0"
	if target == "secretsmanager" || target == kmsTarget {
		contentType = "application/x-amz-json-1.1"
	}
	header.Set("Content-Type", contentType)
	header.Set("Content-Length", strconv.Itoa(len(body)))
	header.Set("X-Amz-Crc32", strconv.FormatUint(uint64(crc32.ChecksumIEEE(body)), 10))
	return response{status: status, header: header, body: body}
}

// encode writes JSON without escaping what HTML would need escaped: sizes and
// digests are taken of what was sent.
func encode(value any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return nil, fmt.Errorf("awslocal: encoding an answer: %w", err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

const (
	sqsTarget    = "AmazonSQS"
	statesTarget = "AWSStepFunctions"
	kmsTarget    = "TrentService"
)

// serviceName is how people call the service behind a target prefix.
func serviceName(target string) string {
	switch target {
	case "DynamoDB_20120810":
		return "DynamoDB"
	case "DynamoDBStreams_20120810":
		return "DynamoDBStreams"
	case sqsTarget:
		return "SQS"
	case statesTarget:
		return "States"
	case "secretsmanager":
		return "SecretsManager"
	case kmsTarget:
		return "KMS"
	}
	return target
}

// credentialScope names the service that a signed request meant.
func credentialScope(header http.Header) string {
	parts := strings.Split(header.Get("Authorization"), "/")
	if len(parts) > 4 {
		return parts[3]
	}
	return "HTTP"
}

// undirected names an operation of a protocol that the double does not speak.
func undirected(r request) string {
	if strings.HasPrefix(r.header.Get("Content-Type"), "application/x-www-form-urlencoded") {
		if form, err := url.ParseQuery(string(r.body)); err == nil && form.Get("Action") != "" {
			return form.Get("Action")
		}
	}
	return r.method + " " + r.path
}

// resourceOf finds in an operation's input what it is about.
func resourceOf(body []byte) string {
	var input struct {
		TableName, QueueUrl, QueueName, SecretId, Name string
		KeyId                                          string
		StateMachineArn, ExecutionArn, StreamArn       string
		TransactItems                                  []map[string]struct{ TableName string }
		RequestItems                                   map[string]json.RawMessage
	}
	// What does not parse is refused by the service; here it has no resource.
	_ = json.Unmarshal(body, &input)
	switch {
	case input.TableName != "":
		return input.TableName
	case input.QueueUrl != "":
		return sqs.NameOf(input.QueueUrl)
	case input.QueueName != "":
		return input.QueueName
	case input.SecretId != "":
		return input.SecretId
	case input.KeyId != "":
		return input.KeyId
	case input.StateMachineArn != "":
		return lastPart(input.StateMachineArn, ":")
	case input.ExecutionArn != "":
		parts := strings.Split(input.ExecutionArn, ":")
		return parts[max(0, len(parts)-2)]
	case input.StreamArn != "":
		if _, after, ok := strings.Cut(input.StreamArn, ":table/"); ok {
			after, _, _ = strings.Cut(after, "/")
			return after
		}
	case input.Name != "":
		return input.Name
	}
	for _, item := range input.TransactItems {
		for _, action := range item {
			return action.TableName
		}
	}
	if len(input.RequestItems) == 1 {
		for table := range input.RequestItems {
			return table
		}
	}
	return ""
}

func lastPart(s, separator string) string { return s[strings.LastIndex(s, separator)+1:] }
