package site

import (
	"os"
	"runtime/debug"
	"testing"
)

// Tests render thousands of pages and throw them away at once, so what they leave is
// collected less often.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400)
	os.Exit(m.Run())
}
