package site

import (
	"io/fs"
	"slices"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/boardpage"
	"assistive-referrals/internal/web/casepage"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/listpage"
	"assistive-referrals/internal/web/opspage"
	"assistive-referrals/internal/web/referpage"
	"assistive-referrals/internal/web/signinpage"
)

// Routes is every page as data, for what ranges over pages without serving any.
func Routes() []web.Route { return (&app{}).routes() }

// routes is every page of every wing.
func (a *app) routes() []web.Route {
	o := a.Options
	return slices.Concat(
		signinpage.Routes(a.signIn()),
		referpage.Routes(referpage.Options{
			Store: o.Store, Files: o.Files, HandOver: o.HandOver, Addresses: o.Addresses, ServiceURL: o.ServiceURL, Secure: a.secure,
			Now: o.Now, Log: o.Log, Rules: o.Rules,
		}),
		listpage.Routes(listpage.Options{Store: o.Store, Now: o.Now, Log: o.Log, Rules: o.Rules}),
		casepage.Routes(casepage.Options{Store: o.Store, Seal: o.Seal, Now: o.Now, Rules: o.Rules}),
		boardpage.Routes(boardpage.Options{Store: o.Store, Now: o.Now, Rules: o.Rules}),
		opspage.Routes(opspage.Options{Store: o.Store}),
	)
}

func (a *app) signIn() signinpage.Options {
	o := a.Options
	return signinpage.Options{
		Store: o.Store, SignIn: o.SignIn, ServiceURL: o.ServiceURL, Secure: a.secure, Now: o.Now, Log: o.Log, Resubmit: a.pages,
	}
}

// allTemplates are those of every wing, by which a page is shown by its name.
func allTemplates() []fs.FS {
	return []fs.FS{
		display.Templates(), formview.Templates(), signinpage.Templates(), referpage.Templates(), listpage.Templates(),
		casepage.Templates(), boardpage.Templates(), opspage.Templates(),
	}
}

// navigation is what the person can go to from every page.
var navigation = []web.Destination{
	{May: access.SeeOwn, Link: web.Link{Text: "My referrals", Href: "/my-referrals"}},
	{May: access.ClaimIt, Link: web.Link{Text: "My day", Href: "/my-day"}},
	{May: access.SeeList, Link: web.Link{Text: "Worklist", Href: "/worklist"}},
	{May: access.AuditIt, Link: web.Link{Text: "Audits", Href: "/audits"}},
	{May: access.Find, Link: web.Link{Text: "Find", Href: "/find"}},
	{May: access.Repair, Link: web.Link{Text: "Operations", Href: "/operations"}},
	{May: access.SeeBoard, Link: web.Link{Text: "Board", Href: "/board"}},
}
