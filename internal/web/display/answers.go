package display

import (
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// Current returns the referral with the answers that came after it was sent, and
// the history that they are from.
func Current(r *web.Request) (referral.Referral, []referral.Event, error) {
	sent, err := r.Site.Store.Referral(r.Ctx(), r.Case.Reference)
	if err != nil {
		return sent, nil, err
	}
	events, err := r.Site.Store.History(r.Ctx(), r.Case.Reference)
	current := referral.Current(sent, events)
	current.Answers = intake.WithoutSecrets(current.Answers, r.Case.Secrets)
	return current, events, err
}
