package smoke

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"assistive-referrals/infra/local/journey"
	"assistive-referrals/infra/stack"
)

// Usual is the story that is played if no other is named.
const Usual = "testdata/journeys/arranged.journey"

// Test plays stories on a stack, one after the other, says how each went, and
// returns an error if one did not go as told. A story that needs what a deployed
// stack has not, such as a clock that can be moved, is told as far as it goes.
func Test(ctx context.Context, out io.Writer, s *stack.Stack, files []string) error {
	if len(files) == 0 {
		files = []string{Usual}
	}
	passed, failed := 0, 0
	for _, file := range files {
		story, err := journey.Load(file)
		if err != nil {
			return err
		}
		w, begun := newWorld(s), time.Now()
		result := journey.Run(ctx, story, w)
		fmt.Fprintf(out, "%s in %s, %s of it waiting for the line (at most %s at a time)\n", result.Line(),
			time.Since(begun).Round(10*time.Millisecond), w.waited.Round(10*time.Millisecond), w.longer.Round(10*time.Millisecond))
		switch {
		case result.Failure != "":
			failed++
		case result.OK():
			passed++
		}
	}
	fmt.Fprintf(out, "%d passed, %d failed\n", passed, failed)
	if failed > 0 {
		return errors.New("the deployed stack did not do what it should: see its logs")
	}
	return nil
}
