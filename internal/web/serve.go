package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"strings"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

// route is one page: how it is reached, who may use it, and what it needs.
type route struct {
	pattern string        // method and path, as http.ServeMux reads them
	may     access.Action // what one must be allowed to do
	on      scope         // what the path names
	shows   string        // what personal data it shows, by which the view is recorded; "" for none
	public  bool          // may be used without signing in
	serve   func(*visit) error
}

// scope is what a route's path names, which is loaded and guarded before the
// page's own handler runs.
type scope int

const (
	onNothing scope = iota
	onDraft         // {draft}: one of the person's own
	onCase          // {reference}
	onStrand        // {reference}/{strand}
)

// visit is a request with what the wrapper found out about it.
type visit struct {
	*app
	w       http.ResponseWriter
	r       *http.Request
	route   route
	id      string // identifies the request in logs
	secret  string // of the browser; "" if it has none
	who     casestore.SignIn
	draft   casestore.Draft
	c       referral.Case
	strands []referral.Strand
	strand  referral.Strand
	form    url.Values
}

func (v *visit) ctx() context.Context { return v.r.Context() }

// person is who is signed in, as the access table knows them.
func (v *visit) person() access.Person {
	return access.Person{ID: v.who.Referrer.ID, Roles: v.who.Roles, Team: referral.Team(v.who.Referrer.Team)}
}

// actor is who is signed in, as the history knows them.
func (v *visit) actor() referral.Actor { return v.who.Referrer.Actor }

// may tells whether the person may do something to the case and strand of the visit.
func (v *visit) may(action access.Action) bool {
	if v.strand.Kind != "" {
		return v.person().Allowed(action, v.person().To(v.c, v.strand)...)
	}
	if v.c.Reference != "" {
		return v.person().Allowed(action, v.person().ToCase(v.c, v.strands)...)
	}
	return v.person().Ever(action)
}

// maxBody is the largest form that is read.
const maxBody = 1 << 20

// serve is the one wrapper around every page.
func (a *app) serve(rt route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := &visit{app: a, w: w, r: r, route: rt, id: newIdentifier()}
		err := v.enter(rt)
		if err == nil {
			err = rt.serve(v)
		}
		if err != nil {
			v.fail(err)
		}
	})
}

// enter finds out who asks and what for, and refuses what is not allowed.
func (v *visit) enter(rt route) error {
	if err := v.readForm(); err != nil {
		return err
	}
	if err := v.recogniseBrowser(); err != nil {
		return err
	}
	if rt.public {
		return nil
	}
	if v.who.Referrer.ID == "" {
		return errSignIn
	}
	if !v.person().Ever(rt.may) {
		return errForbidden
	}
	if err := v.load(rt.on); err != nil {
		return err
	}
	if rt.on != onNothing && rt.on != onDraft && !v.may(rt.may) && !v.repeated() {
		return v.notAllowed()
	}
	return v.recordView(rt)
}

// repeated tells whether this form has done its work before: whoever puts a strand
// back may not work it any more, and their double click is no attempt to.
func (v *visit) repeated() bool {
	return v.r.Method == http.MethodPost && v.strand.Done(v.form.Get("request")) && v.may(access.SeeCase)
}

// notAllowed tells those who may see the case that they may not do this, and
// everyone else nothing.
func (v *visit) notAllowed() error {
	if v.may(access.SeeCase) {
		return errForbidden
	}
	return errNoSuchCase
}

func (v *visit) readForm() error {
	if v.r.Method != http.MethodPost {
		return nil
	}
	v.r.Body = http.MaxBytesReader(v.w, v.r.Body, maxBody)
	media, _, err := mime.ParseMediaType(v.r.Header.Get("Content-Type"))
	if err != nil || media != "application/x-www-form-urlencoded" {
		return errNotAForm
	}
	err = v.r.ParseForm()
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return errTooLarge
	case err != nil:
		return failure{kind: notAForm, heading: errNotAForm.heading, body: errNotAForm.body, beneath: err}
	}
	v.form = readable(v.r.PostForm)
	return nil
}

// readable returns what was sent as text that can be shown again, whatever bytes it was.
func readable(sent url.Values) url.Values {
	for _, values := range sent {
		for i, value := range values {
			values[i] = strings.ReplaceAll(strings.ToValidUTF8(value, "\uFFFD"), "\x00", "")
		}
	}
	return sent
}

// load reads the draft, or the case and strand, that the path names.
func (v *visit) load(on scope) error {
	var err error
	switch on {
	case onDraft:
		v.draft, err = v.Store.Draft(v.ctx(), v.who.Referrer.ID, v.r.PathValue("draft"))
		if casestore.IsNotFound(err) {
			return errNoSuchDraft
		}
		if err == nil && v.draft.SentAs != "" {
			// It is a case now, and seeing it is recorded as seeing any case is.
			v.c, v.strands, err = v.Store.Case(v.ctx(), v.draft.SentAs)
		}
		return err
	case onCase, onStrand:
		reference, parseErr := referral.ParseReference(v.r.PathValue("reference"))
		if parseErr != nil {
			return errNoSuchCase
		}
		v.c, v.strands, err = v.Store.Case(v.ctx(), reference)
		if casestore.IsNotFound(err) {
			return errNoSuchCase
		}
		if err != nil || on == onCase {
			return err
		}
		for _, s := range v.strands {
			if string(s.Kind) == v.r.PathValue("strand") {
				v.strand = s
				return nil
			}
		}
		return errNoSuchCase
	}
	return nil
}

// recordView writes down that personal data is about to be shown. Without the
// record there is no view.
func (v *visit) recordView(rt route) error {
	if rt.shows == "" || v.c.Reference == "" {
		return nil
	}
	return v.Store.RecordRead(v.ctx(), casestore.Read{
		Reference: v.c.Reference, By: v.actor(), At: v.Now().UTC(), What: rt.shows, Request: v.id,
	})
}

// show renders a page in the layout.
func (v *visit) show(name string, d document, data any) error {
	return v.showAs(http.StatusOK, name, d, data)
}

// showAs renders into a buffer first, so that a page that fails half-way is
// never sent.
func (v *visit) showAs(status int, name string, d document, data any) error {
	d.Path = v.r.URL.Path
	d.Warnings = v.deathWarnings()
	if v.who.Referrer.ID != "" {
		d.SignedInAs = v.who.Referrer.Name
		d.Navigation = v.navigation()
	}
	var page bytes.Buffer
	if err := v.pages.render(&page, d, name, data); err != nil {
		return err
	}
	v.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	v.w.WriteHeader(status)
	_, err := page.WriteTo(v.w)
	if err != nil {
		v.Log.Info("the browser went away", "request", v.id)
	}
	return nil
}

// wantsJSON tells whether a page's own script asks: it reads no pages.
func (v *visit) wantsJSON() bool { return v.r.Header.Get("Accept") == "application/json" }

// answerJSON answers a page's own script.
func (v *visit) answerJSON(status int, answer any) error {
	document, err := json.Marshal(answer)
	if err != nil {
		return fmt.Errorf("answer a script: %w", err)
	}
	v.w.Header().Set("Content-Type", "application/json")
	v.w.WriteHeader(status)
	if _, err := v.w.Write(document); err != nil {
		v.Log.Info("the browser went away", "request", v.id)
	}
	return nil
}

// goTo sends the browser on with a GET, so that reloading sends nothing twice.
func (v *visit) goTo(path string) error {
	http.Redirect(v.w, v.r, path, http.StatusSeeOther)
	return nil
}

// errorPage is the data of the error template.
type errorPage struct {
	Heading, Body string
	Request       string // to quote to whoever helps
}

// fail answers with the page of an error and logs what lies beneath.
func (v *visit) fail(err error) {
	if errors.Is(err, errSignIn) {
		if v.wantsJSON() {
			_ = v.answerJSON(http.StatusUnauthorized, savedAnswer{Problem: "You have been signed out"}) // strings always encode
			return
		}
		if err = v.askToSignIn(); err == nil {
			return
		}
	}
	f := failureOf(err)
	level := v.Log.Info
	if f.kind == internal || f.kind == unavailable {
		level = v.Log.Error
	}
	level("answered with an error page", "request", v.id, "method", v.r.Method, "route", v.r.Pattern, "status", f.kind.status(), "error", err.Error())
	if v.wantsJSON() {
		_ = v.answerJSON(f.kind.status(), savedAnswer{Problem: f.heading}) // strings always encode
		return
	}
	page := errorPage{Heading: f.heading, Body: f.body}
	if f.kind == internal || f.kind == unavailable {
		page.Request = v.id
	}
	if err := v.showAs(f.kind.status(), "error", document{Title: f.heading}, page); err != nil {
		v.Log.Error("the error page failed", "request", v.id, "error", err.Error())
		v.w.Header().Set("Content-Type", "text/html; charset=utf-8")
		v.w.WriteHeader(http.StatusInternalServerError)
		_, _ = v.w.Write(v.lastWords)
	}
}
