// Package scan is told what the scanner found of a file that somebody attached
// (GuardDuty's Malware Protection for S3, through EventBridge). What is clean and of
// a type that is taken is kept where no browser can replace it; everything else is
// deleted. Either way the attachment says what became of it.
package scan

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"assistive-referrals/internal/attachment/bucket"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/host"
	"assistive-referrals/internal/referral"
)

// Config is what the function is told.
type Config struct {
	Table       string `env:"TABLE"`
	Attachments string `env:"ATTACHMENTS"`
}

// New makes the function.
func New(_ context.Context, h host.Host, c Config) (lambda.Handler, error) {
	s := scan{
		Host: h, store: casestore.New(casestore.Options{Config: h.AWS, Table: c.Table, Now: h.Now, Rules: h.Rules}),
		bucket: bucket.New(h.AWS, c.Attachments), name: c.Attachments,
	}
	return lambda.NewHandler(s.handle), nil
}

type scan struct {
	host.Host
	store  *casestore.Store
	bucket *bucket.Bucket
	name   string
}

// result is what we read of the event "GuardDuty Malware Protection Object Scan
// Result", schema 1.0.
type result struct {
	S3ObjectDetails struct {
		BucketName string `json:"bucketName"`
		ObjectKey  string `json:"objectKey"`
		ETag       string `json:"eTag"`
	} `json:"s3ObjectDetails"`
	ScanResultDetails struct {
		ScanResultStatus string `json:"scanResultStatus"`
	} `json:"scanResultDetails"`
}

// Scanned says what became of a file.
type Scanned struct {
	State referral.AttachmentState `json:"state"` // "" where nothing was expected
}

// handle may be told of a file twice, or of one that was replaced meanwhile.
func (s scan) handle(ctx context.Context, event events.EventBridgeEvent) (Scanned, error) {
	var found result
	if err := json.Unmarshal(event.Detail, &found); err != nil {
		return Scanned{}, fmt.Errorf("read the scanner's result: %w", err)
	}
	file := bucket.File{Key: found.S3ObjectDetails.ObjectKey, ETag: found.S3ObjectDetails.ETag}
	draft, id, ours := casestore.ParseIncoming(file.Key)
	if found.S3ObjectDetails.BucketName != s.name || !ours {
		s.Log.Warn("the scanner told of a file that is not ours")
		return Scanned{}, nil
	}
	a, err := s.store.Attachment(ctx, draft, id)
	if err != nil && !casestore.IsNotFound(err) {
		return Scanned{}, err
	}
	if err != nil || a.State != referral.AttachmentExpected || a.Removed != nil {
		return Scanned{}, s.bucket.Remove(ctx, file.Key)
	}
	state, media, err := s.judge(ctx, file, found.ScanResultDetails.ScanResultStatus, a)
	if errors.Is(err, bucket.ErrNoFile) {
		// Another was put in its place, of which the scanner tells next.
		return Scanned{}, nil
	}
	if err != nil {
		return Scanned{}, err
	}
	if err := s.store.RecordScan(ctx, draft, id, state, media); err != nil {
		return Scanned{}, err
	}
	return Scanned{state}, s.bucket.Remove(ctx, file.Key)
}

// judge keeps what may be kept, and returns what becomes of the file.
func (s scan) judge(ctx context.Context, file bucket.File, verdict string, a casestore.Attachment) (referral.AttachmentState, string, error) {
	switch verdict {
	case "NO_THREATS_FOUND":
	case "THREATS_FOUND":
		return referral.AttachmentThreat, "", nil
	default: // UNSUPPORTED, ACCESS_DENIED, FAILED
		s.Log.Warn("a file could not be scanned", "result", verdict)
		return referral.AttachmentUnchecked, "", nil
	}
	media, err := s.bucket.Media(ctx, file)
	if err != nil {
		return "", "", err
	}
	if !slices.Contains(referral.AttachmentTypes(), media) {
		return referral.AttachmentWrongType, media, nil
	}
	return referral.AttachmentClean, media, s.bucket.Keep(ctx, file, a.Kept())
}
