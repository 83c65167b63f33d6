package web

import (
	"assistive-referrals/internal/web/base"
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
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
func (a *app) cookie() string {
	if a.secure {
		return "__Host-sign-in"
	}
	return "sign-in"
}

func (v *visit) setSecret(secret string, life time.Duration) {
	http.SetCookie(v.Writer, &http.Cookie{
		Name: v.cookie(), Value: secret, Path: "/", HttpOnly: true, Secure: v.secure, SameSite: http.SameSiteLaxMode,
		MaxAge: int(life.Seconds()),
	})
}

// recogniseBrowser finds the sign-in of the browser's secret, if there is one
// and it has not timed out.
func (v *visit) recogniseBrowser() error {
	secret := v.cookieSecret()
	if secret == "" {
		return nil
	}
	in, err := v.Store.SignIn(v.Ctx(), secret)
	switch {
	case casestore.IsNotFound(err):
		return nil
	case errors.Is(err, casestore.ErrSignInOver):
		v.Browser = secret
		return nil
	case err != nil:
		return err
	}
	v.Browser, v.Who = secret, in
	return nil
}

// cookieSecret is what the browser brings, whether anything is known of it or not.
func (v *visit) cookieSecret() string {
	if cookie, err := v.Request.Cookie(v.cookie()); err == nil {
		return cookie.Value
	}
	return ""
}

// askToSignIn sends the browser to sign in and back to where it was. A form is
// kept for an hour, to be continued by the same person.
func (v *visit) askToSignIn() error {
	if v.Request.Method != http.MethodPost {
		return v.GoTo("/sign-in?to=" + url.QueryEscape(v.Request.URL.RequestURI()))
	}
	kept, err := v.keepForm()
	if err != nil {
		return err
	}
	if !kept {
		return v.GoTo("/sign-in")
	}
	return v.GoTo("/sign-in?from=form")
}

// signInBegin sends the browser to the identity provider.
func signInBegin(v *visit) error {
	how := signin.Usual
	if v.Request.URL.Query().Get("as") == "another" {
		how = signin.ChooseAgain
	}
	address, pending, err := v.SignIn.Begin(v.Ctx(), how)
	if err != nil {
		return web.Failure{Kind: web.Unavailable, Heading: "Signing in is not possible just now",
			Body: "Try again in a few minutes. What you had saved is still there.", Beneath: err}
	}
	begun := casestore.BegunSignIn{
		State: pending.State, Nonce: pending.Nonce, Verifier: pending.Verifier, Began: pending.Begun.UTC(),
		ReturnTo: ownPath(v.Request.URL.Query().Get("to")),
	}
	if v.Request.URL.Query().Get("from") == "form" {
		begun.ReturnTo = continuePath
	}
	secret, in, err := v.beginning()
	if err != nil {
		return err
	}
	in.Until = v.Now().Add(signin.PendingLife).UTC()
	in.Begun = append(in.Begun, begun)
	if extra := len(in.Begun) - mostBegun; extra > 0 {
		in.Begun = in.Begun[extra:]
	}
	if err := v.Store.KeepSignIn(v.Ctx(), secret, in); err != nil {
		return err
	}
	v.setSecret(secret, signin.PendingLife)
	return v.GoTo(address)
}

// mostBegun is how many tabs of a browser can be signing in.
const mostBegun = 8

// beginning returns the browser's beginning of a sign-in, with its secret: the one
// that it has, if another tab is signing in, or a new one.
func (v *visit) beginning() (string, casestore.SignIn, error) {
	old := v.cookieSecret()
	was, err := v.Store.SignIn(v.Ctx(), old)
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
func signInComplete(v *visit) error {
	query := v.Request.URL.Query()
	if v.Who.Referrer.ID != "" {
		return v.returnTo("") // another tab has signed in meanwhile
	}
	again := web.Failure{Kind: web.Refused, Heading: "That sign-in could not be completed", Body: "Go to the start page and sign in again."}
	n := slices.IndexFunc(v.Who.Begun, func(b casestore.BegunSignIn) bool { return b.State == query.Get("state") })
	if v.Browser == "" || n < 0 {
		return again
	}
	begun := v.Who.Begun[n]
	person, idToken, err := v.SignIn.Complete(v.Ctx(), query.Get("code"), query.Get("state"),
		signin.Pending{State: begun.State, Nonce: begun.Nonce, Verifier: begun.Verifier, Begun: begun.Began})
	if err != nil {
		again.Beneath = err
		return again
	}
	in := signedIn(person, idToken)
	in.Began, in.Until = v.Now().UTC(), v.Now().Add(signInLife).UTC()
	in.Keeps = keepsWith(v.Who.Keeps, v.Browser)
	if len(in.Roles) == 0 {
		return web.Failure{Kind: web.Forbidden, Heading: "You do not have access to this service",
			Body: "Your account has no role here. Ask your team manager to have one added."}
	}
	secret := web.NewIdentifier()
	if err := v.Store.KeepSignIn(v.Ctx(), secret, in); err != nil {
		return err
	}
	if err := v.Store.EndSignIn(v.Ctx(), v.Browser); err != nil {
		return err
	}
	v.setSecret(secret, signInLife+lapsedLife)
	v.Browser, v.Who = secret, in
	return v.returnTo(begun.ReturnTo)
}

// returnTo goes where somebody wanted to go who has signed in: nowhere in
// particular is to what is kept for them, if anything is.
func (v *visit) returnTo(path string) error {
	if path != "" && path != "/" && path != continuePath {
		return v.GoTo(path)
	}
	kept, err := v.continuable()
	if err != nil {
		return err
	}
	if len(kept) > 0 {
		return v.GoTo(continuePath)
	}
	return v.GoTo("/")
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
func signOut(v *visit) error {
	if v.Browser != "" {
		if err := v.Store.DropParkedForms(v.Ctx(), keepsWith(v.Who.Keeps, v.Browser)); err != nil {
			return err
		}
		if err := v.Store.EndSignIn(v.Ctx(), v.Browser); err != nil {
			return err
		}
	}
	v.setSecret("", -time.Second)
	address, err := v.SignIn.SignOutURL(v.Ctx(), "", v.ServiceURL+"/signed-out")
	if err != nil {
		return v.GoTo("/signed-out")
	}
	return v.GoTo(address)
}

type signedOutPage struct{}

func signedOut(v *visit) error {
	v.Who = casestore.SignIn{}
	return v.Show("signed_out", web.Document{Title: "You have signed out"}, signedOutPage{})
}

// ownPath returns a path of this service, or "" for anything that could lead
// elsewhere.
func ownPath(path string) string {
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n") {
		return ""
	}
	return path
}
