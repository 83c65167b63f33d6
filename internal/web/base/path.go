package web

import "assistive-referrals/internal/referral"

// PathOfCase is the address of a case's page.
func PathOfCase(r referral.Reference) string { return "/case/" + string(r) }

// PathOfStrand is the address of one of the pages about a strand.
func PathOfStrand(r referral.Reference, k referral.Kind, page string) string {
	return PathOfCase(r) + "/" + string(k) + "/" + page
}
