package s3

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// copy puts an object that is there already under another key.
func (s *Service) copy(r Request) (Answer, error) {
	source, err := url.PathUnescape(strings.TrimPrefix(r.Header.Get("X-Amz-Copy-Source"), "/"))
	if err != nil {
		return refuse(http.StatusBadRequest, "InvalidArgument", "Copy Source must mention the source bucket and key: sourcebucket/sourcekey"), nil
	}
	bucket, key, _ := strings.Cut(source, "/")
	if s.buckets[bucket] == nil || s.buckets[r.Bucket] == nil {
		return noSuchBucket(), nil
	}
	found := s.buckets[bucket][key]
	if found == nil {
		return refuse(http.StatusNotFound, "NoSuchKey", "The specified key does not exist."), nil
	}
	if !matches(found, r.Header.Get("X-Amz-Copy-Source-If-Match")) {
		return preconditionFailed(), nil
	}
	if bucket == r.Bucket && key == r.Key {
		return refuse(http.StatusBadRequest, "InvalidRequest", "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes."), nil
	}
	made, err := s.put(r.Bucket, r.Key, found.Type, found.Body)
	if err != nil {
		return Answer{}, err
	}
	body := fmt.Sprintf(`<?xml version="1.0" encoding="UTF-8"?>`+"\n"+`<CopyObjectResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><LastModified>%s</LastModified><ETag>"%s"</ETag></CopyObjectResult>`,
		made.Modified.UTC().Format(time.RFC3339), made.ETag)
	return Answer{Status: http.StatusOK, Header: http.Header{"Content-Type": {"application/xml"}}, Body: []byte(body)}, nil
}

// matches tells whether an object is the one that a condition names; no condition
// names any.
func matches(found *object, condition string) bool {
	return condition == "" || condition == "*" || strings.Trim(condition, `"`) == found.ETag
}

func preconditionFailed() Answer {
	return refuse(http.StatusPreconditionFailed, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold")
}
