package main

import (
	"encoding/json"
	"io"
	"os"
	"strings"
	"testing"

	"assistive-referrals/infra"
)

// Every function answers its own sample; another name is answered with those
// there are.
func TestInvoke(t *testing.T) {
	t.Chdir("../../..")
	if _, err := os.Stat("infra/npm/dist/app.css"); err != nil {
		t.Fatal("the style sheet is not built: make assets")
	}
	for _, f := range infra.Build().Functions {
		var out strings.Builder
		if err := run(t.Context(), &out, io.Discard, f.Name, ""); err != nil || !json.Valid([]byte(out.String())) {
			t.Errorf("%s: %v, %s", f.Name, err, out.String())
		}
	}
	if err := run(t.Context(), io.Discard, io.Discard, "nothing", ""); err == nil || !strings.Contains(err.Error(), "of arrange, enlist") {
		t.Errorf("got %v", err)
	}
}
