package display

import (
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// Claiming is a claim by whoever is signed in, with what they bring.
func Claiming(r *web.Request) referral.Claim {
	return r.Site.Rules.ClaimWith(r.Who.Qualifications(), r.Who.Referrer.Email, r.Site.Now())
}
