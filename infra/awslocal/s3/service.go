// Package s3 is the double's Amazon S3, as far as attachments need it: a bucket
// takes what a browser posts to it under a signed policy, and gives and removes
// objects. It is a plain state machine without locks, and speaks S3's own
// protocol: paths, headers and XML.
//
// Only path-style addresses are understood: /<bucket>/<key>.
package s3

import (
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"assistive-referrals/infra/awslocal/wire"
)

const (
	bucketBucket = "s3/bucket"
	objectBucket = "s3/object"
)

// Options is what a Service is made of; every field is needed.
type Options struct {
	Clock   wire.Clock
	Journal wire.Journal
	Region  string
	// Secret is the secret access key that signatures are made with.
	Secret string
}

// Service holds the buckets.
type Service struct {
	Options
	buckets map[string]map[string]*object
	// created lists what was put since it was last asked for.
	created []Created
}

type object struct {
	Body     []byte
	Type     string
	ETag     string // without quotation marks
	Modified time.Time
}

// Created is an object that was put.
type Created struct {
	Bucket, Key, ETag string
	Body              []byte
}

// Request is one request to S3.
type Request struct {
	Method string
	Host   string
	Path   string // as it was signed, with whatever prefix the endpoint has
	Bucket string
	Key    string
	Query  url.Values
	Header http.Header
	Body   []byte
}

// Answer is what S3 answers.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
}

// New returns a service without buckets.
func New(options Options) *Service {
	return &Service{Options: options, buckets: map[string]map[string]*object{}}
}

// Restore rebuilds the buckets from the journal.
func (s *Service) Restore() error {
	if err := s.Journal.Each(bucketBucket, func(name string, _ []byte) error {
		s.buckets[name] = map[string]*object{}
		return nil
	}); err != nil {
		return err
	}
	return s.Journal.Each(objectBucket, func(path string, value []byte) error {
		name, key, _ := strings.Cut(path, "/")
		kept := &object{}
		if err := json.Unmarshal(value, kept); err != nil {
			return fmt.Errorf("s3: %s: %w", path, err)
		}
		s.buckets[name][key] = kept
		return nil
	})
}

// Operation returns what S3 calls a request.
func Operation(r Request) string {
	switch {
	case r.Method == http.MethodPut && r.Key == "":
		return "CreateBucket"
	case r.Method == http.MethodPut && r.Header.Get("X-Amz-Copy-Source") != "":
		return "CopyObject"
	case r.Method == http.MethodPost && r.Key == "":
		return "PostObject"
	case r.Method == http.MethodGet && r.Key != "":
		return "GetObject"
	case r.Method == http.MethodDelete && r.Key != "":
		return "DeleteObject"
	}
	return r.Method + " " + r.Path
}

// Call answers a request. An operation that is not emulated is refused with
// wire.NotEmulated; every other refusal is an answer.
func (s *Service) Call(r Request) (Answer, error) {
	for name := range r.Query {
		if !understood(name) {
			return Answer{}, wire.NotEmulated("S3", Operation(r)+"?"+name)
		}
	}
	if presigned(r) {
		if refused := s.checkSignature(r); refused != nil {
			return *refused, nil
		}
	}
	switch Operation(r) {
	case "CreateBucket":
		return s.createBucket(r)
	case "CopyObject":
		return s.copy(r)
	case "PostObject":
		return s.post(r)
	case "GetObject":
		return s.get(r)
	case "DeleteObject":
		return s.delete(r)
	}
	return Answer{}, wire.NotEmulated("S3", Operation(r))
}

// understood tells whether a parameter of the query is one that is heeded, or one
// that only names the operation.
func understood(name string) bool {
	switch strings.ToLower(name) {
	case "x-id", "response-content-disposition", "response-content-type",
		"x-amz-algorithm", "x-amz-credential", "x-amz-date", "x-amz-expires", "x-amz-signedheaders", "x-amz-signature", "x-amz-security-token":
		return true
	}
	return false
}

// Created returns what was put since it was last asked.
func (s *Service) Created() []Created {
	created := s.created
	s.created = nil
	return created
}

var bucketName = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$`)

func (s *Service) createBucket(r Request) (Answer, error) {
	if !bucketName.MatchString(r.Bucket) {
		return refuse(http.StatusBadRequest, "InvalidBucketName", "The specified bucket is not valid."), nil
	}
	if !strings.Contains(string(r.Body), "<LocationConstraint>"+s.Region+"</LocationConstraint>") {
		return refuse(http.StatusBadRequest, "IllegalLocationConstraintException",
			"The unspecified location constraint is incompatible for the region specific endpoint this request was sent to."), nil
	}
	if s.buckets[r.Bucket] != nil {
		return refuse(http.StatusConflict, "BucketAlreadyOwnedByYou", "Your previous request to create the named bucket succeeded and you already own it."), nil
	}
	s.buckets[r.Bucket] = map[string]*object{}
	s.Journal.Put(bucketBucket, r.Bucket, []byte("{}"))
	return Answer{Status: http.StatusOK, Header: http.Header{"Location": {"/" + r.Bucket}}}, nil
}

// put keeps an object, in the place of an earlier one.
func (s *Service) put(bucket, key, contentType string, body []byte) (*object, error) {
	sum := md5.Sum(body)
	made := &object{Body: body, Type: contentType, ETag: hex.EncodeToString(sum[:]), Modified: s.Clock()}
	value, err := json.Marshal(made)
	if err != nil {
		return nil, fmt.Errorf("s3: %w", err)
	}
	s.buckets[bucket][key] = made
	s.Journal.Put(objectBucket, bucket+"/"+key, value)
	s.created = append(s.created, Created{Bucket: bucket, Key: key, ETag: made.ETag, Body: body})
	return made, nil
}

func (s *Service) delete(r Request) (Answer, error) {
	objects := s.buckets[r.Bucket]
	if objects == nil {
		return noSuchBucket(), nil
	}
	if objects[r.Key] != nil {
		delete(objects, r.Key)
		s.Journal.Delete(objectBucket, r.Bucket+"/"+r.Key)
	}
	return Answer{Status: http.StatusNoContent, Header: http.Header{}}, nil
}

func noSuchBucket() Answer {
	return refuse(http.StatusNotFound, "NoSuchBucket", "The specified bucket does not exist")
}

// refuse is S3's error document.
func refuse(status int, code, message string) Answer {
	var text strings.Builder
	text.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n<Error><Code>")
	text.WriteString(escaped(code))
	text.WriteString("</Code><Message>")
	text.WriteString(escaped(message))
	text.WriteString("</Message></Error>")
	return Answer{Status: status, Header: http.Header{"Content-Type": {"application/xml"}}, Body: []byte(text.String())}
}

func escaped(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(text)
}
