package panics_test

import (
	"bytes"
	"errors"
	"log/slog"
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
