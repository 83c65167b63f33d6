package golden_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assistive-referrals/internal/golden"
)

// judge is a test whose failures are looked at.
type judge struct {
	*testing.T
	said string
}

func (j *judge) Errorf(format string, args ...any) { j.said += fmt.Sprintf(format, args...) }

func TestCompare(t *testing.T) {
	for name, c := range map[string]struct {
		update, was, got string
		left             string // in the file afterwards
		says             []string
	}{
		"the same":      {was: "a\nb\n", got: "a\nb\n", left: "a\nb\n"},
		"another":       {was: "a\nb\nc\n", got: "a\nB\nc\n", left: "a\nb\nc\n", says: []string{"make golden", "From line 2", "b\nc", "B\nc"}},
		"longer":        {was: "a", got: "a\nb", left: "a", says: []string{"From line 2"}},
		"none":          {got: "a\n", says: []string{"there is no file", "a\n"}},
		"written anew":  {update: "1", was: "a\n", got: "b\n", left: "b\n"},
		"written first": {update: "1", got: "b\n", left: "b\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("UPDATE", c.update)
			file := filepath.Join(t.TempDir(), "testdata", "x.golden.txt")
			if c.was != "" {
				if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, []byte(c.was), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			j := &judge{T: t}
			seen := filepath.Join(t.TempDir(), "seen")
			t.Setenv("GOLDEN_SEEN", seen)
			golden.Compare(j, file, c.got)
			if listed, _ := os.ReadFile(seen); (string(listed) == file+"\n") != (c.update != "") {
				t.Errorf("as compared is listed %q", listed)
			}
			if left, _ := os.ReadFile(file); string(left) != c.left {
				t.Errorf("the file holds %q", left)
			}
			if (j.said == "") != (c.says == nil) {
				t.Errorf("it says %q", j.said)
			}
			for _, wanted := range c.says {
				if !strings.Contains(j.said, wanted) {
					t.Errorf("it does not say %q: %s", wanted, j.said)
				}
			}
		})
	}
}
