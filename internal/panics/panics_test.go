package panics_test

import (
	"bytes"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"assistive-referrals/internal/panics"
)

func TestAPanicBecomesAnErrorThatSaysWhere(t *testing.T) {
	var none map[string]int
	index := 3
	for name, c := range map[string]struct {
		does func()
		what string
	}{
		"of the runtime":    {func() { none["Alpha Testcase"] = 1 }, "panic: assignment to entry in nil map"},
		"out of range":      {func() { _ = []int{1}[index] }, "panic: runtime error: index out of range [3] with length 1"},
		"with a text":       {func() { panic("Alpha Testcase") }, "panic: string"},
		"with an error":     {func() { panic(errors.New("Alpha Testcase")) }, "panic: *errors.errorString"},
		"within a recovery": {func() { defer func() { _ = recover(); panic("Alpha Testcase") }(); panic(1) }, "panic: string"},
	} {
		t.Run(name, func(t *testing.T) {
			err := panics.Try(func() error { c.does(); return nil })
			if err == nil || err.Error() != c.what {
				t.Fatalf("error is %v", err)
			}
			var said bytes.Buffer
			panics.Log(slog.New(slog.NewJSONHandler(&said, nil)), "could not do it", err, "reference", "7K3Q-9M2P")
			for _, wanted := range []string{"could not do it", "7K3Q-9M2P", c.what, "TestAPanicBecomesAnErrorThatSaysWhere", "panics/panics_test.go:"} {
				if !strings.Contains(said.String(), wanted) {
					t.Errorf("the log does not hold %q: %s", wanted, &said)
				}
			}
			if strings.Contains(said.String(), "Alpha") {
				t.Errorf("the log tells of a person: %s", &said)
			}
		})
	}
}

// However deep a client's own calls are, ours are there.
func TestOurCallsAreKept(t *testing.T) {
	var deep func(n int)
	deep = func(n int) {
		if n == 0 {
			panic("far down")
		}
		slices.SortFunc([]int{1, 2}, func(int, int) int { deep(n - 1); return 0 })
	}
	err := panics.Try(func() error { deep(60); return nil })
	panicked, _ := errors.AsType[*panics.Error](err)
	strangers := slices.DeleteFunc(slices.Clone(panicked.Stack), func(call string) bool { return strings.HasPrefix(call, "assistive-referrals/") })
	if ours := len(panicked.Stack) - len(strangers); ours < 60 || len(strangers) > 12 {
		t.Errorf("%d calls of ours, %d of others", ours, len(strangers))
	}
}

func TestWhatDoesNotPanicIsAsItWas(t *testing.T) {
	refused := errors.New("refused")
	if err := panics.Try(func() error { return refused }); err != refused {
		t.Errorf("error is %v", err)
	}
	if err := panics.Try(func() error { return nil }); err != nil {
		t.Errorf("error is %v", err)
	}
	var said bytes.Buffer
	panics.Log(slog.New(slog.NewJSONHandler(&said, nil)), "could not do it", refused)
	if !strings.Contains(said.String(), "refused") || strings.Contains(said.String(), "stack") {
		t.Errorf("the log holds %s", &said)
	}
}
