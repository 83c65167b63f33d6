package referral

import (
	"slices"
	"testing"
)

// A state is a whole row, or this names it and the file.
func TestEveryStateIsAWholeRow(t *testing.T) {
	const file = "internal/referral/states.go"
	for _, s := range States() {
		row, there := states[s]
		if !there {
			t.Errorf("state %q: it has no row in %s", s, file)
			continue
		}
		for part, missing := range map[string]bool{
			"colour": row.colour == "", "words": row.words == nil, "where": row.where == nil, "phase": row.phase == 0,
			"stage": row.stage == "", "target": row.target == "", "expects": row.expects == "",
		} {
			if missing {
				t.Errorf("state %q: its row in %s has no %s", s, file, part)
			}
		}
		if row.stopsClock != (row.stopped != "") {
			t.Errorf("state %q: its row in %s says that the clock is stopped, or what that means, and not both", s, file)
		}
		if row.phase != over && row.list == "" && row.effect == NoEffect && row.timer == nil {
			t.Errorf("state %q: by its row in %s it is on no list, the workflow owes nothing and no timer runs: nobody would go on with it", s, file)
		}
		for _, kind := range Kinds() {
			for _, reader := range []Reader{"", HolderReads, TeamReads, ReferrerReads, PersonReads} {
				if label, next := s.Words(kind, reader, Progress{2, 3}); label == "" || next == "" {
					t.Errorf("state %q: its words in %s leave out %s for %q", s, file, kind, reader)
				}
			}
		}
	}
	for s := range states {
		if !slices.Contains(States(), s) {
			t.Errorf("state %q: it has a row in %s, and States in internal/referral/state.go does not list it", s, file)
		}
	}
	for _, s := range Stages() {
		if s.Label() == "" {
			t.Errorf("stage %q: it has no label in internal/referral/stage.go", s)
		}
	}
}
