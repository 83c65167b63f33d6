package s3

import (
	"bytes"
	"crypto/hmac"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"time"

	"assistive-referrals/infra/awslocal/wire"
)

// form is what a browser posted: its fields, and the file, which comes last.
type form struct {
	fields map[string]string // names in lower case, as S3 compares them
	file   []byte
	found  bool
}

// post takes an object from a browser's form under a signed policy.
func (s *Service) post(r Request) (Answer, error) {
	objects := s.buckets[r.Bucket]
	if objects == nil {
		return noSuchBucket(), nil
	}
	sent, err := readForm(r)
	if err != nil {
		return refuse(http.StatusBadRequest, "MalformedPOSTRequest", "The body of your POST request is not well-formed multipart/form-data."), nil
	}
	if !sent.found {
		return refuse(http.StatusBadRequest, "InvalidArgument", "POST requires exactly one file upload per request."), nil
	}
	sent.fields["bucket"] = r.Bucket
	refused, err := s.checkPolicy(sent)
	if err != nil {
		return Answer{}, err
	}
	if refused != nil {
		return *refused, nil
	}
	contentType := sent.fields["content-type"]
	if contentType == "" {
		contentType = "binary/octet-stream"
	}
	made, err := s.put(r.Bucket, sent.fields["key"], contentType, sent.file)
	if err != nil {
		return Answer{}, err
	}
	answer := Answer{Status: http.StatusNoContent, Header: http.Header{"Etag": {`"` + made.ETag + `"`}}}
	if to, err := url.Parse(sent.fields["success_action_redirect"]); err == nil && to.Host != "" {
		query := to.Query()
		query.Set("bucket", r.Bucket)
		query.Set("key", sent.fields["key"])
		query.Set("etag", `"`+made.ETag+`"`)
		to.RawQuery = query.Encode()
		answer.Status = http.StatusSeeOther
		answer.Header.Set("Location", to.String())
	}
	return answer, nil
}

func readForm(r Request) (form, error) {
	sent := form{fields: map[string]string{}}
	_, parameters, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return sent, err
	}
	reader := multipart.NewReader(bytes.NewReader(r.Body), parameters["boundary"])
	for {
		part, err := reader.NextPart()
		if errors.Is(err, io.EOF) {
			return sent, nil
		}
		if err != nil {
			return sent, err
		}
		content, err := io.ReadAll(part)
		if err != nil {
			return sent, err
		}
		if strings.ToLower(part.FormName()) == "file" {
			// What follows the file is ignored.
			sent.file, sent.found = content, true
			return sent, nil
		}
		sent.fields[strings.ToLower(part.FormName())] = string(content)
	}
}

// checkPolicy returns the refusal of a form that its policy does not allow, or
// nil. An error is a condition that is not emulated.
func (s *Service) checkPolicy(sent form) (*Answer, error) {
	no := func(status int, code, message string) (*Answer, error) {
		refused := refuse(status, code, message)
		return &refused, nil
	}
	if sent.fields["policy"] == "" {
		return no(http.StatusForbidden, "AccessDenied", "Access Denied")
	}
	signed, err := time.Parse(instant, sent.fields["x-amz-date"])
	if err != nil || sent.fields["x-amz-algorithm"] != algorithm {
		return no(http.StatusBadRequest, "InvalidArgument", "Authorization query parameters are not valid.")
	}
	if !hmac.Equal([]byte(s.signature(signed, sent.fields["policy"])), []byte(sent.fields["x-amz-signature"])) {
		return no(http.StatusForbidden, "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided. Check your key and signing method.")
	}
	document, err := base64.StdEncoding.DecodeString(sent.fields["policy"])
	var policy struct {
		Expiration time.Time         `json:"expiration"`
		Conditions []json.RawMessage `json:"conditions"`
	}
	if err != nil || json.Unmarshal(document, &policy) != nil {
		return no(http.StatusBadRequest, "InvalidPolicyDocument", "Invalid Policy: Invalid JSON.")
	}
	if s.Clock().After(policy.Expiration) {
		return no(http.StatusForbidden, "AccessDenied", "Invalid according to Policy: Policy expired.")
	}
	allowed := map[string]bool{}
	for _, raw := range policy.Conditions {
		condition, err := readCondition(raw)
		if err != nil {
			return nil, err
		}
		allowed[condition.field] = true
		if refused := condition.refusal(sent, string(raw)); refused != nil {
			return refused, nil
		}
	}
	for name := range sent.fields {
		switch {
		case allowed[name], name == "policy", name == "x-amz-signature", name == "bucket", strings.HasPrefix(name, "x-ignore-"):
		default:
			return no(http.StatusForbidden, "AccessDenied", "Invalid according to Policy: Extra input fields: "+name)
		}
	}
	return nil, nil
}

// condition is one of a policy's: that a field is a text, or begins with it, or
// that the file is of a size.
type condition struct {
	how, field, value string
	least, most       int64
}

func readCondition(raw json.RawMessage) (condition, error) {
	var exact map[string]string
	if json.Unmarshal(raw, &exact) == nil && len(exact) == 1 {
		for name, value := range exact {
			return condition{how: "eq", field: strings.ToLower(name), value: value}, nil
		}
	}
	var size struct {
		how         string
		least, most int64
	}
	if json.Unmarshal(raw, &[]any{&size.how, &size.least, &size.most}) == nil && size.how == "content-length-range" {
		return condition{how: size.how, least: size.least, most: size.most}, nil
	}
	var three [3]string
	if json.Unmarshal(raw, &three) == nil && (three[0] == "eq" || three[0] == "starts-with") {
		return condition{how: three[0], field: strings.ToLower(strings.TrimPrefix(three[1], "$")), value: three[2]}, nil
	}
	return condition{}, wire.NotEmulated("S3", "PostObject.policy condition "+string(raw))
}

func (c condition) refusal(sent form, raw string) *Answer {
	failed := refuse(http.StatusForbidden, "AccessDenied", fmt.Sprintf("Invalid according to Policy: Policy Condition failed: %s", raw))
	switch c.how {
	case "content-length-range":
		switch size := int64(len(sent.file)); {
		case size > c.most:
			failed = refuse(http.StatusBadRequest, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size")
		case size < c.least:
			failed = refuse(http.StatusBadRequest, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size")
		default:
			return nil
		}
	case "eq":
		if sent.fields[c.field] == c.value {
			return nil
		}
	case "starts-with":
		if strings.HasPrefix(sent.fields[c.field], c.value) {
			return nil
		}
	}
	return &failed
}
