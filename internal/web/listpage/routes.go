// Package listpage is how people find their work: worklists, saved views, my day, find, giving work out, audits.
package listpage

import (
	"embed"
	"io/fs"
	"log/slog"
	"time"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

//go:embed template/*.gohtml
var templates embed.FS

// Templates are this wing's.
func Templates() fs.FS { return templates }

// Options are what these pages use.
type Options struct {
	Log   *slog.Logger
	Now   func() time.Time
	Store *casestore.Store
	Rules referral.Rules
}

// Routes lists the pages, each with who may use it; a route that names nobody can be
// used by nobody.
func Routes(o Options) []web.Route {
	p := pages{o}
	return []web.Route{
		{Pattern: "GET /catalogue", May: access.UseService, Serve: p.showCatalogue},
		{Pattern: "GET /my-day", May: access.ClaimIt, Serve: p.myDay},
		{Pattern: "GET /worklist", May: access.SeeList, Serve: p.worklist},
		{Pattern: "GET /worklist/changes", May: access.SeeList, Serve: p.worklistChanges},
		{Pattern: "POST /worklist/shortcuts", May: access.SeeList, Serve: p.switchShortcuts},
		{Pattern: "GET /worklist/save-view", May: access.SeeList, Serve: p.saveView},
		{Pattern: "POST /worklist/save-view", May: access.SeeList, Serve: p.saveViewForm},
		{Pattern: "GET /worklist/views", May: access.SeeList, Serve: p.views},
		{Pattern: "GET /worklist/views/{view}", May: access.SeeList, Serve: p.viewAsk},
		{Pattern: "POST /worklist/views/{view}", May: access.SeeList, Serve: p.viewSave},
		{Pattern: "POST /worklist/views/{view}/delete", May: access.SeeList, Serve: p.viewDelete},
		{Pattern: "POST /worklist/claim-next", May: access.ClaimIt, Serve: p.claimNext},
		{Pattern: "GET /assign", May: access.Reassign, Serve: p.assignAsk},
		{Pattern: "POST /assign", May: access.Reassign, Serve: p.assignSave},
		{Pattern: "GET /away", May: access.Absent, Serve: p.away},
		{Pattern: "POST /away", May: access.Absent, Serve: p.saveAway},
		{Pattern: "GET /audits", May: access.AuditIt, Serve: p.audits},
		{Pattern: "GET /find", May: access.Find, Serve: p.findAsk},
		{Pattern: "POST /find", May: access.Find, Serve: p.find},
	}
}

type pages struct{ Options }
