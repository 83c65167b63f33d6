package local_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"assistive-referrals/infra/awslocal"
	"assistive-referrals/infra/local"
	"assistive-referrals/internal/attachment"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

const fileID = "AAAAAAAAAAAAAAAAAAAAAAAAAA"

// cabinet is a draft with a place for a file.
type cabinet struct {
	*testing.T
	*local.System
	store  *casestore.Store
	signer *attachment.Signer
}

// newCabinet makes one so long before now; the sweep's first turn is when it is now.
func newCabinet(t *testing.T, ago time.Duration) *cabinet {
	t.Helper()
	c := &cabinet{T: t, System: newSystem(t)}
	if err := c.Cloud.Rewind(ago); err != nil {
		t.Fatal(err)
	}
	c.store = c.Store()
	var err error
	c.signer, err = attachment.New(t.Context(), attachment.Options{Config: c.Cloud.Config(), Bucket: "assistive-referrals-attachments", Now: c.Cloud.Now})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.store.StartDraft(t.Context(), "sw-1", "DRAFT"); err != nil {
		t.Fatal(err)
	}
	if err := c.store.AddAttachment(t.Context(), "sw-1", "DRAFT", referral.Attachment{ID: fileID, What: "other", By: referral.Actor{ID: "sw-1"}}); err != nil {
		t.Fatal(err)
	}
	return c
}

func (c *cabinet) file() casestore.Attachment {
	c.Helper()
	a, err := c.store.Attachment(c.Context(), "DRAFT", fileID)
	if err != nil {
		c.Fatal(err)
	}
	return a
}

// send posts the file as a browser does.
func (c *cabinet) send(content string) {
	c.Helper()
	form, err := c.signer.Upload(c.Context(), c.file().Incoming(), 1<<20, "http://referrals.example.org/back")
	if err != nil {
		c.Fatal(err)
	}
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for _, f := range form.Fields {
		_ = w.WriteField(f.Name, f.Value)
	}
	part, _ := w.CreateFormFile("file", "any.pdf")
	_, _ = io.WriteString(part, content)
	_ = w.Close()
	r := httptest.NewRequest(http.MethodPost, form.Action, &body)
	r.Header.Set("Content-Type", w.FormDataContentType())
	if answer := c.serve(r); answer.StatusCode != http.StatusSeeOther {
		c.Fatalf("S3 answered %d", answer.StatusCode)
	}
}

func (c *cabinet) serve(r *http.Request) *http.Response {
	recorder := httptest.NewRecorder()
	c.Handler.ServeHTTP(recorder, r)
	return recorder.Result()
}

// kept returns what can be downloaded, or the status of the refusal.
func (c *cabinet) kept() string {
	c.Helper()
	address, err := c.signer.Download(c.Context(), c.file().Kept(), "any.pdf")
	if err != nil {
		c.Fatal(err)
	}
	answer := c.serve(httptest.NewRequest(http.MethodGet, address, nil))
	body, _ := io.ReadAll(answer.Body)
	if answer.StatusCode != http.StatusOK {
		return answer.Status
	}
	return string(body)
}

func (c *cabinet) later(d time.Duration) {
	c.Helper()
	if err := c.Cloud.Advance(c.Context(), d); err != nil {
		c.Fatal(err)
	}
}

// What the scanner finds decides what becomes of a file, also where it tells twice,
// and where any of what follows fails once.
func TestAFileIsJudged(t *testing.T) {
	for name, want := range map[string]struct {
		content string
		state   referral.AttachmentState
	}{
		"a letter":   {"%PDF-1.7 synthetic", referral.AttachmentClean},
		"a picture":  {"\x89PNG\r\n\x1a\nsynthetic", referral.AttachmentClean},
		"a page":     {"<html><script>alert(1)</script>", referral.AttachmentWrongType},
		"a threat":   {"%PDF-1.7 EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE", referral.AttachmentThreat},
		"plain text": {"no picture", referral.AttachmentWrongType},
	} {
		for _, fault := range []awslocal.Fault{awslocal.None, awslocal.FailBefore, awslocal.FailAfter, awslocal.Crash} {
			for place := range 6 {
				if place > 0 && (fault == awslocal.None || want.state == referral.AttachmentWrongType || name == "a picture") {
					continue
				}
				c := newCabinet(t, 0)
				calls := 0
				c.Cloud.Faults(func(call awslocal.Call) awslocal.Fault {
					if call.Caller != "scan" {
						return awslocal.None
					}
					if calls++; calls == place+1 {
						return fault
					}
					return awslocal.None
				})
				c.Cloud.Deliveries(func(d awslocal.Delivery) awslocal.Disorder {
					return awslocal.Disorder{Twice: d.Function == "scan" && place == 0}
				})
				c.send(want.content)
				c.later(10 * time.Minute)
				if a := c.file(); a.State != want.state {
					t.Fatalf("%s, fault %d at call %d: it is %q", name, fault, place, a.State)
				}
				expected := "404 Not Found"
				if want.state == referral.AttachmentClean {
					expected = want.content
				}
				if got := c.kept(); got != expected {
					t.Errorf("%s, fault %d at call %d: what can be had is %q", name, fault, place, got)
				}
			}
		}
	}
}

// What is put in the place of a file after it was judged is never given out.
func TestAFileCannotBeReplaced(t *testing.T) {
	c := newCabinet(t, 0)
	c.send("%PDF-1.7 first")
	c.later(time.Minute)
	c.send("%PDF-1.7 second EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE")
	c.later(time.Minute)
	if a, got := c.file(), c.kept(); a.State != referral.AttachmentClean || got != "%PDF-1.7 first" {
		t.Errorf("it is %q, and %q can be had", a.State, got)
	}
}

// The sweep deletes what was removed, gives up what was never sent, and forgets what
// belonged to a draft that is gone; what was sent with a referral it keeps.
func TestFilesAreClearedUp(t *testing.T) {
	t.Run("removed", func(t *testing.T) {
		c := newCabinet(t, 0)
		c.send("%PDF-1.7")
		c.later(time.Minute)
		if err := c.store.RemoveAttachment(t.Context(), "DRAFT", fileID, referral.Actor{ID: "sw-1"}, ""); err != nil {
			t.Fatal(err)
		}
		c.later(6 * time.Minute)
		if got := c.kept(); !strings.HasPrefix(got, "404") {
			t.Errorf("%q can still be had", got)
		}
	})
	t.Run("never sent", func(t *testing.T) {
		c := newCabinet(t, 25*time.Hour)
		c.later(25*time.Hour + 6*time.Minute)
		if a := c.file(); a.State != referral.AttachmentUnchecked {
			t.Errorf("it is %q", a.State)
		}
	})
	t.Run("of a draft that is there", func(t *testing.T) {
		c := newCabinet(t, 8*24*time.Hour)
		c.send("%PDF-1.7")
		c.later(8*24*time.Hour + 6*time.Minute)
		if got := c.kept(); got != "%PDF-1.7" {
			t.Errorf("%q can be had", got)
		}
	})
	t.Run("of a draft that expired", func(t *testing.T) {
		c := newCabinet(t, 36*24*time.Hour)
		c.send("%PDF-1.7")
		c.later(time.Minute)
		kept := c.file()
		c.later(36*24*time.Hour + 6*time.Minute)
		if _, err := c.store.Attachment(t.Context(), "DRAFT", fileID); !casestore.IsNotFound(err) {
			t.Errorf("it is still known: %v", err)
		}
		address, err := c.signer.Download(t.Context(), kept.Kept(), "any.pdf")
		if err != nil {
			t.Fatal(err)
		}
		if answer := c.serve(httptest.NewRequest(http.MethodGet, address, nil)); answer.StatusCode != http.StatusNotFound {
			t.Errorf("answered %d", answer.StatusCode)
		}
	})
	t.Run("sent with a referral", func(t *testing.T) {
		c := newCabinet(t, 8*24*time.Hour)
		c.send("%PDF-1.7")
		openCase(t, c.System) // of the same draft
		c.later(8*24*time.Hour + 6*time.Minute)
		if got := c.kept(); got != "%PDF-1.7" {
			t.Errorf("%q can be had", got)
		}
		if a := c.file(); !a.Look.IsZero() {
			t.Errorf("it is looked at again at %s", a.Look)
		}
	})
}
