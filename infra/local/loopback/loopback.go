// Package loopback lets an HTTP client reach handlers in its own process.
//
// A Transport is an http.RoundTripper that names, by URL prefix, the handler
// that answers. Code which takes an *http.Client then talks to a fake server
// without a socket, a port or a wait:
//
//	client := &http.Client{Transport: loopback.Transport{
//		"http://localhost:8080/identity": identityServer,
//		"http://notify.example.org":      notifyServer,
//	}}
//
// The handler sees the whole path, as it would behind a listening server, so
// the same handler can be mounted on a port as well. A handler that aborts
// (panics with http.ErrAbortHandler) gives the client a network error, just as a
// connection closed half-way would.
package loopback

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// Transport maps URL prefixes ("scheme://host" or "scheme://host/base") to the
// handlers that answer for them. The longest prefix that matches wins; a prefix
// matches whole path segments only. It must not be changed while in use.
type Transport map[string]http.Handler

// RoundTrip runs the matching handler and returns what it wrote.
// It returns an error if no prefix matches, if the request's context is already
// done, or if the handler aborts; it never opens a connection.
func (t Transport) RoundTrip(r *http.Request) (*http.Response, error) {
	body := r.Body
	if body == nil {
		body = http.NoBody
	}
	defer body.Close()

	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	handler := t.match(r.URL)
	if handler == nil {
		return nil, fmt.Errorf("loopback: nothing answers for %s://%s%s", r.URL.Scheme, r.URL.Host, r.URL.Path)
	}

	w := &response{header: http.Header{}}
	if err := serve(handler, w, asServer(r, body)); err != nil {
		return nil, err
	}
	// A client that gave up while the handler worked never sees the answer.
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	return w.result(r), nil
}

func (t Transport) match(u *url.URL) http.Handler {
	target := u.Scheme + "://" + u.Host + u.Path
	var found http.Handler
	longest := -1
	for prefix, handler := range t {
		base := strings.TrimSuffix(prefix, "/")
		if target != base && !strings.HasPrefix(target, base+"/") {
			continue
		}
		if len(base) > longest {
			found, longest = handler, len(base)
		}
	}
	return found
}

// asServer makes of a client's request the one that a server would have read.
func asServer(r *http.Request, body io.ReadCloser) *http.Request {
	in := r.Clone(r.Context())
	in.Body = body
	in.RequestURI = r.URL.RequestURI()
	in.RemoteAddr = "127.0.0.1:0"
	in.Proto, in.ProtoMajor, in.ProtoMinor = "HTTP/1.1", 1, 1
	if in.Host == "" {
		in.Host = r.URL.Host
	}
	if in.URL.Path == "" {
		in.URL.Path = "/"
	}
	// A server's request URL holds only what the request line held.
	in.URL.Scheme, in.URL.Host, in.URL.User, in.URL.Fragment = "", "", nil, ""
	return in
}

// serve runs the handler; an abort becomes the error that a client would have
// seen. Any other panic is a fault in the handler and is left to be seen.
func serve(h http.Handler, w *response, r *http.Request) (err error) {
	defer func() {
		switch p := recover(); p {
		case nil:
		case http.ErrAbortHandler:
			err = fmt.Errorf("loopback: connection closed before the answer: %w", io.ErrUnexpectedEOF)
		default:
			panic(p)
		}
	}()
	h.ServeHTTP(w, r)
	return nil
}

// response collects what a handler writes.
type response struct {
	header http.Header
	sent   http.Header // the header as it was when the status was written
	status int
	body   bytes.Buffer
}

func (w *response) Header() http.Header { return w.header }

func (w *response) WriteHeader(status int) {
	if w.status != 0 {
		return
	}
	// An informational response is not the answer, and no client here waits for one.
	if status < 200 {
		return
	}
	w.status = status
	w.sent = w.header.Clone()
}

func (w *response) Write(p []byte) (int, error) {
	if w.status == 0 {
		if w.header.Get("Content-Type") == "" {
			w.header.Set("Content-Type", http.DetectContentType(p))
		}
		w.WriteHeader(http.StatusOK)
	}
	return w.body.Write(p)
}

func (w *response) result(r *http.Request) *http.Response {
	w.WriteHeader(http.StatusOK) // has no effect if a status was written
	body := w.body.Bytes()
	if r.Method == http.MethodHead {
		body = nil
	}
	return &http.Response{
		Status:        fmt.Sprintf("%d %s", w.status, http.StatusText(w.status)),
		StatusCode:    w.status,
		Proto:         "HTTP/1.1",
		ProtoMajor:    1,
		ProtoMinor:    1,
		Header:        w.sent,
		Body:          io.NopCloser(bytes.NewReader(body)),
		ContentLength: int64(len(body)),
		Request:       r,
	}
}
