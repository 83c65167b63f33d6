// Package bucket reads, keeps and removes the files that were attached.
package bucket

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go"
)

// ErrNoFile says that the file that is meant is not there: none is, or it was
// replaced by another.
var ErrNoFile = errors.New("no such file")

// Bucket is where the files are.
type Bucket struct {
	client *s3.Client
	name   string
}

// New returns the bucket of that name.
func New(cfg aws.Config, name string) *Bucket {
	return &Bucket{name: name, client: s3.NewFromConfig(cfg, func(o *s3.Options) {
		// Servers other than AWS have no host name for each bucket.
		o.UsePathStyle = o.BaseEndpoint != nil
	})}
}

// File is a file as it was looked at: what is put in its place later is another.
type File struct {
	Key, ETag string
}

// telling is how many bytes tell what a file is (WHATWG MIME Sniffing, section 7).
const telling = 512

// Media returns the media type that the first bytes of a file tell, whatever it is
// called, or ErrNoFile.
func (b *Bucket) Media(ctx context.Context, f File) (string, error) {
	answer, err := b.client.GetObject(ctx, &s3.GetObjectInput{
		Bucket: &b.name, Key: &f.Key, IfMatch: &f.ETag, Range: aws.String(fmt.Sprintf("bytes=0-%d", telling-1)),
	})
	if err != nil {
		return "", missing(err, "read a file")
	}
	defer func() { _ = answer.Body.Close() }()
	first, err := io.ReadAll(io.LimitReader(answer.Body, telling))
	if err != nil {
		return "", fmt.Errorf("read a file: %w", err)
	}
	return http.DetectContentType(first), nil
}

// Keep copies a file to another key, or returns ErrNoFile.
func (b *Bucket) Keep(ctx context.Context, f File, to string) error {
	_, err := b.client.CopyObject(ctx, &s3.CopyObjectInput{
		Bucket: &b.name, Key: &to, CopySource: aws.String(b.name + "/" + f.Key), CopySourceIfMatch: &f.ETag,
	})
	return missing(err, "keep a file")
}

// Remove deletes what is under a key. What is not there is removed.
func (b *Bucket) Remove(ctx context.Context, key string) error {
	if _, err := b.client.DeleteObject(ctx, &s3.DeleteObjectInput{Bucket: &b.name, Key: &key}); err != nil {
		return fmt.Errorf("delete a file: %w", err)
	}
	return nil
}

// missing returns ErrNoFile for an answer that says so, and any other error with
// what was being done.
func missing(err error, doing string) error {
	var answered smithy.APIError
	if errors.As(err, &answered) && (answered.ErrorCode() == "NoSuchKey" || answered.ErrorCode() == "PreconditionFailed") {
		return ErrNoFile
	}
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}
