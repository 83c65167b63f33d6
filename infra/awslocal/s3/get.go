package s3

import (
	"net/http"
	"strconv"
	"strings"
)

func (s *Service) get(r Request) (Answer, error) {
	objects := s.buckets[r.Bucket]
	if objects == nil {
		return noSuchBucket(), nil
	}
	found := objects[r.Key]
	if found == nil {
		// With permission to list, which whoever owns the account has.
		return refuse(http.StatusNotFound, "NoSuchKey", "The specified key does not exist."), nil
	}
	if !matches(found, r.Header.Get("If-Match")) {
		return preconditionFailed(), nil
	}
	answer := Answer{Status: http.StatusOK, Body: found.Body, Header: http.Header{
		"Content-Type": {found.Type}, "Etag": {`"` + found.ETag + `"`}, "Accept-Ranges": {"bytes"},
		"Last-Modified": {found.Modified.UTC().Format(http.TimeFormat)},
	}}
	for name, header := range map[string]string{"response-content-type": "Content-Type", "response-content-disposition": "Content-Disposition"} {
		if value := r.Query.Get(name); value != "" {
			answer.Header.Set(header, value)
		}
	}
	if asked := r.Header.Get("Range"); asked != "" {
		return ranged(answer, asked), nil
	}
	return answer, nil
}

// ranged cuts an answer to the bytes that were asked for. What is not a range of
// the form bytes=first-last is ignored, as HTTP wants it.
func ranged(whole Answer, asked string) Answer {
	first, last, found := strings.Cut(strings.TrimPrefix(asked, "bytes="), "-")
	from, err := strconv.Atoi(first)
	if !found || err != nil || !strings.HasPrefix(asked, "bytes=") {
		return whole
	}
	size := len(whole.Body)
	to := size - 1
	if last != "" {
		if to, err = strconv.Atoi(last); err != nil {
			return whole
		}
		to = min(to, size-1)
	}
	if from >= size || to < from {
		return refuse(http.StatusRequestedRangeNotSatisfiable, "InvalidRange", "The requested range is not satisfiable")
	}
	part := whole
	part.Status, part.Body = http.StatusPartialContent, whole.Body[from:to+1]
	part.Header = whole.Header.Clone()
	part.Header.Set("Content-Range", "bytes "+strconv.Itoa(from)+"-"+strconv.Itoa(to)+"/"+strconv.Itoa(size))
	return part
}
