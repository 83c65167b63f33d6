package contract

import (
	"bytes"
	"encoding/xml"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"assistive-referrals/internal/attachment"
)

// Refusals of S3.
const (
	noObject     = "NoSuchKey"
	notTheSame   = "PreconditionFailed"
	accessDenied = "AccessDenied"
	badSignature = "SignatureDoesNotMatch"
	tooLarge     = "EntityTooLarge"
	tooSmall     = "EntityTooSmall"
)

// Where AWS's documentation of S3 says something.
const (
	docPostPolicy   = "S3 API Reference, Browser-based uploads using POST: creating a POST policy"
	docPostRedirect = "S3 API Reference, POST Object: success_action_redirect"
	docPresigned    = "S3 API Reference, Authenticating requests: using query parameters"
	docGetObject    = "S3 API Reference, GetObject"
	docCopyObject   = "S3 API Reference, CopyObject"
	docDeleteObject = "S3 API Reference, DeleteObject"
)

const (
	mostBytes = 1000
	afterPost = "https://referrals.example.org/back"
)

// bucket makes a bucket of the case's own.
func (p *probe) bucket() string {
	_, err := p.files.CreateBucket(p.ctx, &s3.CreateBucketInput{Bucket: &p.id, CreateBucketConfiguration: &types.CreateBucketConfiguration{
		LocationConstraint: types.BucketLocationConstraint(p.config.Region)}})
	p.must(err)
	return p.id
}

// signer signs as package attachment does, as if it were some time later.
func (p *probe) signer(later time.Duration) *attachment.Signer {
	config := p.config.Copy()
	if config.BaseEndpoint == nil { // the double without a port: its buckets stand in the path too
		config.BaseEndpoint = aws.String("https://s3." + config.Region + ".amazonaws.com")
	}
	now := time.Now
	if p.double != nil {
		now = p.double.Now
	}
	s, err := attachment.New(p.ctx, attachment.Options{Config: config, Bucket: p.id, Now: func() time.Time { return now().Add(later) }})
	p.must(err)
	return s
}

// reply is what somebody with a browser is answered.
type reply struct {
	status           int
	location, code   string
	body, media, how string
}

// browse sends a request as a browser does: redirections are not followed.
func (p *probe) browse(r *http.Request) reply {
	var client aws.HTTPClient = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	if p.config.HTTPClient != nil {
		client = p.config.HTTPClient
	}
	answer, err := client.Do(r)
	p.must(err)
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	p.must(err)
	var refusal struct{ Code string }
	_ = xml.Unmarshal(body, &refusal) // a file is no XML
	return reply{answer.StatusCode, answer.Header.Get("Location"), refusal.Code, string(body), answer.Header.Get("Content-Type"), answer.Header.Get("Content-Disposition")}
}

// post sends a file with a form, after a change of its fields.
func (p *probe) post(form attachment.Form, change map[string]string, content string) reply {
	var body bytes.Buffer
	parts := multipart.NewWriter(&body)
	for _, f := range form.Fields {
		if value, changed := change[f.Name]; changed {
			f.Value = value
		}
		p.must(parts.WriteField(f.Name, f.Value))
	}
	file, err := parts.CreateFormFile("file", "socket.png")
	p.must(err)
	_, err = io.WriteString(file, content)
	p.must(err)
	p.must(parts.Close())
	r, err := http.NewRequestWithContext(p.ctx, http.MethodPost, form.Action, &body)
	p.must(err)
	r.Header.Set("Content-Type", parts.FormDataContentType())
	return p.browse(r)
}

// upload is a form for a key, signed so much later.
func (p *probe) upload(key string, later time.Duration) attachment.Form {
	form, err := p.signer(later).Upload(p.ctx, key, mostBytes, afterPost)
	p.must(err)
	return form
}

// stored puts a file into a bucket of the case's own and returns its ETag.
func (p *probe) stored(key, content string) string {
	p.bucket()
	if answer := p.post(p.upload(key, 0), nil, content); answer.status != http.StatusSeeOther {
		p.fail("the upload: %d %s", answer.status, answer.code)
	}
	out, err := p.files.GetObject(p.ctx, &s3.GetObjectInput{Bucket: &p.id, Key: &key})
	p.must(err)
	_ = out.Body.Close()
	return aws.ToString(out.ETag)
}

// content reads a file, or a part of it.
func (p *probe) content(in *s3.GetObjectInput) string {
	in.Bucket = &p.id
	out, err := p.files.GetObject(p.ctx, in)
	p.must(err)
	defer func() { _ = out.Body.Close() }()
	body, err := io.ReadAll(out.Body)
	p.must(err)
	return string(body)
}

func postCases() []Case {
	refused := func(status int, code string, change map[string]string, later time.Duration, content string) func(*probe) {
		return func(p *probe) {
			p.bucket()
			answer := p.post(p.upload("incoming/a", later), change, content)
			p.equal("the answer", []any{answer.status, answer.code}, []any{status, code})
			_, err := p.files.GetObject(p.ctx, &s3.GetObjectInput{Bucket: &p.id, Key: aws.String("incoming/a")})
			p.code(err, noObject)
		}
	}
	return table("S3", "PostObject", []row{
		{"a file comes under its key", docPostPolicy, func(p *probe) {
			p.stored("incoming/a", "hello")
			p.equal("the file", p.content(&s3.GetObjectInput{Key: aws.String("incoming/a")}), "hello")
		}},
		{"the browser is led back, with bucket, key and etag", docPostRedirect, func(p *probe) {
			p.bucket()
			answer := p.post(p.upload("incoming/a", 0), nil, "hello")
			at, query, _ := strings.Cut(answer.location, "?")
			said, err := url.ParseQuery(query)
			p.must(err)
			p.equal("the answer", []any{answer.status, at, said.Get("bucket"), said.Get("key"), said.Has("etag")}, []any{http.StatusSeeOther, afterPost, p.id, "incoming/a", true})
		}},
		{"more than the policy allows is refused", docPostPolicy, refused(http.StatusBadRequest, tooLarge, nil, 0, strings.Repeat("a", mostBytes+1))},
		{"an empty file is refused where the policy wants one byte", docPostPolicy, refused(http.StatusBadRequest, tooSmall, nil, 0, "")},
		{"another key is refused", docPostPolicy, refused(http.StatusForbidden, accessDenied, map[string]string{"key": "incoming/b"}, 0, "hello")},
		{"another way back is refused", docPostPolicy, refused(http.StatusForbidden, accessDenied, map[string]string{"success_action_redirect": "https://elsewhere.example.org"}, 0, "hello")},
		{"a form that is too old is refused", docPostPolicy, refused(http.StatusForbidden, accessDenied, nil, -2*time.Hour, "hello")},
		{"an altered signature is refused", docPostPolicy, refused(http.StatusForbidden, badSignature, map[string]string{"x-amz-signature": strings.Repeat("0", 64)}, 0, "hello")},
	})
}

func downloadCases() []Case {
	get := func(p *probe, address string) reply {
		r, err := http.NewRequestWithContext(p.ctx, http.MethodGet, address, nil)
		p.must(err)
		return p.browse(r)
	}
	address := func(p *probe, later time.Duration) string {
		p.stored("kept/a", "hello")
		made, err := p.signer(later).Download(p.ctx, "kept/a", "photograph.png")
		p.must(err)
		return made
	}
	return table("S3", "Presigned GetObject", []row{
		{"gives the file, to be saved under the name that was signed", docPresigned, func(p *probe) {
			answer := get(p, address(p, 0))
			p.equal("the answer", []any{answer.status, answer.body, answer.media, answer.how}, []any{http.StatusOK, "hello", "application/octet-stream", `attachment; filename="photograph.png"`})
		}},
		{"is over after its time", docPresigned, func(p *probe) {
			answer := get(p, address(p, -2*time.Minute))
			p.equal("the answer", []any{answer.status, answer.code}, []any{http.StatusForbidden, accessDenied})
		}},
		{"is for no other key", docPresigned, func(p *probe) {
			answer := get(p, strings.Replace(address(p, 0), "kept/a", "kept/b", 1))
			p.equal("the answer", []any{answer.status, answer.code}, []any{http.StatusForbidden, badSignature})
		}},
		{"and for no other name", docPresigned, func(p *probe) {
			answer := get(p, strings.Replace(address(p, 0), "photograph", "invoice", 1))
			p.equal("the answer", []any{answer.status, answer.code}, []any{http.StatusForbidden, badSignature})
		}},
	})
}

func fileCases() []Case {
	copied := func(p *probe, etag string) error {
		_, err := p.files.CopyObject(p.ctx, &s3.CopyObjectInput{Bucket: &p.id, Key: aws.String("kept/a"), CopySource: aws.String(p.id + "/incoming/a"), CopySourceIfMatch: &etag})
		return err
	}
	return append(append(table("S3", "GetObject", []row{
		{"a range gives the first bytes", docGetObject, func(p *probe) {
			p.stored("incoming/a", "hello")
			p.equal("the bytes", p.content(&s3.GetObjectInput{Key: aws.String("incoming/a"), Range: aws.String("bytes=0-2")}), "hel")
		}},
		{"a range beyond the end gives what there is", docGetObject, func(p *probe) {
			p.stored("incoming/a", "hello")
			p.equal("the bytes", p.content(&s3.GetObjectInput{Key: aws.String("incoming/a"), Range: aws.String("bytes=0-511")}), "hello")
		}},
		{"If-Match with its ETag gives it", docGetObject, func(p *probe) {
			etag := p.stored("incoming/a", "hello")
			p.equal("the bytes", p.content(&s3.GetObjectInput{Key: aws.String("incoming/a"), IfMatch: &etag}), "hello")
		}},
		{"If-Match with another is refused", docGetObject, func(p *probe) {
			p.stored("incoming/a", "hello")
			_, err := p.files.GetObject(p.ctx, &s3.GetObjectInput{Bucket: &p.id, Key: aws.String("incoming/a"), IfMatch: aws.String(`"00000000000000000000000000000000"`)})
			p.code(err, notTheSame)
		}},
		{"a key that there is not is refused", docGetObject, func(p *probe) {
			p.bucket()
			_, err := p.files.GetObject(p.ctx, &s3.GetObjectInput{Bucket: &p.id, Key: aws.String("incoming/a")})
			p.code(err, noObject)
		}},
	}), table("S3", "CopyObject", []row{
		{"puts the same under another key", docCopyObject, func(p *probe) {
			p.must(copied(p, p.stored("incoming/a", "hello")))
			p.equal("the file", p.content(&s3.GetObjectInput{Key: aws.String("kept/a")}), "hello")
		}},
		{"a source that has changed is refused", docCopyObject, func(p *probe) {
			etag := p.stored("incoming/a", "hello")
			p.post(p.upload("incoming/a", 0), nil, "another")
			p.code(copied(p, etag), notTheSame)
		}},
		{"a source that there is not is refused", docCopyObject, func(p *probe) {
			p.bucket()
			p.code(copied(p, `"00000000000000000000000000000000"`), noObject)
		}},
	})...), table("S3", "DeleteObject", []row{
		{"takes the file away", docDeleteObject, func(p *probe) {
			p.stored("incoming/a", "hello")
			_, err := p.files.DeleteObject(p.ctx, &s3.DeleteObjectInput{Bucket: &p.id, Key: aws.String("incoming/a")})
			p.must(err)
			_, err = p.files.GetObject(p.ctx, &s3.GetObjectInput{Bucket: &p.id, Key: aws.String("incoming/a")})
			p.code(err, noObject)
		}},
		{"what is not there is taken away", docDeleteObject, func(p *probe) {
			p.bucket()
			_, err := p.files.DeleteObject(p.ctx, &s3.DeleteObjectInput{Bucket: &p.id, Key: aws.String("incoming/a")})
			p.must(err)
		}},
	})...)
}
