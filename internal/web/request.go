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
	"time"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/panics"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/workingtime"
)

// Route is one page: how it is reached, who may use it, and what it needs.
type Route struct {
	Pattern string        // method and path, as http.ServeMux reads them
	May     access.Action // what one must be allowed to do
	On      Scope         // what the path names
	Shows   string        // what personal data it shows, by which the view is recorded; "" for none
	Public  bool          // may be used without signing in
	Serve   Handler
}

// Handler is a page. It answers, or returns an error that becomes a page.
type Handler func(*Request) error

// Scope is what a route's path names, which is loaded and guarded before the
// page's own handler runs.
type Scope int

const (
	OnNothing Scope = iota
	OnDraft         // {draft}: one of the person's own
	OnCase          // {reference}
	OnStrand        // {reference}/{strand}
)

// Request is a request with what the wrapper found out about it.
type Request struct {
	*http.Request
	Site    *Site
	Writer  http.ResponseWriter
	Route   Route
	ID      string // identifies the request in logs
	Browser string // the browser's secret; "" if it has none
	Who     casestore.SignIn
	Posted  url.Values // what was sent; nil unless it is a form
	// What the path names, loaded and guarded.
	Draft   casestore.Draft
	Case    referral.Case
	Strands []referral.Strand
	Strand  referral.Strand
}

// Ctx is the request's context.
func (r *Request) Ctx() context.Context { return r.Request.Context() }

// Person is who is signed in, as the access table knows them.
func (r *Request) Person() access.Person {
	return access.Person{ID: r.Who.Referrer.ID, Roles: r.Who.Roles, Team: referral.Team(r.Who.Referrer.Team)}
}

// Actor is who is signed in, as the history knows them.
func (r *Request) Actor() referral.Actor { return r.Who.Referrer.Actor }

// May tells whether the person may do something to the case and strand of the request.
func (r *Request) May(action access.Action) bool {
	if r.Strand.Kind != "" {
		return r.Person().Allowed(action, r.Person().To(r.Case, r.Strand)...)
	}
	if r.Case.Reference != "" {
		return r.Person().Allowed(action, r.Person().ToCase(r.Case, r.Strands)...)
	}
	return r.Person().Ever(action)
}

// MaxBody is the largest form that is read.
const MaxBody = 1 << 20

// Handle is the one wrapper around every page.
func (s *Site) Handle(rt Route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		q := &Request{Request: r, Site: s, Writer: w, Route: rt, ID: NewIdentifier()}
		err := attempt(func() error {
			if err := q.enter(rt); err != nil {
				return err
			}
			return rt.Serve(q)
		})
		if err != nil {
			q.fail(err)
		}
	})
}

// attempt returns a panic as an error, but for that by which an answer is aborted.
func attempt(f func() error) (err error) {
	defer func() {
		switch value := recover(); value {
		case nil:
		case http.ErrAbortHandler:
			panic(value)
		default:
			err = panics.Recovered(value)
		}
	}()
	return f()
}

// enter finds out who asks and what for, and refuses what is not allowed.
func (r *Request) enter(rt Route) error {
	if err := r.readForm(); err != nil {
		return err
	}
	if err := r.Site.Recognise(r); err != nil {
		return err
	}
	if rt.Public {
		return nil
	}
	if r.Who.Referrer.ID == "" {
		return ErrSignIn
	}
	if !r.Person().Ever(rt.May) {
		return ErrForbidden
	}
	if err := r.load(rt.On); err != nil {
		return err
	}
	if rt.On != OnNothing && rt.On != OnDraft && !r.May(rt.May) && !r.repeated() {
		return r.notAllowed()
	}
	return r.RecordView(rt)
}

// repeated tells whether this form has done its work before: whoever puts a strand
// back may not work it any more, and their double click is no attempt to.
func (r *Request) repeated() bool {
	return r.Request.Method == http.MethodPost && r.Strand.Done(r.Posted.Get("request")) && r.May(access.SeeCase)
}

// notAllowed tells those who may see the case that they may not do this, and
// everyone else nothing.
func (r *Request) notAllowed() error {
	if r.May(access.SeeCase) {
		return ErrForbidden
	}
	return ErrNoSuchCase
}

func (r *Request) readForm() error {
	if r.Request.Method != http.MethodPost {
		return nil
	}
	r.Request.Body = http.MaxBytesReader(r.Writer, r.Request.Body, MaxBody)
	media, _, err := mime.ParseMediaType(r.Request.Header.Get("Content-Type"))
	if err != nil || media != "application/x-www-form-urlencoded" {
		return ErrNotAForm
	}
	err = r.Request.ParseForm()
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return ErrTooLarge
	case err != nil:
		return Failure{Kind: NotAForm, Heading: ErrNotAForm.Heading, Body: ErrNotAForm.Body, Beneath: err}
	}
	r.Posted = readable(r.Request.PostForm)
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
func (r *Request) load(on Scope) error {
	var err error
	switch on {
	case OnDraft:
		r.Draft, err = r.Site.Store.Draft(r.Context(), r.Who.Referrer.ID, r.Request.PathValue("draft"))
		if casestore.IsNotFound(err) {
			return r.Site.NoSuchDraft()
		}
		if err == nil && r.Draft.SentAs != "" {
			// It is a case now, and seeing it is recorded as seeing any case is.
			r.Case, r.Strands, err = r.Site.Store.Case(r.Context(), r.Draft.SentAs)
		}
		return err
	case OnCase, OnStrand:
		reference, parseErr := referral.ParseReference(r.Request.PathValue("reference"))
		if parseErr != nil {
			return ErrNoSuchCase
		}
		r.Case, r.Strands, err = r.Site.Store.Case(r.Context(), reference)
		if casestore.IsNotFound(err) {
			return ErrNoSuchCase
		}
		if err != nil || on == OnCase {
			return err
		}
		for _, s := range r.Strands {
			if string(s.Kind) == r.Request.PathValue("strand") {
				r.Strand = s
				return nil
			}
		}
		return ErrNoSuchCase
	}
	return nil
}

// RecordView writes down that personal data is about to be shown. Without the
// record there is no view.
func (r *Request) RecordView(rt Route) error {
	if rt.Shows == "" || r.Case.Reference == "" {
		return nil
	}
	return r.Site.Store.RecordRead(r.Context(), casestore.Read{
		Reference: r.Case.Reference, By: r.Actor(), At: r.Site.Now().UTC(), What: rt.Shows, Request: r.ID,
	})
}

// Show renders a page in the layout.
func (r *Request) Show(name string, d Document, data any) error {
	return r.ShowAs(http.StatusOK, name, d, data)
}

// ShowAs renders into a buffer first, so that a page that fails half-way is
// never sent.
func (r *Request) ShowAs(status int, name string, d Document, data any) error {
	d.Path = r.Request.URL.Path
	d.Warnings = r.Site.Warnings(r)
	if r.Who.Referrer.ID != "" {
		d.SignedInAs = r.Who.Referrer.Name
		d.Navigation = r.Destinations()
	}
	var page bytes.Buffer
	if err := r.Site.pages.render(&page, d, name, data); err != nil {
		return err
	}
	r.Writer.Header().Set("Content-Type", "text/html; charset=utf-8")
	r.Writer.WriteHeader(status)
	_, err := page.WriteTo(r.Writer)
	if err != nil {
		r.Site.Log.Info("the browser went away", "request", r.ID)
	}
	return nil
}

// WantsJSON tells whether a page's own script asks: it reads no pages.
func (r *Request) WantsJSON() bool { return r.Request.Header.Get("Accept") == "application/json" }

// AnswerJSON answers a page's own script.
func (r *Request) AnswerJSON(status int, answer any) error {
	document, err := json.Marshal(answer)
	if err != nil {
		return fmt.Errorf("answer a script: %w", err)
	}
	r.Writer.Header().Set("Content-Type", "application/json")
	r.Writer.WriteHeader(status)
	if _, err := r.Writer.Write(document); err != nil {
		r.Site.Log.Info("the browser went away", "request", r.ID)
	}
	return nil
}

// GoTo sends the browser on with a GET, so that reloading sends nothing twice.
func (r *Request) GoTo(path string) error {
	http.Redirect(r.Writer, r.Request, path, http.StatusSeeOther)
	return nil
}

// errorPage is the data of the error template.
type errorPage struct {
	Heading, Body string
	Request       string // to quote to whoever helps
}

// fail answers with the page of an error and logs what lies beneath.
func (r *Request) fail(err error) {
	if errors.Is(err, ErrSignIn) {
		if r.WantsJSON() {
			_ = r.AnswerJSON(http.StatusUnauthorized, jsonProblem{Problem: "You have been signed out"}) // strings always encode
			return
		}
		if err = r.Site.SignIn(r); err == nil {
			return
		}
	}
	f := FailureOf(err)
	level := r.Site.Log.Info
	if f.Kind == Internal || f.Kind == Unavailable {
		level = r.Site.Log.Error
	}
	level("answered with an error page", append([]any{"request", r.ID, "method", r.Request.Method, "route", r.Request.Pattern, "status", f.Kind.Status()}, panics.Attributes(err)...)...)
	if r.WantsJSON() {
		_ = r.AnswerJSON(f.Kind.Status(), jsonProblem{Problem: f.Heading}) // strings always encode
		return
	}
	page := errorPage{Heading: f.Heading, Body: f.Body}
	if f.Kind == Internal || f.Kind == Unavailable {
		page.Request = r.ID
	}
	if err := attempt(func() error { return r.ShowAs(f.Kind.Status(), "error", Document{Title: f.Heading}, page) }); err != nil {
		r.Site.Log.Error("the error page failed", append([]any{"request", r.ID}, panics.Attributes(err)...)...)
		r.Writer.Header().Set("Content-Type", "text/html; charset=utf-8")
		r.Writer.WriteHeader(http.StatusInternalServerError)
		_, _ = r.Writer.Write(r.Site.fallback)
	}
}

// jsonProblem tells a page's script why it is not answered.
type jsonProblem struct {
	Problem string `json:"problem,omitempty"`
}

// Destinations are what the person can go to from every page.
func (r *Request) Destinations() []Link {
	var links []Link
	for _, to := range r.Site.Navigation {
		if r.Person().Ever(to.May) {
			links = append(links, to.Link)
		}
	}
	return links
}

// Today is the date in London.
func (r *Request) Today() referral.Date {
	return referral.Date(r.Site.Now().In(workingtime.London()).Format(time.DateOnly))
}
