package journey

import (
	"context"
	"fmt"
	"strings"
	"sync"
)

// atOnce presses a button in two browsers. Both requests are made of the pages as
// they are now, so neither knows what the other does.
func atOnce(ctx context.Context, t *telling, args []string) error {
	var requests [2]*submission
	for i := range t.pair {
		name, tab := args[2*i], args[2*i+1]
		b, isNew := t.tab(name, tab)
		if isNew {
			return fmt.Errorf("%s has no page open yet", name)
		}
		var err error
		if requests[i], err = b.prepare(args[4], ""); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		t.pair[i] = b
	}
	if t.pair[0] == t.pair[1] {
		return fmt.Errorf("the two are the same browser; name a tab, such as “in tab 2”")
	}
	var pages [2]*page
	var failures [2]error
	var both sync.WaitGroup
	for i, b := range t.pair {
		both.Go(func() { pages[i], failures[i] = b.fetch(ctx, requests[i]) })
	}
	both.Wait()
	for i, b := range t.pair {
		if failures[i] != nil {
			return fmt.Errorf("%s: %w", b.who, failures[i])
		}
		b.turnTo(pages[i])
	}
	return nil
}

func (p *page) says(what string) bool { return strings.Contains(text(p.main()), plain(what)) }

func bothSee(_ context.Context, t *telling, args []string) error {
	for _, b := range t.pair {
		b.page.refused = false
		if !b.page.says(args[0]) {
			return fmt.Errorf("expected both to see %q, %s saw (status %d): %s", args[0], b.who, b.page.status, b.page.excerpt())
		}
	}
	return nil
}

// oneAndOther gives the two names by what each sees, for who is first is chance.
func oneAndOther(_ context.Context, t *telling, args []string) error {
	for _, order := range [][2]*browser{t.pair, {t.pair[1], t.pair[0]}} {
		one, other := order[0], order[1]
		if !one.page.says(args[0]) || !other.page.says(args[2]) {
			continue
		}
		one.page.refused, other.page.refused = false, false
		t.tabs[args[1]+" "], t.tabs[args[3]+" "] = one, other
		return nil
	}
	return fmt.Errorf("expected one to see %q and the other %q. %s saw: %s\n    %s saw: %s",
		args[0], args[2], t.pair[0].who, t.pair[0].page.excerpt(), t.pair[1].who, t.pair[1].page.excerpt())
}
