// Package opspage is what operations see: what could not be mended by itself.
package opspage

import (
	"embed"
	"io/fs"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/web"
)

//go:embed template/*.gohtml
var templates embed.FS

// Templates are this wing's.
func Templates() fs.FS { return templates }

// Options are what these pages use.
type Options struct {
	Store *casestore.Store
}

// Routes lists the pages, each with who may use it; a route that names nobody can be
// used by nobody.
func Routes(o Options) []web.Route {
	p := pages{o}
	return []web.Route{
		{Pattern: "GET /operations", May: access.Repair, Serve: p.operations},
		{Pattern: "POST /operations/try-again", May: access.Repair, Serve: p.tryAgain},
	}
}

type pages struct{ Options }
