package s3

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"sort"
	"strconv"
	"strings"
	"time"
)

// Signatures are AWS's version 4. Only what a browser brings is checked: a
// presigned address and a posted policy. What an SDK signs in a header is not.

const (
	algorithm  = "AWS4-HMAC-SHA256"
	instant    = "20060102T150405Z"
	longestURL = 7 * 24 * time.Hour
)

func presigned(r Request) bool { return r.Query.Has("X-Amz-Signature") }

// checkSignature returns the refusal of a presigned address, or nil.
func (s *Service) checkSignature(r Request) *Answer {
	no := func(status int, code, message string) *Answer {
		refused := refuse(status, code, message)
		return &refused
	}
	signed, err := time.Parse(instant, r.Query.Get("X-Amz-Date"))
	seconds, numberErr := strconv.Atoi(r.Query.Get("X-Amz-Expires"))
	life := time.Duration(seconds) * time.Second
	if err != nil || numberErr != nil || r.Query.Get("X-Amz-Algorithm") != algorithm || life <= 0 || life > longestURL {
		return no(http.StatusBadRequest, "AuthorizationQueryParametersError", "Query-string authentication version 4 requires valid X-Amz-Algorithm, X-Amz-Date and X-Amz-Expires parameters.")
	}
	if s.Clock().After(signed.Add(life)) {
		return no(http.StatusForbidden, "AccessDenied", "Request has expired")
	}
	credential := strings.Split(r.Query.Get("X-Amz-Credential"), "/")
	if len(credential) != 5 || credential[2] != s.Region || credential[3] != "s3" {
		return no(http.StatusBadRequest, "AuthorizationQueryParametersError", "Error parsing the X-Amz-Credential parameter.")
	}
	request := r.canonical()
	sum := sha256.Sum256([]byte(request))
	scope := strings.Join(credential[1:], "/")
	text := strings.Join([]string{algorithm, r.Query.Get("X-Amz-Date"), scope, hex.EncodeToString(sum[:])}, "\n")
	if !hmac.Equal([]byte(s.signature(signed, text)), []byte(r.Query.Get("X-Amz-Signature"))) {
		return no(http.StatusForbidden, "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided. Check your key and signing method.")
	}
	return nil
}

// canonical is the request as it is signed.
func (r Request) canonical() string {
	var query []string
	for name, values := range r.Query {
		if name == "X-Amz-Signature" {
			continue
		}
		for _, value := range values {
			query = append(query, escape(name)+"="+escape(value))
		}
	}
	sort.Strings(query)
	names := strings.Split(r.Query.Get("X-Amz-SignedHeaders"), ";")
	var headers strings.Builder
	for _, name := range names {
		value := strings.TrimSpace(r.Header.Get(name))
		if name == "host" {
			value = r.Host
		}
		headers.WriteString(name + ":" + value + "\n")
	}
	segments := strings.Split(r.Path, "/")
	for i := range segments {
		segments[i] = escape(segments[i])
	}
	return strings.Join([]string{r.Method, strings.Join(segments, "/"), strings.Join(query, "&"), headers.String(), strings.Join(names, ";"), "UNSIGNED-PAYLOAD"}, "\n")
}

// escape is percent encoding as signatures want it.
func escape(text string) string { return strings.ReplaceAll(url.QueryEscape(text), "+", "%20") }

// signature signs a text with the key of that day.
func (s *Service) signature(day time.Time, text string) string {
	key := []byte("AWS4" + s.Secret)
	for _, part := range []string{day.Format("20060102"), s.Region, "s3", "aws4_request"} {
		key = mac(key, part)
	}
	return hex.EncodeToString(mac(key, text))
}

func mac(key []byte, text string) []byte {
	hash := hmac.New(sha256.New, key)
	hash.Write([]byte(text))
	return hash.Sum(nil)
}
