package scan_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"assistive-referrals/functions/scan"
	"assistive-referrals/infra/local/functiontest"
	"assistive-referrals/internal/attachment"
	"assistive-referrals/internal/host"
	"assistive-referrals/internal/referral"
)

// The draft and the file that the sample is about.
var draft, id = strings.Repeat("A", 26), strings.Repeat("B", 26)

// send posts a file, as a browser does, to where the sample says that one is, and returns the sample about it.
func send(w *functiontest.World, content string) string {
	w.Helper()
	if err := w.Store.StartDraft(w.Context(), "sw-1", draft); err != nil {
		w.Fatal(err)
	}
	if err := w.Store.AddAttachment(w.Context(), "sw-1", draft, referral.Attachment{ID: id, What: "other", By: referral.Actor{ID: "sw-1"}}); err != nil {
		w.Fatal(err)
	}
	signer, err := attachment.New(w.Context(), attachment.Options{Config: w.Cloud.Config(), Bucket: w.Made.Bucket, Now: w.Cloud.Now})
	if err != nil {
		w.Fatal(err)
	}
	form, err := signer.Upload(w.Context(), "incoming/"+draft+"/"+id, 1<<20, "https://referrals.example.org/back")
	if err != nil {
		w.Fatal(err)
	}
	var body bytes.Buffer
	parts := multipart.NewWriter(&body)
	for _, f := range form.Fields {
		_ = parts.WriteField(f.Name, f.Value)
	}
	file, _ := parts.CreateFormFile("file", "any.pdf")
	_, _ = io.WriteString(file, content)
	_ = parts.Close()
	request := httptest.NewRequest(http.MethodPost, form.Action, &body)
	request.Header.Set("Content-Type", parts.FormDataContentType())
	answer := httptest.NewRecorder()
	if w.Cloud.ServeHTTP(answer, request); answer.Code != http.StatusSeeOther {
		w.Fatalf("S3 answered %d: %s", answer.Code, answer.Body)
	}
	return strings.Replace(w.Sample("scan"), "ef72220c3b1d3b8a2a3e6c0d6c0b6a6f", strings.Trim(answer.Header().Get("ETag"), `"`), 1)
}

func TestScan(t *testing.T) {
	const letter = "%PDF-1.7 synthetic"
	for name, c := range map[string]struct {
		content string
		event   func(sample string) string
		given   func(w *functiontest.World)
		want    string // the answer, "" for an error
		state   referral.AttachmentState
		lies    string // the prefix under which the file still is
	}{
		"the sample":        {content: letter, want: `{"state":"clean"}`, state: referral.AttachmentClean, lies: "kept/"},
		"of no type taken":  {content: "<html>", want: `{"state":"wrong-type"}`, state: referral.AttachmentWrongType},
		"a threat":          {content: letter, event: func(s string) string { return strings.Replace(s, "NO_THREATS_FOUND", "THREATS_FOUND", 1) }, want: `{"state":"threat"}`, state: referral.AttachmentThreat},
		"replaced":          {content: letter, event: func(s string) string { return strings.Replace(s, `"eTag": "`, `"eTag": "0`, 1) }, want: `{"state":""}`, state: referral.AttachmentExpected, lies: "incoming/"},
		"of another bucket": {content: letter, event: func(s string) string { return strings.Replace(s, `"bucketName": "`, `"bucketName": "not-`, 1) }, want: `{"state":""}`, state: referral.AttachmentExpected, lies: "incoming/"},
		"no scanner's result": {content: letter, event: func(s string) string { return strings.Replace(s, `"detail": {`, `"detail": [], "other": {`, 1) },
			state: referral.AttachmentExpected, lies: "incoming/"},
		"the bucket does not answer": {content: letter, given: func(w *functiontest.World) { w.Fail("CopyObject") }, state: referral.AttachmentExpected, lies: "incoming/"},
		"it panics":                  {content: letter, given: func(w *functiontest.World) { w.PanicAt = draft }, state: referral.AttachmentExpected, lies: "incoming/"},
	} {
		t.Run(name, func(t *testing.T) {
			w := functiontest.New(t)
			handler := w.Start(host.Of(scan.New), map[string]string{"TABLE": w.Made.Table, "ATTACHMENTS": w.Made.Bucket})
			event := send(w, c.content)
			if c.event != nil {
				event = c.event(event)
			}
			if c.given != nil {
				c.given(w)
			}
			if answer, err := w.Invoke(handler, event); answer != c.want || (err == nil) != (c.want != "") {
				t.Errorf("answered %s, %v; want %s", answer, err, c.want)
			}
			w.Fail("")
			if a, err := w.Store.Attachment(t.Context(), draft, id); err != nil || a.State != c.state {
				t.Errorf("the attachment is %q, %v; want %q", a.State, err, c.state)
			}
			files := s3.NewFromConfig(w.Cloud.Config(), func(o *s3.Options) { o.UsePathStyle = true })
			for _, prefix := range []string{"incoming/", "kept/"} {
				_, err := files.GetObject(t.Context(), &s3.GetObjectInput{Bucket: &w.Made.Bucket, Key: aws.String(prefix + draft + "/" + id)})
				if (err == nil) != (prefix == c.lies) {
					t.Errorf("under %s: %v", prefix, err)
				}
			}
			if w.Panicked() != (w.PanicAt != "") {
				t.Errorf("the log says %s", &w.Log)
			}
		})
	}
}
