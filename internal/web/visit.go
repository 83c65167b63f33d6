package web

import (
	"embed"

	"assistive-referrals/internal/web/base"
)

//go:embed template/*.gohtml
var templates embed.FS

// visit is a request with the pages that answer it.
type visit struct {
	*app
	*web.Request
}

// to makes a page's handler of a function of a visit.
func (a *app) to(serve func(*visit) error) web.Handler {
	return func(r *web.Request) error { return serve(&visit{a, r}) }
}
