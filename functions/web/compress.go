package web

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"strings"

	"assistive-referrals/internal/web/govuk"
)

// smallest is the length, in bytes, from which an answer is compressed: less travels
// in one packet either way.
const smallest = 1024

// compress shortens what the answer holds if it is text and the browser takes gzip,
// because API Gateway's HTTP APIs compress nothing. Where another site led here the
// answer stays as it is: how long a compressed page is tells something of what it
// holds, to whoever chooses a part of its address and watches the line.
func (a *answer) compress(r *http.Request) error {
	if !isText(a.header.Get("Content-Type")) || a.header.Get("Content-Encoding") != "" || a.body.Len() < smallest {
		return nil
	}
	if a.header.Get("Vary") == "" {
		a.header.Set("Vary", "Accept-Encoding")
	}
	if !govuk.TakesGzip(r.Header.Get("Accept-Encoding")) || fromElsewhere(r) {
		return nil
	}
	var short bytes.Buffer
	w := gzip.NewWriter(&short)
	if _, err := w.Write(a.body.Bytes()); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	a.body = short
	a.header.Set("Content-Encoding", "gzip")
	a.header.Del("Content-Length")
	return nil
}

func fromElsewhere(r *http.Request) bool {
	site := r.Header.Get("Sec-Fetch-Site")
	return site == "cross-site" || site == "same-site"
}

func isText(media string) bool {
	media, _, _ = strings.Cut(media, ";")
	return strings.HasPrefix(media, "text/") || media == "application/json" || media == "image/svg+xml"
}
