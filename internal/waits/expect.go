package waits

import (
	"assistive-referrals/internal/referral"
)

// Expectation is how long people like this one have waited lately: half of them no
// longer than Half, nine in ten no longer than Most, in working days.
type Expectation struct {
	Number     int // of people
	Weeks      int // that were looked at
	Half, Most int
}

// Expect returns what a book says of how long a step takes for a priority, from the
// weeks that the policy looks back. It returns false if there are too few to say.
func (b Series) Expect(policy referral.Policy, step Step, priority referral.Priority, today referral.Date) (Expectation, bool) {
	took := Sum(b.Between(ExpectFrom(policy, today), today)).Took(step, priority)
	e := Expectation{Number: took.Number(), Weeks: policy.ExpectWeeks, Half: took.Within(0.5), Most: took.Within(0.9)}
	return e, e.Number >= policy.ExpectAtLeast
}

// ExpectFrom is the first date of a book that Expect needs.
func ExpectFrom(policy referral.Policy, today referral.Date) referral.Date {
	return Date(noon(today).AddDate(0, 0, -7*policy.ExpectWeeks))
}
