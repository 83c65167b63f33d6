package awslocal_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	sm "github.com/aws/aws-sdk-go-v2/service/secretsmanager/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"assistive-referrals/infra/awslocal"
)

// Run, on a real clock: a change is delivered by itself, and a long poll wakes.
func TestRun(t *testing.T) {
	cloud, err := awslocal.New(awslocal.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer cloud.Close()
	w := newClients(t, cloud)
	url := w.queue("assessments", nil)
	out := w.queue("notifications", nil)
	w.function("enlist", func(ctx context.Context) error {
		_, err := w.queues.SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: &out, MessageBody: aws.String("told")})
		return err
	})
	w.must(cloud.MapQueue(awslocal.QueueMapping{Function: "enlist", Queue: "assessments"}))
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- cloud.Run(ctx) }()
	polled := make(chan int, 1)
	server := httptest.NewServer(cloud)
	defer server.Close()
	go func() {
		overHTTP := sqs.NewFromConfig(cloud.Config(), func(o *sqs.Options) {
			o.HTTPClient, o.BaseEndpoint = server.Client(), &server.URL
		})
		got, err := overHTTP.ReceiveMessage(ctx, &sqs.ReceiveMessageInput{QueueUrl: &out, WaitTimeSeconds: 20})
		if err != nil {
			t.Error(err)
			polled <- 0
			return
		}
		polled <- len(got.Messages)
	}()
	w.send(url, "x")
	select {
	case n := <-polled:
		if n != 1 {
			t.Errorf("%d messages", n)
		}
	case <-time.After(10 * time.Second):
		t.Error("the long poll did not wake")
	}
	stop()
	if err := <-ended; err != nil {
		t.Errorf("Run ended with %v", err)
	}
}

// A long poll in a simulation answers at once: nobody else could move the clock.
func TestLongPollInSimulation(t *testing.T) {
	w := newWorld(t, "")
	url := w.queue("notifications", map[string]string{"ReceiveMessageWaitTimeSeconds": "20"})
	if got := w.receive(url); len(got) != 0 {
		t.Errorf("received %+v", got)
	}
}

// The Lambda API's Invoke, as aws lambda invoke calls it.
func TestInvokeOverHTTP(t *testing.T) {
	w := newWorld(t, "")
	w.function("triage", func(in map[string]string) (string, error) {
		if in["fail"] != "" {
			return "", &missingCase{}
		}
		return in["a"], nil
	})
	for _, test := range []struct {
		path, kind, body string
		status           int
		failed, answer   string
	}{
		{"triage", "", `{"a":"b"}`, 200, "", `"b"`},
		{"triage", "", `{"fail":"x"}`, 200, "Unhandled", `{"errorMessage":"no such case","errorType":"missingCase"}`},
		{"triage", "Event", `{"a":"b"}`, 202, "", ``},
		{"none", "", `{}`, 404, "", `ResourceNotFoundException`},
		{"triage", "", `{`, 400, "", `InvalidRequestContentException`},
		{"triage", "DryRun", `{}`, 501, "", `is not emulated`},
	} {
		r := httptest.NewRequest(http.MethodPost, "/2015-03-31/functions/"+test.path+"/invocations", strings.NewReader(test.body))
		r.Header.Set("X-Amz-Invocation-Type", test.kind)
		rec := httptest.NewRecorder()
		w.cloud.ServeHTTP(rec, r)
		body, err := io.ReadAll(rec.Body)
		w.must(err)
		if rec.Code != test.status || rec.Header().Get("X-Amz-Function-Error") != test.failed || !strings.Contains(string(body), test.answer) {
			t.Errorf("%+v: %d %s", test, rec.Code, body)
		}
	}
	r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader("Action=GetCallerIdentity&Version=2011-06-15"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=local/20260302/eu-west-2/sts/aws4_request, SignedHeaders=host, Signature=0")
	rec := httptest.NewRecorder()
	w.cloud.ServeHTTP(rec, r)
	if rec.Code != 501 || !strings.Contains(rec.Body.String(), "awslocal: sts.GetCallerIdentity is not emulated") {
		t.Errorf("%d %s", rec.Code, rec.Body)
	}
}

func TestSecrets(t *testing.T) {
	w := newWorld(t, "")
	made, err := w.secrets.CreateSecret(w.ctx, &secretsmanager.CreateSecretInput{Name: aws.String("notify/key"), SecretString: aws.String("one")})
	w.must(err)
	var exists *sm.ResourceExistsException
	if _, err := w.secrets.CreateSecret(w.ctx, &secretsmanager.CreateSecretInput{Name: aws.String("notify/key"), SecretString: aws.String("x")}); !errors.As(err, &exists) {
		t.Errorf("created twice: %v", err)
	}
	_, err = w.secrets.PutSecretValue(w.ctx, &secretsmanager.PutSecretValueInput{SecretId: made.ARN, SecretString: aws.String("two")})
	w.must(err)
	for stage, want := range map[string]string{"": "two", "AWSCURRENT": "two", "AWSPREVIOUS": "one"} {
		in := &secretsmanager.GetSecretValueInput{SecretId: aws.String("notify/key")}
		if stage != "" {
			in.VersionStage = &stage
		}
		got, err := w.secrets.GetSecretValue(w.ctx, in)
		w.must(err)
		if *got.SecretString != want {
			t.Errorf("stage %q: %s, want %s", stage, *got.SecretString, want)
		}
	}
	var missing *sm.ResourceNotFoundException
	if _, err := w.secrets.GetSecretValue(w.ctx, &secretsmanager.GetSecretValueInput{SecretId: aws.String("none")}); !errors.As(err, &missing) {
		t.Errorf("no such secret: %v", err)
	}
	described, err := w.secrets.DescribeSecret(w.ctx, &secretsmanager.DescribeSecretInput{SecretId: aws.String("notify/key")})
	w.must(err)
	list, err := w.secrets.ListSecrets(w.ctx, &secretsmanager.ListSecretsInput{})
	w.must(err)
	if len(described.VersionIdsToStages) != 2 || len(list.SecretList) != 1 || *list.SecretList[0].Name != "notify/key" {
		t.Errorf("described %+v, list %+v", described, list)
	}
}
