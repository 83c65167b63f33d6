package awslocal_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"

	"assistive-referrals/infra/awslocal"
)

// reopen returns the line on the same file, with its functions declared again.
func (l *line) reopen(path string) *line {
	l.t.Helper()
	l.must(l.cloud.Close())
	next := &line{world: newWorld(l.t, path), tokens: l.tokens}
	next.wire()
	return next
}

func TestRestartInTheMiddle(t *testing.T) {
	path := filepath.Join(t.TempDir(), "local.db")
	l := newLine(t, path)
	l.put("cases", "A", "kind", "strand")
	// Nothing was delivered yet: the stream's record must survive.
	l = l.reopen(path)
	l.settle()
	if want := []string{"relay A", "triage A", "enlist A"}; !slices.Equal(l.steps, want) {
		t.Fatalf("steps %v, want %v", l.steps, want)
	}
	l.advance(48 * time.Hour)
	l = l.reopen(path)
	if want := monday.Add(48 * time.Hour); !l.cloud.Now().Equal(want) {
		t.Fatalf("clock at %v after restart, want %v", l.cloud.Now(), want)
	}
	l.settle()
	if len(l.steps) != 0 {
		t.Fatalf("steps done again after restart: %v", l.steps)
	}
	_, err := l.states.SendTaskSuccess(l.ctx, &sfn.SendTaskSuccessInput{TaskToken: &l.tokens[0], Output: aws.String(`{}`)})
	l.must(err)
	l = l.reopen(path)
	l.settle()
	if got := l.execution("arn:aws:states:eu-west-2:000000000000:execution:referral:A"); got.Status != types.ExecutionStatusSucceeded {
		t.Fatalf("status %s", got.Status)
	}
}

// A copy of the file at any moment is what a killed process leaves behind.
func TestKilledProcessLosesNothing(t *testing.T) {
	directory := t.TempDir()
	path := filepath.Join(directory, "local.db")
	l := newLine(t, path)
	l.put("cases", "A", "kind", "strand")
	copied := 0
	l.cloud.Observe(func(call awslocal.Call) {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Error(err)
			return
		}
		copied++
		if err := os.WriteFile(filepath.Join(directory, "copy"+string(rune('a'+copied))), content, 0o600); err != nil {
			t.Error(err)
		}
	})
	l.settle()
	l.cloud.Observe(nil)
	copies, err := filepath.Glob(filepath.Join(directory, "copy*"))
	if err != nil || len(copies) < 4 {
		t.Fatalf("%d copies, %v", len(copies), err)
	}
	for _, file := range copies {
		after := &line{world: newWorld(t, file)}
		after.wire()
		after.advance(time.Hour) // redelivers what was in flight
		if len(after.tokens) == 0 {
			t.Errorf("%s: no token after %v", filepath.Base(file), after.steps)
			continue
		}
		_, err := after.states.SendTaskSuccess(after.ctx, &sfn.SendTaskSuccessInput{TaskToken: &after.tokens[len(after.tokens)-1], Output: aws.String(`{}`)})
		after.must(err)
		after.settle()
		if got := after.execution("arn:aws:states:eu-west-2:000000000000:execution:referral:A"); got.Status != types.ExecutionStatusSucceeded {
			t.Errorf("%s: status %s", filepath.Base(file), got.Status)
		}
	}
}

func TestFileInUse(t *testing.T) {
	path := filepath.Join(t.TempDir(), "local.db")
	newWorld(t, path)
	began := time.Now()
	_, err := awslocal.New(awslocal.Options{Path: path})
	if err == nil || !strings.Contains(err.Error(), "in use by another process") {
		t.Fatalf("error %v", err)
	}
	if took := time.Since(began); took > time.Second {
		t.Errorf("took %v", took)
	}
}

func TestBatchCommitsAtItsEnd(t *testing.T) {
	path := filepath.Join(t.TempDir(), "local.db")
	w := newWorld(t, path)
	before, err := os.ReadFile(path)
	w.must(err)
	var during []byte
	w.must(w.cloud.Batch(func() error {
		w.queue("notifications", nil)
		during, err = os.ReadFile(path)
		return err
	}))
	if string(before) != string(during) {
		t.Error("the file changed during the batch")
	}
	w.must(w.cloud.Close())
	if got := newWorld(t, path); got.send(got.queue("notifications", nil), "x") == "" {
		t.Error("no message id")
	}
}

// Four weeks in steps of every timer, and the same twice over.
func TestFourWeeksAreTheSameTwice(t *testing.T) {
	run := func() (string, time.Duration) {
		l := newLine(t, "")
		var seen strings.Builder
		l.cloud.Observe(func(call awslocal.Call) {
			seen.WriteString(call.Caller + ">" + call.Service + "." + call.Operation + " " + call.Resource + " " + string(call.Ordered()) + "\n")
		})
		l.function("sweep", func() error { return nil })
		l.must(l.cloud.Schedule(awslocal.Schedule{Name: "sweep", Function: "sweep", Every: 24 * time.Hour}))
		for _, name := range []string{"A", "B", "C"} {
			l.put("cases", name, "kind", "strand")
		}
		began := time.Now()
		l.advance(28 * 24 * time.Hour)
		return seen.String(), time.Since(began)
	}
	first, took := run()
	second, _ := run()
	if first != second {
		t.Errorf("two runs differ:\n%s\n%s", first, second)
	}
	if n := strings.Count(first, "scheduler>Lambda.Invoke sweep"); n != 28 {
		t.Errorf("swept %d times in 28 days", n)
	}
	t.Logf("four weeks took %v", took)
}
