package web

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"
)

// asked sends a request through the gateway to a handler that answers with that type
// and body, and returns the answer with its body as a browser gets it.
func asked(t *testing.T, headers map[string]string, media, body string) (events.APIGatewayV2HTTPResponse, string) {
	t.Helper()
	g := gateway{http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", media)
		w.WriteHeader(http.StatusUnprocessableEntity)
		_, _ = io.WriteString(w, body)
	})}
	event := events.APIGatewayV2HTTPRequest{RawPath: "/", Headers: headers}
	event.RequestContext.HTTP.Method = http.MethodGet
	answer, err := g.handle(t.Context(), event)
	if err != nil || answer.StatusCode != http.StatusUnprocessableEntity {
		t.Fatalf("answered %d, %v", answer.StatusCode, err)
	}
	sent := answer.Body
	if answer.IsBase64Encoded {
		decoded, err := base64.StdEncoding.DecodeString(sent)
		if err != nil {
			t.Fatal(err)
		}
		sent = string(decoded)
	}
	return answer, sent
}

func TestTextIsCompressedForWhomItHelps(t *testing.T) {
	page := strings.Repeat("<p>Siân O’Testcase</p>", 200)
	for name, c := range map[string]struct {
		headers     map[string]string
		media, body string
		compressed  bool
		varies      bool
	}{
		"a browser":                 {map[string]string{"accept-encoding": "gzip, deflate, br"}, "text/html; charset=utf-8", page, true, true},
		"its script":                {map[string]string{"accept-encoding": "gzip", "sec-fetch-site": "same-origin"}, "application/json", page, true, true},
		"by a bookmark":             {map[string]string{"accept-encoding": "gzip", "sec-fetch-site": "none"}, "text/html", page, true, true},
		"does not take it":          {map[string]string{"accept-encoding": "br"}, "text/html", page, false, true},
		"refuses it":                {map[string]string{"accept-encoding": "gzip;q=0, *"}, "text/html", page, false, true},
		"says nothing of it":        {nil, "text/html", page, false, true},
		"led here by another site":  {map[string]string{"accept-encoding": "gzip", "sec-fetch-site": "cross-site"}, "text/html", page, false, true},
		"led here by a sister site": {map[string]string{"accept-encoding": "gzip", "sec-fetch-site": "same-site"}, "text/html", page, false, true},
		"short":                     {map[string]string{"accept-encoding": "gzip"}, "text/html", "short", false, false},
		"no text":                   {map[string]string{"accept-encoding": "gzip"}, "application/octet-stream", page, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			answer, sent := asked(t, c.headers, c.media, c.body)
			if varies := answer.Headers["vary"] == "Accept-Encoding"; varies != c.varies {
				t.Errorf("Vary is %q", answer.Headers["vary"])
			}
			if compressed := answer.Headers["content-encoding"] == "gzip"; compressed != c.compressed {
				t.Errorf("Content-Encoding is %q", answer.Headers["content-encoding"])
			}
			if c.compressed {
				if len(sent) > len(c.body)/10 || !answer.IsBase64Encoded {
					t.Errorf("%d bytes of %d are sent, as base64: %v", len(sent), len(c.body), answer.IsBase64Encoded)
				}
				r, err := gzip.NewReader(bytes.NewReader([]byte(sent)))
				if err != nil {
					t.Fatal(err)
				}
				read, err := io.ReadAll(r)
				if err != nil {
					t.Fatal(err)
				}
				sent = string(read)
			}
			if sent != c.body {
				t.Errorf("the body is %q", sent)
			}
		})
	}
}

// What is no text travels as base64 and arrives as it was.
func TestBytesArriveAsTheyWere(t *testing.T) {
	answer, sent := asked(t, nil, "image/png", "\x89PNG\r\n\xff")
	if !answer.IsBase64Encoded || sent != "\x89PNG\r\n\xff" || answer.Headers["content-encoding"] != "" {
		t.Errorf("%+v", answer)
	}
}
