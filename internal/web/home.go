package web

import "assistive-referrals/internal/access"

// home sends people to the page where their work is: practitioners to their
// worklist, everyone else to the first thing that they can use.
func home(v *visit) error {
	if v.person().Ever(access.SeeList) {
		return v.goTo("/worklist")
	}
	if links := v.navigation(); len(links) > 0 {
		return v.goTo(links[0].Href)
	}
	return errForbidden
}
