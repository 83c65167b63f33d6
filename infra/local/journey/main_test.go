package journey

import (
	"os"
	"runtime/debug"
	"testing"
)

// Stories make much that lives as long as an answer: with more of it between two
// collections they take a fifth less.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400)
	os.Exit(m.Run())
}
