// Package boardpage is the board: how a team stands, and how long people wait.
package boardpage

import (
	"embed"
	"io/fs"
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

// Options are what the pages of the board read.
type Options struct {
	Store *casestore.Store
	Now   func() time.Time
	Rules referral.Rules
}

// Routes lists the pages of the board.
func Routes(o Options) []web.Route {
	p := pages{o}
	return []web.Route{
		{Pattern: "GET /board", May: access.SeeBoard, Serve: p.board},
		{Pattern: "GET /board/{figure}", May: access.SeeBoard, Serve: p.figure},
	}
}

type pages struct{ Options }
