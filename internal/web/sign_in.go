package web

import (
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
const lapsedLife = 24 * time.Hour

// keptLife is how long a form that met a timed-out sign-in is kept.
const keptLife = time.Hour

// maxKept is the largest form that is kept; the table takes 400 KB an item.
const maxKept = 300 << 10

// errSignIn says that the page is for people who are signed in.
var errSignIn = errors.New("not signed in")

// cookie returns the name of the cookie with the browser's secret. Over https
// the prefix binds it to this host.
func (a *app) cookie() string {
	if a.secure {
		return "__Host-sign-in"
	}
	return "sign-in"
}

func (v *visit) setSecret(secret string, life time.Duration) {
	http.SetCookie(v.w, &http.Cookie{
		Name: v.cookie(), Value: secret, Path: "/", HttpOnly: true, Secure: v.secure, SameSite: http.SameSiteLaxMode,
		MaxAge: int(life.Seconds()),
	})
}

// recogniseBrowser finds the sign-in of the browser's secret, if there is one
// and it has not timed out.
func (v *visit) recogniseBrowser() error {
	cookie, err := v.r.Cookie(v.cookie())
	if err != nil {
		return nil
	}
	in, err := v.Store.SignIn(v.ctx(), cookie.Value)
	switch {
	case casestore.IsNotFound(err):
		return nil
	case errors.Is(err, casestore.ErrSignInOver):
		v.secret = cookie.Value
		return nil
	case err != nil:
		return err
	}
	v.secret, v.who = cookie.Value, in
	return nil
}

// askToSignIn sends the browser to sign in and back to where it was. A form is
// kept for an hour, to be continued by the same person.
func (v *visit) askToSignIn() error {
	if v.r.Method == http.MethodPost && v.secret != "" {
		if err := v.keepForm(); err != nil {
			return err
		}
		return v.goTo("/sign-in?from=form")
	}
	if v.r.Method == http.MethodPost {
		return v.goTo("/sign-in")
	}
	return v.goTo("/sign-in?to=" + url.QueryEscape(v.r.URL.RequestURI()))
}

func (v *visit) keepForm() error {
	lapsed, err := v.Store.SignIn(v.ctx(), v.secret)
	if !errors.Is(err, casestore.ErrSignInOver) {
		return err
	}
	body := v.form.Encode()
	if len(body) > maxKept {
		return errTooLarge
	}
	return v.Store.KeepRequest(v.ctx(), v.secret, casestore.KeptRequest{
		Who: lapsed.Referrer.ID, Path: v.r.URL.Path, Body: body, Until: v.Now().Add(keptLife).UTC(),
	})
}

// signInBegin sends the browser to the identity provider.
func signInBegin(v *visit) error {
	how := signin.Usual
	if v.r.URL.Query().Get("as") == "another" {
		how = signin.ChooseAgain
	}
	address, pending, err := v.SignIn.Begin(v.ctx(), how)
	if err != nil {
		return failure{kind: unavailable, heading: "Signing in is not possible just now",
			body: "Try again in a few minutes. What you had saved is still there.", beneath: err}
	}
	begun := casestore.SignIn{
		State: pending.State, Nonce: pending.Nonce, Verifier: pending.Verifier, Began: pending.Begun.UTC(),
		ReturnTo: ownPath(v.r.URL.Query().Get("to")), Until: v.Now().Add(signin.PendingLife).UTC(),
	}
	secret := newIdentifier()
	if v.r.URL.Query().Get("from") == "form" {
		if kept, err := v.Store.KeptRequest(v.ctx(), v.lapsedSecret()); err == nil {
			begun.ReturnTo = "/continue"
			if err := v.Store.KeepRequest(v.ctx(), secret, kept); err != nil {
				return err
			}
		}
	}
	if err := v.Store.KeepSignIn(v.ctx(), secret, begun); err != nil {
		return err
	}
	v.setSecret(secret, signin.PendingLife)
	return v.goTo(address)
}

func (v *visit) lapsedSecret() string {
	if cookie, err := v.r.Cookie(v.cookie()); err == nil {
		return cookie.Value
	}
	return ""
}

// signInComplete takes the browser back from the identity provider. The secret
// changes, so that nobody can prepare a browser for someone else.
func signInComplete(v *visit) error {
	again := failure{kind: refused, heading: "That sign-in could not be completed", body: "Go to the start page and sign in again."}
	begun := v.who
	query := v.r.URL.Query()
	if v.secret == "" || begun.State == "" {
		return again
	}
	person, idToken, err := v.SignIn.Complete(v.ctx(), query.Get("code"), query.Get("state"),
		signin.Pending{State: begun.State, Nonce: begun.Nonce, Verifier: begun.Verifier, Begun: begun.Began})
	if err != nil {
		again.beneath = err
		return again
	}
	in := signedIn(person, idToken)
	in.Began, in.Until = v.Now().UTC(), v.Now().Add(signInLife).UTC()
	if len(in.Roles) == 0 {
		return failure{kind: forbidden, heading: "You do not have access to this service",
			body: "Your account has no role here. Ask your team manager to have one added."}
	}
	secret := newIdentifier()
	returnTo := begun.ReturnTo
	if kept, err := v.Store.KeptRequest(v.ctx(), v.secret); err == nil {
		if kept.Who != in.Referrer.ID {
			returnTo = "/"
		} else if err := v.Store.KeepRequest(v.ctx(), secret, kept); err != nil {
			return err
		}
	}
	if err := v.Store.KeepSignIn(v.ctx(), secret, in); err != nil {
		return err
	}
	if err := v.Store.EndSignIn(v.ctx(), v.secret); err != nil {
		return err
	}
	v.setSecret(secret, signInLife+lapsedLife)
	if returnTo == "" {
		returnTo = "/"
	}
	return v.goTo(returnTo)
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
	if v.secret != "" {
		if err := v.Store.EndSignIn(v.ctx(), v.secret); err != nil {
			return err
		}
	}
	v.setSecret("", -time.Second)
	address, err := v.SignIn.SignOutURL(v.ctx(), "", v.ServiceURL+"/signed-out")
	if err != nil {
		return v.goTo("/signed-out")
	}
	return v.goTo(address)
}

type signedOutPage struct{}

func signedOut(v *visit) error {
	v.who = casestore.SignIn{}
	return v.show("signed_out", document{Title: "You have signed out"}, signedOutPage{})
}

// continuePage offers to go on with a form that met a timed-out sign-in.
type continuePage struct{}

func continueAsk(v *visit) error {
	if _, err := v.kept(); err != nil {
		return err
	}
	return v.show("continue", document{Title: "You are signed in again"}, continuePage{})
}

// continueForm sends the kept form again, as if it had just been pressed.
func continueForm(v *visit) error {
	kept, err := v.kept()
	if err != nil {
		return err
	}
	again, err := http.NewRequestWithContext(v.ctx(), http.MethodPost, kept.Path, strings.NewReader(kept.Body))
	if err != nil {
		return err
	}
	again.Header = v.r.Header.Clone()
	again.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	v.again.ServeHTTP(v.w, again)
	return nil
}

func (v *visit) kept() (casestore.KeptRequest, error) {
	kept, err := v.Store.KeptRequest(v.ctx(), v.secret)
	if casestore.IsNotFound(err) || (err == nil && kept.Who != v.who.Referrer.ID) {
		return kept, failure{kind: notFound, heading: "There is nothing to continue",
			body: "A form is kept for an hour. What you had saved before that is still in your drafts."}
	}
	return kept, err
}

// ownPath returns a path of this service, or "" for anything that could lead
// elsewhere.
func ownPath(path string) string {
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n") {
		return ""
	}
	return path
}
