package journey

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// Result is how a story ended.
type Result struct {
	Story   Story
	Steps   int    // that were done
	Skipped string // why it was not told to its end; "" if it was
	Failure string // file, line, what was expected and what was seen; "" if none
}

// OK tells whether the story was told to its end and everything was as expected.
func (r Result) OK() bool { return r.Failure == "" && r.Skipped == "" }

// MainJourney is the result in a line, or several where a failure needs them.
func (r Result) Line() string {
	switch {
	case r.Failure != "":
		return "FAIL " + r.Story.Name + ": " + r.Failure
	case r.Skipped != "":
		return "skip " + r.Story.Name + ": " + r.Skipped
	}
	return fmt.Sprintf("ok   %s (%d steps)", r.Story.Name, r.Steps)
}

// Run tells a story in a world, then checks what must always hold there.
func Run(ctx context.Context, story Story, world World) Result {
	t := &telling{world: world, tabs: map[string]*browser{}, jars: map[string]*jar{}, values: map[string]string{}}
	result := Result{Story: story}
	told := 0
	for i := 0; i < len(story.Steps); i++ {
		step := story.Steps[i]
		err := t.step(ctx, step)
		if errors.Is(err, errNotYet) && told < mostTold {
			i, told = i-step.again-1, told+1
			continue
		}
		var cannot CannotHereError
		if errors.As(err, &cannot) {
			result.Skipped = fmt.Sprintf("%s:%d: %v", step.File, step.Line, cannot)
			return result
		}
		if err != nil {
			result.Failure = fmt.Sprintf("%s:%d: %s: %v", step.File, step.Line, step.Text, err)
			return result
		}
		result.Steps++
	}
	last := story.Steps[len(story.Steps)-1]
	for _, b := range t.tabs {
		if _, err := b.shown(); err != nil && !errors.Is(err, errNoPage) {
			result.Failure = fmt.Sprintf("%s:%d: at the end %s has an open page that was refused: %v", last.File, last.Line, b.who, err)
			return result
		}
	}
	violations, err := world.Check(ctx)
	if err != nil {
		violations = append(violations, err.Error())
	}
	if len(violations) > 0 {
		result.Failure = fmt.Sprintf("%s:%d: after the story, what must always hold does not:\n    %s", last.File, last.Line, strings.Join(violations, "\n    "))
	}
	return result
}

// mostTold is how often the parts of a story are told again because chance has not
// yet fallen as the story needs it.
const mostTold = 100

var errNotYet = errors.New("the page does not say so yet")

// until is the step after a part that is told again until the page says something.
func until() *stepKind {
	return &stepKind{browser: true, do: func(_ context.Context, t *telling, args []string) error {
		p, err := t.browser.shown()
		if err == nil && !strings.Contains(text(p.main()), plain(args[0])) {
			return fmt.Errorf("%w: expected %q, saw: %s", errNotYet, plain(args[0]), shortened(text(p.main()), 800))
		}
		return err
	}}
}

// telling is a story while it is told.
type telling struct {
	world   World
	tabs    map[string]*browser // by name and tab
	jars    map[string]*jar     // by name
	browser *browser            // in use
	pair    [2]*browser         // of the last step “at once”
	values  map[string]string   // remembered
}

func (t *telling) step(ctx context.Context, s Step) error {
	args := make([]string, len(s.args))
	for i, arg := range s.args {
		args[i] = arg
		if s.form.remembers != i+1 {
			args[i] = t.fill(arg)
		}
	}
	if err := s.form.do(ctx, t, args); err != nil {
		return err
	}
	if err := t.world.Settle(ctx); err != nil {
		return fmt.Errorf("letting the line settle: %w", err)
	}
	return nil
}

// fill puts what was remembered in the place of its name.
func (t *telling) fill(arg string) string {
	return nameInBraces.ReplaceAllStringFunc(arg, func(braced string) string {
		name := strings.Trim(braced, "{}")
		if builtIn(name) {
			return t.today(name)
		}
		return t.values[name]
	})
}

// tab returns somebody's browser, a new one the first time.
func (t *telling) tab(name, tab string) (b *browser, isNew bool) {
	key := name + " " + tab
	if b, known := t.tabs[key]; known {
		return b, false
	}
	if t.jars[name] == nil {
		t.jars[name] = &jar{cookies: map[string]kept{}}
	}
	b = &browser{who: name, world: t.world, jar: t.jars[name]}
	t.tabs[key] = b
	return b, true
}

// turnTo makes somebody's browser the one in use. The first time they sign in, by
// choosing themselves from the list of the local identity provider.
func (t *telling) turnTo(ctx context.Context, name, tab string) error {
	b, isNew := t.tab(name, tab)
	t.browser = b
	if !isNew {
		return nil
	}
	if err := b.visit(ctx, "/"); err != nil {
		return err
	}
	if b.page.heading() != signInHeading {
		_, err := b.shown()
		return err
	}
	request, err := b.prepare(name, "")
	if err != nil {
		return fmt.Errorf("sign in: %w", err)
	}
	b.sending = nil
	if err := b.send(ctx, request); err != nil {
		return fmt.Errorf("sign in: %w", err)
	}
	_, err = b.shown()
	return err
}

// signInHeading is how the list of people to sign in as is recognised.
const signInHeading = "Who are you?"
