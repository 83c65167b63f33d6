package stack

import (
	"bytes"
	"io"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"time"
)

// secure stands where TLS ends in front of a server that speaks plain HTTP: it
// says of each call that it came by HTTPS. Without it, a server that checks
// permissions would rightly hold our own policies against us, which let nobody
// reach a queue or the CDK's bucket without TLS. Nothing leaves this machine.
func secure(server string) (address string, proxy *http.Server, err error) {
	target, err := url.Parse(server)
	if err != nil {
		return "", nil, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	proxy = &http.Server{ReadHeaderTimeout: 10 * time.Second, Handler: &httputil.ReverseProxy{
		FlushInterval: -1,
		Rewrite: func(r *httputil.ProxyRequest) {
			// The whole body first: a server that answers before it has read the end of
			// one would have the connection closed under its answer.
			body, _ := io.ReadAll(r.In.Body) // a caller that broke off gets no answer
			r.Out.Body, r.Out.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
			r.SetURL(target)
			r.Out.Host = r.In.Host // it is part of what is signed
			r.Out.Header.Set("X-Forwarded-Proto", "https")
		},
	}}
	go func() { _ = proxy.Serve(listener) }() // ends when it is closed
	_, port, err := net.SplitHostPort(listener.Addr().String())
	return "http://localhost:" + port, proxy, err
}
