package awslocal_test

import (
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"
)

func TestLineFromTableToEnd(t *testing.T) {
	l := newLine(t, "")
	l.put("cases", "A", "kind", "strand")
	l.put("cases", "B", "kind", "draft")
	l.settle()
	if want := []string{"relay A", "triage A", "enlist A"}; !slices.Equal(l.steps, want) {
		t.Fatalf("steps %v, want %v", l.steps, want)
	}
	arn := "arn:aws:states:eu-west-2:000000000000:execution:referral:A"
	l.advance(28 * 24 * time.Hour)
	if got := l.execution(arn); got.Status != types.ExecutionStatusRunning {
		t.Fatalf("status %s before the token came back", got.Status)
	}
	_, err := l.states.SendTaskSuccess(l.ctx, &sfn.SendTaskSuccessInput{TaskToken: &l.tokens[0], Output: aws.String(`{"outcome":"provide"}`)})
	l.must(err)
	l.settle()
	got := l.execution(arn)
	if got.Status != types.ExecutionStatusSucceeded {
		t.Fatalf("status %s, error %s, cause %s", got.Status, aws.ToString(got.Error), aws.ToString(got.Cause))
	}
	if want := `{"outcome":{"outcome":"provide"},"reference":"A","triage":{"team":"north"}}`; *got.Output != want {
		t.Errorf("output %s, want %s", *got.Output, want)
	}
	if want := monday.Add(28 * 24 * time.Hour); !got.StopDate.Equal(want) {
		t.Errorf("stopped at %v, want %v", got.StopDate, want)
	}
}
