package invariant

import "slices"

// sealed holds that each case has exactly the sealed items that it names, none once it
// is closed, and that a draft that was sent keeps none.
func (c *checker) sealed() {
	for _, r := range c.inOrder() {
		slices.Sort(r.secrets)
		if !slices.Equal(r.secrets, r.opened.Secrets) {
			c.say(Sealed, string(r.reference), "it names %v, and keeps %v", r.opened.Secrets, r.secrets)
		}
		if !r.opened.Closed.IsZero() && len(r.secrets) > 0 {
			c.say(Sealed, string(r.reference), "it is closed, and keeps %v", r.secrets)
		}
	}
	for _, d := range c.headers {
		if d.SentAs != "" && c.withKey[d.ID] {
			c.say(Sealed, d.ID, "it was sent, and keeps something sealed")
		}
	}
}
