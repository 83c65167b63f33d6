// Package signinpage is how people sign in and out, and how a form that met a timed-out sign-in is continued.
package signinpage

import (
	"embed"
	"io/fs"
	"log/slog"
	"net/http"
	"time"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/signin"
)

//go:embed template/*.gohtml
var templates embed.FS

// Templates are this wing's.
func Templates() fs.FS { return templates }

// Options are what these pages use.
type Options struct {
	Log        *slog.Logger
	Now        func() time.Time
	ServiceURL string // where people find the pages, without a slash at the end
	Secure     bool   // whether they do by https
	SignIn     *signin.Provider
	Store      *casestore.Store
	// Resubmit answers a form that is continued: the pages themselves.
	Resubmit func() http.Handler
}

// Routes lists the pages, each with who may use it; a route that names nobody can be
// used by nobody.
func Routes(o Options) []web.Route {
	p := pages{o}
	return []web.Route{
		{Pattern: "GET /sign-in", Public: true, Serve: p.signInBegin},
		{Pattern: "GET /sign-in/complete", Public: true, Serve: p.signInComplete},
		{Pattern: "POST /sign-out", Public: true, Serve: p.signOut},
		{Pattern: "GET /signed-out", Public: true, Serve: p.signedOut},
		{Pattern: "GET /continue", May: access.UseService, Serve: p.continueAsk},
		{Pattern: "POST /continue", May: access.UseService, Serve: p.continueForm},
	}
}

type pages struct{ Options }

// Recognise returns what finds out who is signed in.
func Recognise(o Options) func(*web.Request) error { return pages{o}.recogniseBrowser }

// Ask returns what answers who is not signed in.
func Ask(o Options) func(*web.Request) error { return pages{o}.askToSignIn }
