package local

import (
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"strings"

	"github.com/aws/aws-lambda-go/events"

	"assistive-referrals/infra/awslocal"
)

// gateway does what API Gateway's HTTP API does: it makes an event of a request,
// invokes the web function with it, and makes an answer of what comes back.
type gateway struct{ cloud *awslocal.Cloud }

// maxPayload is the largest body that API Gateway takes.
const maxPayload = 10 << 20

func (g gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxPayload))
	if err != nil {
		http.Error(w, `{"message":"Request Entity Too Large"}`, http.StatusRequestEntityTooLarge)
		return
	}
	payload, err := json.Marshal(eventOf(r, body))
	if err != nil {
		g.broken(w)
		return
	}
	result, functionError, err := g.cloud.Invoke(r.Context(), "web", payload)
	if err != nil || functionError != nil {
		g.broken(w)
		return
	}
	var answer events.APIGatewayV2HTTPResponse
	if err := json.Unmarshal(result, &answer); err != nil {
		g.broken(w)
		return
	}
	content := []byte(answer.Body)
	if answer.IsBase64Encoded {
		if content, err = base64.StdEncoding.DecodeString(answer.Body); err != nil {
			g.broken(w)
			return
		}
	}
	for name, value := range answer.Headers {
		w.Header().Set(name, value)
	}
	for _, cookie := range answer.Cookies {
		w.Header().Add("Set-Cookie", cookie)
	}
	w.WriteHeader(answer.StatusCode)
	_, _ = w.Write(content)
}

// broken is what API Gateway answers when the function failed.
func (g gateway) broken(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusInternalServerError)
	_, _ = io.WriteString(w, `{"message":"Internal Server Error"}`)
}

// eventOf is payload format 2.0: header names in lower case, cookies apart, and
// every body that is not plain text or JSON as base64.
func eventOf(r *http.Request, body []byte) events.APIGatewayV2HTTPRequest {
	event := events.APIGatewayV2HTTPRequest{
		Version: "2.0", RouteKey: "$default", RawPath: r.URL.Path, RawQueryString: r.URL.RawQuery, Headers: map[string]string{"host": r.Host},
	}
	for name, values := range r.Header {
		if name == "Cookie" {
			for _, value := range values {
				event.Cookies = append(event.Cookies, strings.Split(value, "; ")...)
			}
			continue
		}
		event.Headers[strings.ToLower(name)] = strings.Join(values, ",")
	}
	event.RequestContext.HTTP = events.APIGatewayV2HTTPRequestContextHTTPDescription{
		Method: r.Method, Path: r.URL.Path, Protocol: r.Proto, SourceIP: "127.0.0.1", UserAgent: r.UserAgent(),
	}
	event.RequestContext.Stage = "$default"
	event.RequestContext.DomainName = r.Host
	if len(body) > 0 {
		event.Body, event.IsBase64Encoded = base64.StdEncoding.EncodeToString(body), true
	}
	return event
}

// isAWS tells a request of an AWS client from one of a browser.
func isAWS(r *http.Request) bool {
	return r.Header.Get("X-Amz-Target") != "" || strings.HasPrefix(r.Header.Get("Authorization"), "AWS4-HMAC-SHA256")
}
