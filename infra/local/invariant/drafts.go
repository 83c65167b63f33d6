package invariant

import (
	"strconv"
	"strings"
	"time"
)

// draftNotices holds that whoever began a draft is told once, and in time, that it
// will go; and that nobody is told of one that was sent.
func (c *checker) draftNotices() {
	now := c.system.Cloud.Now()
	for _, d := range c.headers {
		if d.DueAt == "" {
			continue
		}
		if d.SentAs != "" {
			c.say(SentOnce, d.ID, "was sent as %s, and its notice is still due", d.SentAs)
		}
		if d.DueAt < now.Add(-Quiet).UTC().Format("2006-01-02T15:04:05.000Z") {
			c.say(SentOnce, d.ID, "its notice was due at %s", d.DueAt)
		}
	}
	sent := map[string]int{}
	for _, m := range c.system.Outbox.Sent() {
		sent[m.Reference]++
	}
	for id, n := range c.notices {
		withheld := strings.HasPrefix(n.Receipt, "withheld: ")
		switch times := sent["DRAFT#"+id]; {
		case n.Sent.IsZero():
			c.say(SentOnce, id, "is not recorded as sent after %d looks: %q", n.Attempts, n.Receipt)
		case withheld != (times == 0):
			c.say(SentOnce, id, "was sent %d times, and is recorded as %q", times, n.Receipt)
		case times > 1 && !c.options.FaultsInjected:
			c.say(SentOnce, id, "was sent %d times", times)
		}
	}
}

// longGone tells whether a notice of a draft may have expired with its draft, of
// whose end its identifier speaks.
func (c *checker) longGone(id string) bool {
	until, err := strconv.ParseInt(id[strings.LastIndex(id, "#")+1:], 10, 64)
	return err == nil && c.system.Cloud.Now().After(time.Unix(until, 0))
}
