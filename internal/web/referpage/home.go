package referpage

import (
	"assistive-referrals/internal/access"
	"assistive-referrals/internal/web"
)

// home sends people to the page where their work is: practitioners to their
// worklist, everyone else to the first thing that they can use.
func (p pages) home(r *web.Request) error {
	if r.Person().Ever(access.SeeList) {
		return r.GoTo("/worklist")
	}
	if links := r.Destinations(); len(links) > 0 {
		return r.GoTo(links[0].Href)
	}
	return web.ErrForbidden
}
