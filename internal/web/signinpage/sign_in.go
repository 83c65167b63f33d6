package signinpage

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"time"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/signin"
)

// signInLife is how long a sign-in lasts: a working day.
const signInLife = 10 * time.Hour

// lapsedLife is how much longer the browser keeps its secret: as long as the
// store knows the sign-in. A form that meets a timed-out sign-in must still say
// whose it is, or there would be nobody to keep it for.
const lapsedLife = 7 * 24 * time.Hour

// cookie returns the name of the cookie with the browser's secret. Over https
// the prefix binds it to this host.
func (p pages) cookie() string {
	if p.Secure {
		return "__Host-sign-in"
	}
	return "sign-in"
}

func (p pages) setSecret(r *web.Request, secret string, life time.Duration) {
	http.SetCookie(r.Writer, &http.Cookie{
		Name: p.cookie(), Value: secret, Path: "/", HttpOnly: true, Secure: p.Secure, SameSite: http.SameSiteLaxMode,
		MaxAge: int(life.Seconds()),
	})
}

// recogniseBrowser finds the sign-in of the browser's secret, if there is one
// and it has not timed out.
func (p pages) recogniseBrowser(r *web.Request) error {
	secret := p.cookieSecret(r)
	if secret == "" {
		return nil
	}
	in, err := p.Store.SignIn(r.Ctx(), secret)
	switch {
	case casestore.IsNotFound(err):
		return nil
	case errors.Is(err, casestore.ErrSignInOver):
		r.Browser = secret
		return nil
	case err != nil:
		return err
	}
	r.Browser, r.Who = secret, in
	return nil
}

// cookieSecret is what the browser brings, whether anything is known of it or not.
func (p pages) cookieSecret(r *web.Request) string {
	if cookie, err := r.Cookie(p.cookie()); err == nil {
		return cookie.Value
	}
	return ""
}

// askToSignIn sends the browser to sign in and back to where it was. A form is
// kept for an hour, to be continued by the same person.
func (p pages) askToSignIn(r *web.Request) error {
	if r.Method != http.MethodPost {
		return r.GoTo("/sign-in?to=" + url.QueryEscape(r.URL.RequestURI()))
	}
	kept, err := p.keepForm(r)
	if err != nil {
		return err
	}
	if !kept {
		return r.GoTo("/sign-in")
	}
	return r.GoTo("/sign-in?from=form")
}

// signInBegin sends the browser to the identity provider.
func (p pages) signInBegin(r *web.Request) error {
	how := signin.Usual
	if r.URL.Query().Get("as") == "another" {
		how = signin.ChooseAgain
	}
	address, pending, err := p.SignIn.Begin(r.Ctx(), how)
	if err != nil {
		return web.Failure{Kind: web.Unavailable, Heading: "Signing in is not possible just now",
			Body: "Try again in a few minutes. What you had saved is still there.", Beneath: err}
	}
	begun := casestore.BegunSignIn{
		State: pending.State, Nonce: pending.Nonce, Verifier: pending.Verifier, Began: pending.Begun.UTC(),
		ReturnTo: web.OwnPath(r.URL.Query().Get("to")),
	}
	if r.URL.Query().Get("from") == "form" {
		begun.ReturnTo = ContinuePath
	}
	secret, in, err := p.beginning(r)
	if err != nil {
		return err
	}
	in.Until = p.Now().Add(signin.PendingLife).UTC()
	in.Begun = append(in.Begun, begun)
	if extra := len(in.Begun) - mostBegun; extra > 0 {
		in.Begun = in.Begun[extra:]
	}
	if err := p.Store.KeepSignIn(r.Ctx(), secret, in); err != nil {
		return err
	}
	p.setSecret(r, secret, signin.PendingLife)
	return r.GoTo(address)
}

// mostBegun is how many tabs of a browser can be signing in.
const mostBegun = 8

// beginning returns the browser's beginning of a sign-in, with its secret: the one
// that it has, if another tab is signing in, or a new one.
func (p pages) beginning(r *web.Request) (string, casestore.SignIn, error) {
	old := p.cookieSecret(r)
	was, err := p.Store.SignIn(r.Ctx(), old)
	switch {
	case err == nil && was.Referrer.ID == "":
		return old, was, nil
	case err != nil && !casestore.IsNotFound(err) && !errors.Is(err, casestore.ErrSignInOver):
		return "", was, err
	}
	in := casestore.SignIn{Lapsed: cmp.Or(was.Referrer.ID, was.Lapsed), Keeps: was.Keeps}
	if old != "" {
		in.Keeps = keepsWith(was.Keeps, old)
	}
	return web.NewIdentifier(), in, nil
}

// signInComplete takes the browser back from the identity provider. The secret
// changes, so that nobody can prepare a browser for someone else.
func (p pages) signInComplete(r *web.Request) error {
	query := r.URL.Query()
	if r.Who.Referrer.ID != "" {
		return p.returnTo(r, "") // another tab has signed in meanwhile
	}
	again := web.Failure{Kind: web.Refused, Heading: "That sign-in could not be completed", Body: "Go to the start page and sign in again."}
	n := slices.IndexFunc(r.Who.Begun, func(b casestore.BegunSignIn) bool { return b.State == query.Get("state") })
	if r.Browser == "" || n < 0 {
		return again
	}
	begun := r.Who.Begun[n]
	person, idToken, err := p.SignIn.Complete(r.Ctx(), query.Get("code"), query.Get("state"),
		signin.Pending{State: begun.State, Nonce: begun.Nonce, Verifier: begun.Verifier, Begun: begun.Began})
	if err != nil {
		again.Beneath = err
		return again
	}
	in := signedIn(person, idToken)
	in.Began, in.Until = p.Now().UTC(), p.Now().Add(signInLife).UTC()
	in.Keeps = keepsWith(r.Who.Keeps, r.Browser)
	if len(in.Roles) == 0 {
		return web.Failure{Kind: web.Forbidden, Heading: "You do not have access to this service",
			Body: "Your account has no role here. Ask your team manager to have one added."}
	}
	secret := web.NewIdentifier()
	if err := p.Store.KeepSignIn(r.Ctx(), secret, in); err != nil {
		return err
	}
	if err := p.Store.EndSignIn(r.Ctx(), r.Browser); err != nil {
		return err
	}
	p.setSecret(r, secret, signInLife+lapsedLife)
	r.Browser, r.Who = secret, in
	return p.returnTo(r, begun.ReturnTo)
}

// returnTo goes where somebody wanted to go who has signed in: nowhere in
// particular is to what is kept for them, if anything is.
func (p pages) returnTo(r *web.Request, path string) error {
	if path != "" && path != "/" && path != ContinuePath {
		return r.GoTo(path)
	}
	kept, err := p.continuable(r)
	if err != nil {
		return err
	}
	if len(kept) > 0 {
		return r.GoTo(ContinuePath)
	}
	return r.GoTo("/")
}

// signedIn takes from the identity provider what this service knows: roles and
// skills that it has, and nothing about any other.
func signedIn(p signin.Person, idToken string) casestore.SignIn {
	in := casestore.SignIn{IDToken: idToken}
	for _, role := range referral.Roles() {
		for _, held := range p.Roles {
			if string(role) == held {
				in.Roles = append(in.Roles, role)
			}
		}
	}
	for _, skill := range referral.Skills() {
		if slices.Contains(p.Skills, string(skill)) {
			in.Skills = append(in.Skills, skill)
		}
	}
	in.Referrer = referral.Referrer{
		Actor: referral.Actor{ID: p.ID, Name: p.Name}, Team: p.Team, Email: p.Email, Telephone: p.Telephone, Registration: p.Registration,
	}
	if len(in.Roles) > 0 {
		in.Referrer.Role = in.Roles[0]
	}
	return in
}

// signOut ends the sign-in here and at the identity provider.
func (p pages) signOut(r *web.Request) error {
	if r.Browser != "" {
		if err := p.Store.DropParkedForms(r.Ctx(), keepsWith(r.Who.Keeps, r.Browser)); err != nil {
			return err
		}
		if err := p.Store.EndSignIn(r.Ctx(), r.Browser); err != nil {
			return err
		}
	}
	p.setSecret(r, "", -time.Second)
	address, err := p.SignIn.SignOutURL(r.Ctx(), "", p.ServiceURL+"/signed-out")
	if err != nil {
		return r.GoTo("/signed-out")
	}
	return r.GoTo(address)
}

type signedOutPage struct{}

func (p pages) signedOut(r *web.Request) error {
	r.Who = casestore.SignIn{}
	return r.Show("signed_out", web.Document{Title: "You have signed out"}, signedOutPage{})
}
