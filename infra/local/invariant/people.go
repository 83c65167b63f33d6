package invariant

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"

	"assistive-referrals/internal/referral"
)

// people holds that each case has the rows by which its person is found, as the
// answers describe them now, and that there are no others: by one that was left
// behind somebody else would be shown this case.
func (c *checker) people() {
	for _, r := range c.inOrder() {
		if !r.hasCase || !r.hasSent {
			continue // drafts says so
		}
		opened := r.opened.Opened.UTC().Format("2006-01-02T15:04:05.000Z")
		for _, i := range referral.Current(r.sent, r.events).Facts.Person.Identifiers() {
			mac := hmac.New(sha256.New, c.system.PersonKey())
			mac.Write([]byte(i.Text))
			row := "PERSON#" + hex.EncodeToString(mac.Sum(nil)) + " CASE#" + opened + "#" + string(r.reference)
			if _, there := c.rows[row]; !there {
				c.say(FoundByWho, string(r.reference), "a row is missing: %s", row)
			}
			c.rows[row] = true
		}
	}
	for row, wanted := range c.rows {
		if !wanted {
			c.say(FoundByWho, row, "no case calls for this row")
		}
	}
}
