package web

import (
	"assistive-referrals/internal/access"
)

// routes is the list of pages, in the order in which people meet them. Each
// names who may use it; a route that names nobody can be used by nobody.
func (a *app) routes() []route {
	return []route{
		{pattern: "GET /sign-in", public: true, serve: signInBegin},
		{pattern: "GET /sign-in/complete", public: true, serve: signInComplete},
		{pattern: "POST /sign-out", public: true, serve: signOut},
		{pattern: "GET /signed-out", public: true, serve: signedOut},
		{pattern: "GET /continue", may: access.UseService, serve: continueAsk},
		{pattern: "POST /continue", may: access.UseService, serve: continueForm},
		{pattern: "GET /{$}", may: access.UseService, serve: home},
	}
}

// navigation is what the person can go to from every page.
func (v *visit) navigation() []link {
	var links []link
	for _, entry := range []struct {
		may access.Action
		link
	}{
		{access.SeeOwn, link{"My referrals", "/my-referrals"}},
		{access.SeeList, link{"Worklist", "/worklist"}},
		{access.Repair, link{"Operations", "/operations"}},
	} {
		if v.person().Ever(entry.may) {
			links = append(links, entry.link)
		}
	}
	return links
}
