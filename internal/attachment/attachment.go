// Package attachment signs the addresses by which a browser sends a file to S3 and
// gets it back. It calls nothing: a signature is made here, and S3 checks it.
// Package bucket beside it, which only what works on files links, reads and
// removes them.
package attachment

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
)

// Options are what a Signer is made from.
type Options struct {
	Config aws.Config
	Bucket string
	Now    func() time.Time
}

// Signer signs for one bucket.
type Signer struct {
	Options
	bucket string // its address, without a slash at the end
}

// New returns the signer. It returns an error if a configured endpoint cannot be
// found out.
func New(ctx context.Context, o Options) (*Signer, error) {
	endpoint, err := endpointOf(ctx, o.Config)
	if err != nil {
		return nil, err
	}
	s := &Signer{Options: o, bucket: "https://" + o.Bucket + ".s3." + o.Config.Region + ".amazonaws.com"}
	if endpoint != "" {
		// Servers other than AWS have no host name for each bucket.
		s.bucket = strings.TrimSuffix(endpoint, "/") + "/" + o.Bucket
	}
	return s, nil
}

// endpointOf returns the endpoint that S3 is configured to have, or "".
func endpointOf(ctx context.Context, cfg aws.Config) (string, error) {
	for _, source := range cfg.ConfigSources {
		if known, ok := source.(interface {
			GetServiceBaseEndpoint(context.Context, string) (string, bool, error)
		}); ok {
			endpoint, found, err := known.GetServiceBaseEndpoint(ctx, "S3")
			if err != nil {
				return "", fmt.Errorf("the endpoint of S3: %w", err)
			}
			if found {
				return endpoint, nil
			}
		}
	}
	return aws.ToString(cfg.BaseEndpoint), nil
}

// Origin returns where forms with files are sent, as a content security policy
// names it.
func (s *Signer) Origin() string {
	address, err := url.Parse(s.bucket)
	if err != nil {
		return ""
	}
	return address.Scheme + "://" + address.Host
}

// Form is what a browser sends a file with: a form of multipart/form-data with
// these fields first and the field "file" last.
type Form struct {
	Action string
	Fields []Field
}

// Field is a hidden field of the form.
type Field struct{ Name, Value string }

// uploadFor is how long a form may be sent after its page was shown.
const uploadFor = time.Hour

// Upload returns the form that puts one file of at most that many bytes under the
// key, and leads the browser back when it is there.
func (s *Signer) Upload(ctx context.Context, key string, most int64, back string) (Form, error) {
	who, err := s.Config.Credentials.Retrieve(ctx)
	if err != nil {
		return Form{}, fmt.Errorf("credentials to sign with: %w", err)
	}
	now := s.Now().UTC()
	scope := strings.Join([]string{now.Format("20060102"), s.Config.Region, "s3", "aws4_request"}, "/")
	form := Form{Action: s.bucket + "/", Fields: []Field{
		{"key", key}, {"success_action_redirect", back},
		{"x-amz-algorithm", "AWS4-HMAC-SHA256"}, {"x-amz-credential", who.AccessKeyID + "/" + scope}, {"x-amz-date", now.Format("20060102T150405Z")},
	}}
	if who.SessionToken != "" {
		form.Fields = append(form.Fields, Field{"x-amz-security-token", who.SessionToken})
	}
	conditions := []any{map[string]string{"bucket": s.Bucket}, []any{"content-length-range", 1, most}}
	for _, f := range form.Fields {
		conditions = append(conditions, map[string]string{f.Name: f.Value})
	}
	document, err := json.Marshal(map[string]any{"expiration": now.Add(uploadFor).Format(time.RFC3339), "conditions": conditions})
	if err != nil {
		return Form{}, fmt.Errorf("policy of an upload: %w", err)
	}
	policy := base64.StdEncoding.EncodeToString(document)
	form.Fields = append(form.Fields, Field{"policy", policy}, Field{"x-amz-signature", sign(who.SecretAccessKey, scope, policy)})
	return form, nil
}

// sign signs a text with the key that AWS derives for a scope (Signature Version 4).
func sign(secret, scope, text string) string {
	key := []byte("AWS4" + secret)
	for _, part := range append(strings.Split(scope, "/"), text) {
		hash := hmac.New(sha256.New, key)
		hash.Write([]byte(part))
		key = hash.Sum(nil)
	}
	return hex.EncodeToString(key)
}

// downloadFor is how long an address can be used to get a file.
const downloadFor = time.Minute

// Download returns an address at which the file can be had for a minute. It is saved
// under that name and never shown inside a page, whatever it is.
func (s *Signer) Download(ctx context.Context, key, name string) (string, error) {
	who, err := s.Config.Credentials.Retrieve(ctx)
	if err != nil {
		return "", fmt.Errorf("credentials to sign with: %w", err)
	}
	query := url.Values{
		"X-Amz-Expires": {fmt.Sprint(int(downloadFor.Seconds()))}, "response-content-disposition": {`attachment; filename="` + name + `"`},
		"response-content-type": {"application/octet-stream"},
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, s.bucket+"/"+key+"?"+query.Encode(), nil)
	if err != nil {
		return "", fmt.Errorf("address of a file: %w", err)
	}
	signer := v4.NewSigner(func(o *v4.SignerOptions) { o.DisableURIPathEscaping = true })
	address, _, err := signer.PresignHTTP(ctx, who, request, "UNSIGNED-PAYLOAD", "s3", s.Config.Region, s.Now())
	if err != nil {
		return "", fmt.Errorf("sign the address of a file: %w", err)
	}
	return address, nil
}
