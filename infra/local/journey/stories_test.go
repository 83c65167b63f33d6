package journey

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestStories tells every story in testdata/journeys to a new system of its own.
func TestStories(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "..", "..", "testdata", "journeys", "*.journey"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no stories: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".journey"), func(t *testing.T) {
			t.Parallel()
			story, err := Load(file)
			if err != nil {
				t.Fatal(err)
			}
			world, err := NewLocal(t.Context(), story.Starts)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = world.Close() }()
			world.SkipIdle()
			if result := Run(t.Context(), story, world); !result.OK() {
				t.Error(result.Line())
			}
		})
	}
}
