package invariant

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

// history holds that versions have no gap, that the chain of hashes verifies, and
// that replaying gives what is stored.
func (c *checker) history(r *record) {
	replayed, strands, err := referral.Replay(r.events)
	if err != nil {
		c.say(WholeHistory, string(r.reference), "%v", err)
		return
	}
	c.same(string(r.reference), replayed, r.opened)
	if len(r.strands) != len(strands) {
		c.say(WholeHistory, string(r.reference), "%d strands are stored, %d follow from the history", len(r.strands), len(strands))
	}
	for _, s := range r.strands {
		c.same(s.name(), strands[s.Kind], s.Strand)
	}
}

func (s strand) name() string { return string(s.Reference) + " " + string(s.Kind) }

// same compares two values as JSON, where nothing and an empty list are one.
func (c *checker) same(about string, replayed, stored any) {
	a, b := normal(replayed), normal(stored)
	if reflect.DeepEqual(a, b) {
		return
	}
	for name := range merged(a, b) {
		if !reflect.DeepEqual(a[name], b[name]) {
			c.say(WholeHistory, about, "%s: the history says %v, the table has %v", name, a[name], b[name])
		}
	}
}

func merged(a, b map[string]any) map[string]bool {
	names := map[string]bool{}
	for name := range a {
		names[name] = true
	}
	for name := range b {
		names[name] = true
	}
	return names
}

// normal returns a value as plain JSON, without what is empty.
func normal(value any) map[string]any {
	var plain map[string]any
	document, err := json.Marshal(value)
	if err == nil {
		err = json.Unmarshal(document, &plain)
	}
	if err != nil {
		return map[string]any{"error": err.Error()}
	}
	prune(plain)
	return plain
}

func prune(m map[string]any) {
	for name, value := range m {
		switch v := value.(type) {
		case nil:
			delete(m, name)
		case []any:
			if len(v) == 0 {
				delete(m, name)
			}
			for _, one := range v {
				if inner, isMap := one.(map[string]any); isMap {
					prune(inner)
				}
			}
		case map[string]any:
			prune(v)
		}
	}
}

// strands holds that a strand's row has exactly the keys of the list that its
// state calls for, that it has not stopped between two steps, and owes nothing.
func (c *checker) strands(r *record) {
	open := 0
	for _, s := range r.strands {
		if !s.State.Final() {
			open++
		}
		want := map[string]string{}
		if list, on := casestore.ListOf(s.Strand); on {
			want["WorklistKey"] = "TEAM#" + string(s.Team) + "#" + string(list)
			want["RankKey"] = s.Rank().UTC().Format("2006-01-02T15:04:05.000Z") + "#" + string(s.Reference) + "#" + string(s.Kind)
			if s.Holder != nil && list != casestore.ListArranging && list != casestore.ListCollect && list != casestore.ListClosed {
				want["HolderKey"] = "HOLDER#" + s.Holder.ID
			}
			if s.Team == "" {
				c.say(OneList, s.name(), "it is %s and has no team", s.State)
			}
		}
		for _, name := range []string{"WorklistKey", "RankKey", "HolderKey"} {
			if s.keys[name] != want[name] {
				c.say(OneList, s.name(), "it is %s and its %s is %q, not %q", s.State, name, s.keys[name], want[name])
			}
		}
		if (s.State == referral.Claimed || s.State.StopsClock()) && s.Holder == nil {
			c.say(OneList, s.name(), "it is claimed by nobody")
		}
		if s.State.Effect() != referral.NoEffect && !s.State.Final() {
			c.say(NothingOwed, s.name(), "it stopped at %s, which owes %s", s.State, s.State.Effect())
		}
	}
	if open != r.opened.OpenStrands || (open == 0) == r.opened.Closed.IsZero() {
		c.say(WholeHistory, string(r.reference), "%d strands are open, the case counts %d and was closed at %v", open, r.opened.OpenStrands, r.opened.Closed)
	}
	for _, o := range r.owed {
		c.say(NothingOwed, fmt.Sprintf("%s %s", r.reference, o.Kind), "owes %s of run %d after %d looks; last seen: %q", o.Effect, o.Run, o.Attempts, o.Seen)
	}
}

// death holds that what is recorded of the person's death has reached the cases that
// must hear of it, and that what was recorded elsewhere still stands there.
func (c *checker) death(r *record) {
	died := r.opened.Died
	if died == nil {
		return
	}
	for _, told := range died.Told {
		other := c.cases[told]
		if other == nil {
			c.say(DeathKnown, string(r.reference), "%s must hear of it, and is no case", told)
			continue
		}
		if other.opened.Died == nil && other.opened.DeathsApplied[r.reference] < r.opened.Deaths && other.opened.OpenStrands > 0 {
			c.say(DeathKnown, string(r.reference), "%s has not heard of it", told)
		}
	}
	if from := c.cases[died.From]; died.From != "" && (from == nil || from.opened.Died == nil) {
		c.say(DeathKnown, string(r.reference), "it came from %s, where it is recorded no more", died.From)
	}
}

// lists holds that every list, read as a person's page reads it, has exactly the
// strands whose state puts them there.
func (c *checker) lists(ctx context.Context) error {
	store := c.system.Store()
	on := map[string][]string{} // strand to lists
	for _, team := range referral.Teams() {
		for _, list := range []casestore.List{casestore.ListWaiting, casestore.ListClaimed, casestore.ListAsked, casestore.ListHeld,
			casestore.ListApproval, casestore.ListArranging, casestore.ListReview, casestore.ListCollect} {
			for from := casestore.Cursor(""); ; {
				page, err := store.Worklist(ctx, team, list, from, 100)
				if err != nil {
					return err
				}
				for _, e := range page.Entries {
					name := strand{Strand: e.Strand, Reference: e.Reference}.name()
					on[name] = append(on[name], string(team)+" "+string(list))
				}
				if from = page.Next; from == "" {
					break
				}
			}
		}
	}
	for _, r := range c.inOrder() {
		for _, s := range r.strands {
			lists := on[s.name()]
			delete(on, s.name())
			list, listed := casestore.ListOf(s.Strand)
			listed = listed && list != casestore.ListClosed // which has only what ended lately
			switch {
			case !listed && len(lists) > 0:
				c.say(OneList, s.name(), "it is %s and on %v", s.State, lists)
			case listed && (len(lists) != 1 || lists[0] != string(s.Team)+" "+string(list)):
				c.say(OneList, s.name(), "it is %s with %s and on %v", s.State, s.Team, lists)
			}
		}
	}
	for name, lists := range on {
		c.say(OneList, name, "is on %v, and is no strand", lists)
	}
	return nil
}

// notifications holds that everyone who must hear of an event has a notification
// of it that was sent, and that Notify has it once.
func (c *checker) notifications(r *record) {
	for i, e := range r.events {
		then, strands, err := referral.Replay(r.events[:i+1])
		if err != nil {
			return // history says so
		}
		about := []referral.Strand{strands[e.Strand]}
		if e.Strand == "" {
			about = nil
			for _, kind := range then.Kinds {
				about = append(about, strands[kind])
			}
		}
		for _, notice := range referral.Notices(then, e, about...) {
			id := fmt.Sprintf("%08d#%s#%s", e.Version, notice.Type, notice.To)
			if notice.Strand != "" {
				id += "#" + string(notice.Strand)
			}
			if _, there := r.notifications[id]; !there {
				c.say(SentOnce, string(r.reference), "%s is not owed, though %s happened", id, e.Name)
			}
		}
	}
	sent := map[string]int{}
	for _, m := range c.system.Outbox.Sent() {
		sent[m.Reference]++
	}
	for id, n := range r.notifications {
		times := sent[string(r.reference)+"#"+id]
		switch {
		case n.Sent.IsZero():
			c.say(SentOnce, string(r.reference), "%s is not recorded as sent after %d looks: %q", id, n.Attempts, n.Receipt)
		case strings.HasPrefix(n.Receipt, "withheld: "):
			// Nobody may be told any more: the case says so, and no message went out.
			if times > 0 || !strings.HasSuffix(id, "#"+string(referral.ToPerson)) {
				c.say(SentOnce, string(r.reference), "%s was withheld, and sent %d times", id, times)
			}
		case times == 0:
			c.say(SentOnce, string(r.reference), "%s is recorded as sent, and was not", id)
		case times > 1 && !c.options.FaultsInjected:
			c.say(SentOnce, string(r.reference), "%s was sent %d times", id, times)
		}
	}
}

// strayNotifications holds that nothing was sent that nobody owed.
func (c *checker) strayNotifications() {
	for _, m := range c.system.Outbox.Sent() {
		about, id, _ := cut(m.Reference)
		r := c.cases[referral.Reference(about)]
		if about == "DRAFT" {
			if _, owed := c.notices[id]; !owed && !c.longGone(id) {
				c.say(SentOnce, id, "was sent, and nobody owed it")
			}
		} else if r == nil {
			c.say(SentOnce, about, "a message was sent about a case that is not there")
		} else if _, owed := r.notifications[id]; !owed {
			c.say(SentOnce, about, "%s was sent, and nobody owed it", id)
		}
	}
}
