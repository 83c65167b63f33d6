package web

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/aws/aws-lambda-go/events"
)

// gateway carries requests from API Gateway's payload format 2.0 to a handler,
// and its answers back.
type gateway struct{ handler http.Handler }

func (g gateway) handle(ctx context.Context, event events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	request, err := requestOf(ctx, event)
	if err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: http.StatusBadRequest, Body: "The request could not be read."}, nil
	}
	answer := &answer{header: http.Header{}, status: http.StatusOK}
	g.handler.ServeHTTP(answer, request)
	if err := answer.compress(request); err != nil {
		return events.APIGatewayV2HTTPResponse{}, fmt.Errorf("compress the answer: %w", err)
	}
	return answer.response(), nil
}

// requestOf rebuilds the request. Form bodies arrive encoded as base64.
func requestOf(ctx context.Context, event events.APIGatewayV2HTTPRequest) (*http.Request, error) {
	body := []byte(event.Body)
	if event.IsBase64Encoded {
		decoded, err := base64.StdEncoding.DecodeString(event.Body)
		if err != nil {
			return nil, fmt.Errorf("decode the body: %w", err)
		}
		body = decoded
	}
	path := event.RawPath
	if path == "" {
		path = "/"
	}
	address := &url.URL{Path: path, RawQuery: event.RawQueryString}
	request, err := http.NewRequestWithContext(ctx, event.RequestContext.HTTP.Method, address.String(), bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("make the request: %w", err)
	}
	for name, value := range event.Headers {
		request.Header.Set(name, value)
	}
	// API Gateway takes cookies out of the headers.
	if len(event.Cookies) > 0 {
		request.Header.Set("Cookie", strings.Join(event.Cookies, "; "))
	}
	request.Host = request.Header.Get("Host")
	if request.Host == "" {
		request.Host = event.RequestContext.DomainName
	}
	request.RemoteAddr = event.RequestContext.HTTP.SourceIP
	request.RequestURI = address.RequestURI()
	return request, nil
}

// answer gathers what a handler writes.
type answer struct {
	header  http.Header
	status  int
	written bool
	body    bytes.Buffer
}

func (a *answer) Header() http.Header { return a.header }

func (a *answer) WriteHeader(status int) {
	if !a.written {
		a.status, a.written = status, true
	}
}

func (a *answer) Write(b []byte) (int, error) {
	a.written = true
	return a.body.Write(b)
}

// response is what API Gateway expects: cookies by themselves, and the body as
// base64 where it is not text.
func (a *answer) response() events.APIGatewayV2HTTPResponse {
	response := events.APIGatewayV2HTTPResponse{StatusCode: a.status, Headers: map[string]string{}, Cookies: a.header.Values("Set-Cookie")}
	for name, values := range a.header {
		if name != "Set-Cookie" {
			response.Headers[strings.ToLower(name)] = strings.Join(values, ",")
		}
	}
	if utf8.Valid(a.body.Bytes()) {
		response.Body = a.body.String()
		return response
	}
	response.Body, response.IsBase64Encoded = base64.StdEncoding.EncodeToString(a.body.Bytes()), true
	return response
}
