package signinpage

import (
	"cmp"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/workingtime"
)

// continuePage offers to go on with the forms that met a timed-out sign-in: one
// for each tab in which a button was pressed.
type continuePage struct {
	Forms []keptForm
}

// keptForm is one of them.
type keptForm struct{ ID, What, When string }

const ContinuePath = "/continue"

// ParkedLife is how long a form that met a timed-out sign-in is kept.
const ParkedLife = time.Hour

// The largest form that is kept, and the largest of a browser of which nothing is
// known; the table takes 400 KB an item.
const (
	maxKept        = 300 << 10
	maxKeptUnknown = 64 << 10
)

// mostKeeps is how many secrets of a browser are followed.
const mostKeeps = 8

// keepsWith returns where forms are kept, with those of that secret.
func keepsWith(keeps []casestore.ParkedFormsKey, secret string) []casestore.ParkedFormsKey {
	all := append(slices.Clone(keeps), casestore.ParkedFormsKeyOf(secret))
	return all[max(0, len(all)-mostKeeps):]
}

// keepForm keeps the form that was sent for whoever was signed in. Where that is not
// known, because the browser has signed out or lost its secret, only a form of a
// draft is kept: it can be continued by nobody but the one whose draft it is. It
// returns whether the form is kept.
func (p pages) keepForm(r *web.Request) (bool, error) {
	secret := cmp.Or(p.cookieSecret(r), web.NewIdentifier())
	was, err := p.Store.SignIn(r.Ctx(), secret)
	switch {
	case casestore.IsNotFound(err):
		p.setSecret(r, secret, ParkedLife)
	case err != nil && !errors.Is(err, casestore.ErrSignInOver):
		return false, err
	}
	who, most := cmp.Or(was.Referrer.ID, was.Lapsed), maxKept
	if who == "" {
		if r.Route.On != web.OnDraft {
			return false, nil
		}
		most = maxKeptUnknown
	}
	// What is to be sealed is not kept as it was typed: it is asked for again.
	for _, name := range intake.SecretNames() {
		r.Posted.Del(name)
	}
	body := r.Posted.Encode()
	if len(body) > most {
		return false, web.ErrTooLarge
	}
	return true, p.Store.ParkForm(r.Ctx(), casestore.ParkedForm{
		ID: r.ID, In: casestore.ParkedFormsKeyOf(secret), Who: who, Path: r.URL.Path, Body: body, Parked: p.Now().UTC(), Until: p.Now().Add(ParkedLife).UTC(),
	})
}

// continuable returns the forms that are kept for the person at this browser, and
// were not continued yet, the oldest first.
func (p pages) continuable(r *web.Request) ([]casestore.ParkedForm, error) {
	kept, err := p.keptForms(r)
	return slices.DeleteFunc(kept, func(k casestore.ParkedForm) bool { return k.Continued }), err
}

func (p pages) keptForms(r *web.Request) ([]casestore.ParkedForm, error) {
	all, err := p.Store.ParkedForms(r.Ctx(), keepsWith(r.Who.Keeps, r.Browser))
	if err != nil {
		return nil, err
	}
	var own []casestore.ParkedForm
	for _, k := range all {
		mine := k.Who == r.Who.Referrer.ID
		if k.Who == "" {
			if mine, err = p.ownsDraft(r, k.Path); err != nil {
				return nil, err
			}
		}
		if mine {
			own = append(own, k)
		}
	}
	slices.SortStableFunc(own, func(a, b casestore.ParkedForm) int { return a.Parked.Compare(b.Parked) })
	return own, nil
}

// ownsDraft tells whether the path is one of a draft of the person.
func (p pages) ownsDraft(r *web.Request, path string) (bool, error) {
	parts := strings.Split(path, "/")
	if len(parts) < 3 || parts[1] != "referral" {
		return false, nil
	}
	_, err := p.Store.Draft(r.Ctx(), r.Who.Referrer.ID, parts[2])
	if casestore.IsNotFound(err) {
		return false, nil
	}
	return err == nil, err
}

func (p pages) continueAsk(r *web.Request) error {
	kept, err := p.continuable(r)
	if err != nil {
		return err
	}
	if len(kept) == 0 {
		return errNothingToContinue
	}
	return r.Show("continue", web.Document{Title: "You are signed in again"}, newContinuePage(kept))
}

var errNothingToContinue = web.Failure{Kind: web.NotFound, Heading: "There is nothing to continue",
	Body: "A form is kept for an hour. What you had saved before that is still in your drafts."}

func newContinuePage(kept []casestore.ParkedForm) continuePage {
	var page continuePage
	for _, k := range kept {
		form := keptForm{ID: k.ID, What: whatIsKept(k.Path), When: workingtime.InLondon(k.Parked, "3:04pm")}
		page.Forms = append(page.Forms, form)
	}
	return page
}

// whatIsKept says which page a form is of, without anything of the person.
func whatIsKept(path string) string {
	parts := strings.Split(strings.Trim(path, "/"), "/")
	last := parts[len(parts)-1]
	if parts[0] == "case" && len(parts) > 1 {
		if reference, err := referral.ParseReference(parts[1]); err == nil {
			return "Referral " + string(reference)
		}
	}
	if s, found := intake.Find(last); found {
		return s.Title
	}
	if last == intake.CheckAnswersSlug {
		return "Check answers and send"
	}
	return "The page where you were"
}

// continueForm sends a kept form again, as if it had just been pressed.
func (p pages) continueForm(r *web.Request) error {
	all, err := p.keptForms(r)
	if err != nil {
		return err
	}
	n := slices.IndexFunc(all, func(k casestore.ParkedForm) bool { return k.ID == r.Posted.Get("form") })
	if n < 0 {
		return errNothingToContinue
	}
	kept := all[n]
	again, err := http.NewRequestWithContext(r.Ctx(), http.MethodPost, kept.Path, strings.NewReader(kept.Body))
	if err != nil {
		return err
	}
	again.Header = r.Header.Clone()
	again.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	p.Resubmit().ServeHTTP(r.Writer, again)
	// It is offered no more; pressed again it does again what it does twice as once.
	kept.Continued = true
	if err := p.Store.ParkForm(r.Ctx(), kept); err != nil {
		p.Log.Error("a form that was continued is still offered", "request", r.ID, "error", err.Error())
	}
	return nil
}
