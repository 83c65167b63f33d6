// Package golden holds what tests make to files that a person reviews. make golden
// writes all of them anew and says what changed.
package golden

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Test is what is needed of a testing.TB.
type Test interface {
	Helper()
	Errorf(format string, args ...any)
	Fatal(args ...any)
}

// Updating tells whether files are to be written and not compared: UPDATE is set.
func Updating() bool { return os.Getenv("UPDATE") != "" }

// Compare fails the test unless the file holds got, and says where the two first
// differ. While Updating it writes the file instead.
func Compare(t Test, file, got string) {
	t.Helper()
	want, err := os.ReadFile(file)
	if Updating() {
		if err := note(file); err != nil {
			t.Fatal(err)
		}
		if err == nil && bytes.Equal(want, []byte(got)) {
			return
		}
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		t.Errorf("there is no file %s; make golden writes it. It would be:\n%s", file, got)
	case err != nil:
		t.Fatal(err)
	case string(want) != got:
		t.Errorf("%s holds something else; make golden writes it anew. %s", file, difference(string(want), got))
	}
}

// note adds the file to those that were compared, if GOLDEN_SEEN says where they are
// listed: by which those are found that no test compares any more.
func note(file string) error {
	list := os.Getenv("GOLDEN_SEEN")
	if list == "" {
		return nil
	}
	path, err := filepath.Abs(file)
	if err != nil {
		return err
	}
	to, err := os.OpenFile(list, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = to.WriteString(path + "\n")
	return errors.Join(err, to.Close())
}

// shown is how many lines of either text a difference shows.
const shown = 6

func difference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	at := 0
	for at < len(w) && at < len(g) && w[at] == g[at] {
		at++
	}
	lines := func(all []string) string { return strings.Join(all[at:min(len(all), at+shown)], "\n") }
	return fmt.Sprintf("From line %d on it has\n%s\nand it is now\n%s", at+1, lines(w), lines(g))
}
