package display

import (
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// Claiming is a claim by whoever is signed in, with what they bring.
func Claiming(r *web.Request) referral.Claim {
	return r.Site.Rules.ClaimWith(r.Who.Qualifications(), r.Who.Referrer.Email, r.Site.Now())
}

// DoneNext is the code by which the case page says why it was the next.
func DoneNext(why string) string { return "claim-next-" + why }
