package smoke

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"time"

	"assistive-referrals/infra/local/journey"
	"assistive-referrals/infra/stack"
)

// Test plays stories on a stack, each on an empty table, says how each went, and
// returns an error if one did not go as told. A story that needs what a deployed
// stack has not, such as a clock that can be moved, is skipped.
func Test(ctx context.Context, out io.Writer, s *stack.Stack, files []string) error {
	if len(files) == 0 {
		files, _ = filepath.Glob("testdata/journeys/*.journey") // a good pattern
	}
	passed, failed, skipped := 0, 0, 0
	for _, file := range files {
		story, err := journey.Load(file)
		if err != nil {
			return err
		}
		if needs := beyond(story); needs != "" {
			fmt.Fprintf(out, "skip %s: %s\n", story.Name, needs)
			skipped++
			continue
		}
		w := newWorld(s)
		if err := w.empty(ctx); err != nil {
			return err
		}
		begun := time.Now()
		result := journey.Run(ctx, story, w)
		fmt.Fprintf(out, "%s in %s, %s of it waiting for the line (at most %s at a time)\n", result.Line(),
			time.Since(begun).Round(10*time.Millisecond), w.waited.Round(10*time.Millisecond), w.longer.Round(10*time.Millisecond))
		switch {
		case result.Failure != "":
			failed++
		case result.OK():
			passed++
		default:
			skipped++
		}
	}
	if skipped > 0 {
		fmt.Fprintf(out, "%d skipped\n", skipped)
	}
	fmt.Fprintf(out, "%d passed, %d failed\n", passed, failed)
	if failed > 0 {
		return errors.New("the deployed stack did not do what it should: see its logs")
	}
	return nil
}

var clock = regexp.MustCompile(`^(\d+ .* later|at \d.*|starts at .*|hold the .*)$`)

// beyond names the step for which a story cannot be played here, "" if it can.
func beyond(story journey.Story) string {
	for _, step := range story.Steps {
		if clock.MatchString(step.Text) {
			return fmt.Sprintf("line %d needs a clock or a line of its own: %s", step.Line, step.Text)
		}
	}
	return ""
}
