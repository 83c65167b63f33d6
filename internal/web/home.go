package web

import (
	"assistive-referrals/internal/web/base"
)

import "assistive-referrals/internal/access"

// home sends people to the page where their work is: practitioners to their
// worklist, everyone else to the first thing that they can use.
func home(v *visit) error {
	if v.Person().Ever(access.SeeList) {
		return v.GoTo("/worklist")
	}
	if links := v.Destinations(); len(links) > 0 {
		return v.GoTo(links[0].Href)
	}
	return web.ErrForbidden
}
