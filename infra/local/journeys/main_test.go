package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestOneLineForEachStoryAndTheCountLast(t *testing.T) {
	folder := t.TempDir()
	for name, story := range map[string]string{
		"good.journey":       "Social Worker One:\nsee \"My referrals\" in the heading",
		"bad.journey":        "Social Worker One:\nsee \"Nothing like it\"",
		"unreadable.journey": "Social Worker One:\ngaze at \"My referrals\"",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(story), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var out strings.Builder
	ok, err := run(t.Context(), &out, "", []string{filepath.Join(folder, "*.journey")})
	if err != nil || ok {
		t.Errorf("ok %v, %v", ok, err)
	}
	for _, want := range []string{
		"ok   good (2 steps)\n", "FAIL bad: " + filepath.Join(folder, "bad.journey") + ":2: ", `expected "Nothing like it", saw: My referrals`,
		"FAIL unreadable.journey: ", "unreadable.journey:2: not a step: gaze at", "\n1 passed, 2 failed\n",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in:\n%s", want, out.String())
		}
	}
	if !strings.HasSuffix(out.String(), "\n1 passed, 2 failed\n") {
		t.Errorf("the count is not last:\n%s", out.String())
	}
}

func TestAPatternThatMatchesNothingIsAnError(t *testing.T) {
	if _, err := find([]string{filepath.Join(t.TempDir(), "*.journey")}); err == nil {
		t.Error("no error")
	}
}
