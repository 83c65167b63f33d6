package awslocal_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"assistive-referrals/infra/awslocal"
	"assistive-referrals/internal/attachment"
	"assistive-referrals/internal/attachment/bucket"
)

// shelf is a cloud with a bucket, and what works on it.
type shelf struct {
	t      *testing.T
	cloud  *awslocal.Cloud
	now    time.Time
	signer *attachment.Signer
	bucket *bucket.Bucket
	path   string
}

const shelfAddress = "http://localhost:8080/s3"

func newShelf(t *testing.T, path string) *shelf {
	t.Helper()
	s := &shelf{t: t, now: time.Date(2026, 11, 16, 10, 0, 0, 0, time.UTC), path: path}
	var err error
	s.cloud, err = awslocal.New(awslocal.Options{Path: path, S3Endpoint: shelfAddress, Now: func() time.Time { return s.now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.cloud.Close() })
	_, err = s3.NewFromConfig(s.cloud.Config(), func(o *s3.Options) { o.UsePathStyle = true }).CreateBucket(t.Context(), &s3.CreateBucketInput{
		Bucket: aws.String("files"), CreateBucketConfiguration: &types.CreateBucketConfiguration{LocationConstraint: "eu-west-2"},
	})
	var owned *types.BucketAlreadyOwnedByYou
	if err != nil && !errors.As(err, &owned) {
		t.Fatal(err)
	}
	s.signer, err = attachment.New(t.Context(), attachment.Options{Config: s.cloud.Config(), Bucket: "files", Now: s.cloud.Now})
	if err != nil {
		t.Fatal(err)
	}
	s.bucket = bucket.New(s.cloud.Config(), "files")
	return s
}

// post sends a file with a form, as a browser does, after change changed a field.
func (s *shelf) post(form attachment.Form, file string, change map[string]string) *http.Response {
	s.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for _, f := range form.Fields {
		value, changed := change[f.Name]
		if !changed {
			value = f.Value
		}
		_ = w.WriteField(f.Name, value)
	}
	if extra, asked := change["extra"]; asked {
		_ = w.WriteField("acl", extra)
	}
	part, _ := w.CreateFormFile("file", "letter of Alpha Testcase.pdf")
	_, _ = io.WriteString(part, file)
	_ = w.Close()
	r := httptest.NewRequest(http.MethodPost, form.Action, &body)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return s.serve(r)
}

func (s *shelf) get(address string) *http.Response {
	return s.serve(httptest.NewRequest(http.MethodGet, address, nil))
}

func (s *shelf) serve(r *http.Request) *http.Response {
	recorder := httptest.NewRecorder()
	s.cloud.ServeHTTP(recorder, r)
	return recorder.Result()
}

func (s *shelf) form(key string) attachment.Form {
	s.t.Helper()
	form, err := s.signer.Upload(s.t.Context(), key, 100, "http://localhost:8080/back?a=1")
	if err != nil {
		s.t.Fatal(err)
	}
	return form
}

func said(r *http.Response) string {
	body, _ := io.ReadAll(r.Body)
	return string(body)
}

// What a browser posts under a signed policy is there; what the policy does not
// allow is refused as S3 refuses it, and changes nothing.
func TestABrowserPostsAFile(t *testing.T) {
	for name, c := range map[string]struct {
		file   string
		change map[string]string
		later  time.Duration
		status int
		code   string
	}{
		"as it should be":            {file: "%PDF-1.7 text", status: http.StatusSeeOther},
		"of the largest size":        {file: strings.Repeat("x", 100), status: http.StatusSeeOther},
		"too large":                  {file: strings.Repeat("x", 101), status: http.StatusBadRequest, code: "EntityTooLarge"},
		"empty":                      {file: "", status: http.StatusBadRequest, code: "EntityTooSmall"},
		"under another key":          {file: "x", change: map[string]string{"key": "kept/other"}, status: http.StatusForbidden, code: "Policy Condition failed"},
		"leading elsewhere":          {file: "x", change: map[string]string{"success_action_redirect": "https://elsewhere.example.org"}, status: http.StatusForbidden, code: "Policy Condition failed"},
		"with a field too many":      {file: "x", change: map[string]string{"extra": "public-read"}, status: http.StatusForbidden, code: "Extra input fields: acl"},
		"with another policy":        {file: "x", change: map[string]string{"policy": "e30="}, status: http.StatusForbidden, code: "SignatureDoesNotMatch"},
		"with another signature":     {file: "x", change: map[string]string{"x-amz-signature": "00"}, status: http.StatusForbidden, code: "SignatureDoesNotMatch"},
		"an hour and a second later": {file: "x", later: time.Hour + time.Second, status: http.StatusForbidden, code: "Policy expired"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newShelf(t, "")
			form := s.form("incoming/d/a")
			s.now = s.now.Add(c.later)
			answer := s.post(form, c.file, c.change)
			text := said(answer)
			if answer.StatusCode != c.status || !strings.Contains(text, c.code) {
				t.Fatalf("answered %d %s; want %d %s", answer.StatusCode, text, c.status, c.code)
			}
			sum := strings.Trim(answer.Header.Get("Etag"), `"`)
			_, err := s.bucket.Media(t.Context(), bucket.File{Key: "incoming/d/a", ETag: sum})
			if there := err == nil; there != (c.status == http.StatusSeeOther) {
				t.Errorf("afterwards: %v", err)
			}
			if c.status == http.StatusSeeOther && !strings.HasPrefix(answer.Header.Get("Location"), "http://localhost:8080/back?a=1&bucket=files&etag=") {
				t.Errorf("leads to %s", answer.Header.Get("Location"))
			}
		})
	}
}

// A file is got by a signed address for a minute, as an attachment, and by no other.
func TestASignedAddressGetsAFile(t *testing.T) {
	s := newShelf(t, "")
	s.post(s.form("kept/d/a"), "%PDF-1.7 text", nil)
	address, err := s.signer.Download(t.Context(), "kept/d/a", "discharge-letter.pdf")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(address, shelfAddress+"/files/kept/d/a?") {
		t.Errorf("the address is %s", address)
	}
	answer := s.get(address)
	if body := said(answer); answer.StatusCode != http.StatusOK || body != "%PDF-1.7 text" ||
		answer.Header.Get("Content-Disposition") != `attachment; filename="discharge-letter.pdf"` || answer.Header.Get("Content-Type") != "application/octet-stream" {
		t.Errorf("answered %d %v %q", answer.StatusCode, answer.Header, body)
	}
	for what, tampered := range map[string]string{
		"another key": strings.Replace(address, "/d/a?", "/d/b?", 1), "shown inside the page": strings.Replace(address, "attachment", "inline", 1),
		"longer": strings.Replace(address, "X-Amz-Expires=60", "X-Amz-Expires=600", 1),
	} {
		if answer := s.get(tampered); answer.StatusCode != http.StatusForbidden {
			t.Errorf("%s: answered %d %s", what, answer.StatusCode, said(answer))
		}
	}
	s.now = s.now.Add(61 * time.Second)
	if answer := s.get(address); answer.StatusCode != http.StatusForbidden || !strings.Contains(said(answer), "expired") {
		t.Errorf("a minute later: answered %d", answer.StatusCode)
	}
}

// A file is kept as it was looked at: what was put in its place meanwhile is not.
func TestAFileIsKeptAsItWasLookedAt(t *testing.T) {
	s := newShelf(t, t.TempDir()+"/aws.db")
	etag := func(r *http.Response) string { return strings.Trim(r.Header.Get("Etag"), `"`) }
	first := bucket.File{Key: "incoming/d/a", ETag: etag(s.post(s.form("incoming/d/a"), "%PDF-1.7 first", nil))}
	if media, err := s.bucket.Media(t.Context(), first); err != nil || media != "application/pdf" {
		t.Fatalf("it is %q, %v", media, err)
	}
	second := bucket.File{Key: "incoming/d/a", ETag: etag(s.post(s.form("incoming/d/a"), "<html>", nil))}
	if err := s.bucket.Keep(t.Context(), first, "kept/d/a"); !errors.Is(err, bucket.ErrNoFile) {
		t.Errorf("what was replaced: %v", err)
	}
	if err := s.bucket.Keep(t.Context(), second, "kept/d/a"); err != nil {
		t.Fatal(err)
	}
	if err := s.bucket.Remove(t.Context(), "incoming/d/a"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.bucket.Media(t.Context(), second); !errors.Is(err, bucket.ErrNoFile) {
		t.Errorf("after it was removed: %v", err)
	}
	// And all of that is still so after a restart.
	_ = s.cloud.Close()
	again := newShelf(t, s.path)
	if media, err := again.bucket.Media(t.Context(), bucket.File{Key: "kept/d/a", ETag: second.ETag}); err != nil || !strings.HasPrefix(media, "text/html") {
		t.Errorf("after a restart it is %q, %v", media, err)
	}
}

// Whoever is told of new objects gets the scanner's event for each under the
// prefix, a while later; a harmless test file counts as a threat.
func TestNewObjectsAreLookedAt(t *testing.T) {
	s := newShelf(t, "")
	var results []string
	handler := lambda.NewHandler(func(_ context.Context, event json.RawMessage) error {
		var e struct {
			Source string `json:"source"`
			Detail struct {
				S3ObjectDetails   struct{ BucketName, ObjectKey, ETag string }
				ScanResultDetails struct{ ScanResultStatus string }
			} `json:"detail"`
		}
		if err := json.Unmarshal(event, &e); err != nil {
			return err
		}
		results = append(results, e.Source+" "+e.Detail.S3ObjectDetails.ObjectKey+" "+e.Detail.ScanResultDetails.ScanResultStatus)
		return nil
	})
	if err := s.cloud.CreateFunction(awslocal.Function{Name: "scan", Handler: handler}); err != nil {
		t.Fatal(err)
	}
	if err := s.cloud.Protect(awslocal.Protection{Bucket: "files", Prefix: "incoming/", Function: "scan", After: 30 * time.Second}); err != nil {
		t.Fatal(err)
	}
	s.post(s.form("incoming/d/a"), "%PDF-1.7", nil)
	s.post(s.form("incoming/d/b"), "EICAR-STANDARD-"+"ANTIVIRUS-TEST-FILE", nil)
	s.post(s.form("kept/d/c"), "x", nil)
	if err := s.cloud.Advance(t.Context(), 29*time.Second); err != nil || len(results) != 0 {
		t.Errorf("too early: %v %v", results, err)
	}
	if err := s.cloud.Advance(t.Context(), time.Second); err != nil {
		t.Fatal(err)
	}
	want := "aws.guardduty incoming/d/a NO_THREATS_FOUND, aws.guardduty incoming/d/b THREATS_FOUND"
	if got := strings.Join(results, ", "); got != want {
		t.Errorf("told %s; want %s", got, want)
	}
}
