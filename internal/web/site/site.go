// Package site is every page that people see, put together of the wings.
package site

import (
	"io/fs"
	"log/slog"
	"net/http"
	"time"

	"assistive-referrals/internal/address"
	"assistive-referrals/internal/attachment"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/secret/envelope"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/referpage"
	"assistive-referrals/internal/web/signin"
	"assistive-referrals/internal/web/signinpage"
)

// Options are what the pages are made from.
type Options struct {
	Store      *casestore.Store
	SignIn     *signin.Provider
	Files      *attachment.Signer // of the bucket of attached files
	Seal       *envelope.Box      // seals and opens the codes of key safes
	Assets     fs.FS              // app.css and the scripts
	ServiceURL string             // where people find the pages, without a slash at the end
	// SignInOrigin is where the identity provider's pages are, if not here: a
	// form that meets a timed-out sign-in is sent on to there.
	SignInOrigin string
	// Rules are the council's.
	Rules referral.Rules
	// HandOver is the case system that may hand people over; nil if none may.
	HandOver  *referpage.CaseSystem
	Now       func() time.Time
	Log       *slog.Logger
	Addresses *address.Client // nil where no address is looked up
}

// app is the pages with what they reach.
type app struct {
	Options
	site   *web.Site
	secure bool // whether people reach us by https
	mux    *http.ServeMux
}

// pages are the pages themselves, for a form that is continued.
func (a *app) pages() http.Handler { return a.mux }

// New returns the handler of every page. It returns an error if a template does
// not parse or an asset is missing.
func New(o Options) (http.Handler, error) {
	a := &app{Options: o, secure: len(o.ServiceURL) > 8 && o.ServiceURL[:8] == "https://"}
	var err error
	a.site, err = web.New(web.Options{
		Store: o.Store, Assets: o.Assets, Templates: allTemplates(), Now: o.Now, Log: o.Log,
		Recognise: signinpage.Recognise(a.signIn()), SignIn: signinpage.Ask(a.signIn()),
		Warnings: display.CaseWarnings, Navigation: navigation, Rules: o.Rules, Seal: o.Seal, Addresses: o.Addresses,
	})
	if err != nil {
		return nil, err
	}
	a.mux = http.NewServeMux()
	for _, route := range a.routes() {
		a.mux.Handle(route.Pattern, a.site.Handle(route))
	}
	a.mux.Handle("GET /assets/", a.site.AssetsHandler())
	a.mux.Handle("/", a.site.Handle(web.Route{Public: true, Serve: func(*web.Request) error { return web.ErrNoSuchPage }}))
	return a.secured(a.mux), nil
}

// secured refuses what comes from another site, and says what a browser may do.
func (a *app) secured(next http.Handler) http.Handler {
	sameOrigin := http.NewCrossOriginProtection()
	// The one form of another site's: takeHandOver looks at where it is from itself.
	sameOrigin.AddInsecureBypassPattern("POST " + referpage.HandOverPath)
	sameOrigin.SetDenyHandler(a.site.Handle(web.Route{Public: true, Serve: func(*web.Request) error { return web.ErrOtherSite }}))
	guarded := sameOrigin.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'self'; form-action 'self' "+a.SignInOrigin+" "+a.Files.Origin()+"; frame-ancestors 'none'; base-uri 'none'; object-src 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cache-Control", "no-store") // the assets set their own
		if a.secure {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		guarded.ServeHTTP(w, r)
	})
}

// CaseSystem is a case system that may hand people over.
type CaseSystem = referpage.CaseSystem
