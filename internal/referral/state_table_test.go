package referral

import "testing"

// A state is described whole, or this names it and the file.
func TestEveryStateIsDescribed(t *testing.T) {
	for _, s := range States() {
		d, described := descriptions[s]
		if !described || d.label == "" || d.colour == "" || d.next == "" || d.stage == "" {
			t.Errorf("state %q: describe it in descriptions, internal/referral/state.go (it has %+v)", s, d)
		}
		if !d.final && d.list == "" && d.effect == NoEffect {
			t.Errorf("state %q: neither on a list nor owed by the workflow: nobody would go on with it", s)
		}
	}
	if len(descriptions) != len(States()) {
		t.Error("a state is described that States, internal/referral/state.go, does not list")
	}
}
