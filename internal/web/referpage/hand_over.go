package referpage

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/handover"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/govuk"
)

// CaseSystem is the council's case system, which may hand people over.
type CaseSystem struct {
	Origin   string // its pages' origin; also who a document must say that it is by
	Audience string // who a document must say that it is for: this service's address
	Keys     func(context.Context) (handover.Keys, error)
}

// handOverPage shows what was handed over.
type handOverPage struct {
	Heading string
	From    string
	Person  []govuk.SummaryList
	Action  string
	Button  govuk.Button
}

const HandOverPath = "/hand-over"

// arrivalLife is how long somebody has to sign in and begin.
const arrivalLife = time.Hour

var (
	errNoHandOver = web.Failure{Kind: web.NotFound, Heading: "Nobody can be handed over to this service",
		Body: "No case system is set up for it. Start the referral here instead."}
	errHandOverNotSigned = web.Failure{Kind: web.Forbidden, Heading: "This did not come from the council’s case system",
		Body: "Nothing was taken over. Go back to the case system and try again. If it happens again, tell whoever looks after the case system."}
	errHandOverOld = web.Failure{Kind: web.Refused, Heading: "This took too long",
		Body: "What a case system hands over is good for a few minutes. Nothing was taken over. Go back to the case system and press its button again."}
	errHandOverUsed = web.Failure{Kind: web.Stale, Heading: "This was already taken over",
		Body: "A referral was started with it. You find it in your drafts if you started it. To start another, go back to the case system and press its button again."}
	errHandOverTooLarge = web.Failure{Kind: web.TooLarge, Heading: "That is too much to hand over",
		Body: "Nothing was taken over. Start the referral here instead, and tell whoever looks after the case system."}
	errHandOverGone = web.Failure{Kind: web.NotFound, Heading: "There is nothing to take over",
		Body: "What a case system hands over is kept for an hour, in the browser that brought it. Go back to the case system and press its button again."}
	errHandOverForOther = web.Failure{Kind: web.Forbidden, Heading: "This was handed over for somebody else",
		Body: "It names another person as the one to start the referral. Sign in as that person, or press the button in the case system yourself."}
)

// errHandOverUnreadable says what the case system did wrong. It shows no answer.
func errHandOverUnreadable(why string, beneath error) web.Failure {
	return web.Failure{Kind: web.Refused, Heading: "We could not read what the case system handed over",
		Body: why + " Nothing was taken over. Start the referral here instead, and tell whoever looks after the case system.", Beneath: beneath}
}

// takeHandOver keeps what a case system hands over, for the browser that brings it.
func (p pages) takeHandOver(r *web.Request) error {
	document, err := p.readHandOver(r)
	if err != nil {
		return err
	}
	if _, err := intake.Handed(document.Person, display.At(r)); err != nil {
		return errHandOverUnreadable("It has "+err.Error()+".", nil)
	}
	arrival := casestore.HandOver{
		ID: web.NewIdentifier(), Document: casestore.AssertionID(document.Issuer, document.ID), From: document.Issuer, For: document.For,
		Draft: web.NewIdentifier(), Person: document.Person, Until: p.Now().Add(arrivalLife).UTC(),
	}
	if _, err := p.Store.UsedAssertion(r.Ctx(), arrival.Document); err == nil {
		return errHandOverUsed
	} else if !casestore.IsNotFound(err) {
		return err
	}
	secret := web.NewIdentifier()
	if err := p.Store.SaveHandOver(r.Ctx(), secret, arrival); err != nil {
		return err
	}
	http.SetCookie(r.Writer, &http.Cookie{
		Name: p.arrivalCookie(arrival.ID), Value: secret, Path: "/", HttpOnly: true, Secure: p.Secure, SameSite: http.SameSiteLaxMode,
		MaxAge: int(arrivalLife.Seconds()),
	})
	return r.GoTo(HandOverPath + "/" + arrival.ID)
}

// readHandOver returns the document of a request that came from the case system's
// own pages and is signed with its key.
func (p pages) readHandOver(r *web.Request) (handover.Document, error) {
	system := p.HandOver
	if system == nil {
		return handover.Document{}, errNoHandOver
	}
	if r.Header.Get("Origin") != system.Origin {
		return handover.Document{}, errHandOverNotSigned
	}
	keys, err := system.Keys(r.Ctx())
	if err != nil {
		return handover.Document{}, web.Failure{Kind: web.Unavailable, Heading: "Nobody can be handed over just now",
			Body: "Nothing was taken over. Start the referral here instead, or try again in a few minutes.", Beneath: err}
	}
	document, err := handover.Read(r.Posted.Get("document"), handover.Expected{Keys: keys, Issuer: system.Origin, Audience: system.Audience, Now: p.Now()})
	switch {
	case errors.Is(err, handover.ErrTooLarge):
		return document, errHandOverTooLarge
	case errors.Is(err, handover.ErrNotSigned), errors.Is(err, handover.ErrNotForUs):
		no := errHandOverNotSigned
		no.Beneath = err
		return document, no
	case errors.Is(err, handover.ErrOutOfDate):
		return document, errHandOverOld
	case err != nil:
		return document, errHandOverUnreadable("It is signed, but not written as agreed.", err)
	}
	return document, nil
}

func (p pages) arrivalCookie(id string) string {
	if p.Secure {
		return "__Host-hand-over-" + id
	}
	return "hand-over-" + id
}

// arrival returns what this browser brought, and the secret that it is kept under.
func (p pages) arrival(r *web.Request) (casestore.HandOver, string, error) {
	id := r.PathValue("arrival")
	if !web.OurIdentifier.MatchString(id) {
		return casestore.HandOver{}, "", errHandOverGone
	}
	cookie, err := r.Cookie(p.arrivalCookie(id))
	if err != nil {
		return casestore.HandOver{}, "", errHandOverGone
	}
	a, err := p.Store.HandOver(r.Ctx(), cookie.Value)
	switch {
	case casestore.IsNotFound(err) || err == nil && a.ID != id:
		return a, "", errHandOverGone
	case err == nil && a.For != "" && !strings.EqualFold(a.For, r.Who.Referrer.Email):
		return a, "", errHandOverForOther
	}
	return a, cookie.Value, err
}

func (p pages) handOver(r *web.Request) error {
	a, _, err := p.arrival(r)
	if err != nil {
		return err
	}
	if a.Begun {
		return p.begunWith(r, a)
	}
	handed, err := intake.Handed(a.Person, display.At(r))
	if err != nil {
		return errHandOverUnreadable("It has "+err.Error()+".", nil)
	}
	return r.Show("hand_over", web.Document{Title: "Refer the person from your case system", Back: "/my-referrals"}, newHandOverPage(a, handed))
}

func newHandOverPage(a casestore.HandOver, handed map[string]form.Answers) handOverPage {
	page := handOverPage{
		Heading: "Refer the person from your case system", From: a.From, Action: HandOverPath + "/" + a.ID,
		Button: govuk.Button{Text: "Start the referral", PreventDoubleClick: new(true)},
	}
	for _, s := range intake.Sections() {
		list := govuk.SummaryList{Card: govuk.SummaryCard{Title: govuk.CardTitle{Text: s.Title}}}
		for _, f := range s.Fields {
			if answers := handed[s.Slug]; len(answers[f.Name]) > 0 {
				list.Rows = append(list.Rows, display.Row(f.Label, display.Lines(form.Show(f, answers)...)))
			}
		}
		if len(list.Rows) > 0 {
			page.Person = append(page.Person, list)
		}
	}
	return page
}

// beginHandedOver begins the draft with what was handed over: once for each document,
// however often the button is pressed.
func (p pages) beginHandedOver(r *web.Request) error {
	a, secret, err := p.arrival(r)
	if err != nil {
		return err
	}
	if a.Begun {
		return p.begunWith(r, a)
	}
	handed, err := intake.Handed(a.Person, display.At(r))
	if err != nil {
		return errHandOverUnreadable("It has "+err.Error()+".", nil)
	}
	begin := casestore.Beginning{Referrer: r.Who.Referrer, ID: a.Draft, Sections: map[string]referral.Answers{}, Document: a.Document}
	for slug, answers := range handed {
		begin.Sections[slug] = answers
	}
	err = p.Store.BeginDraft(r.Ctx(), begin)
	if errors.Is(err, casestore.ErrUsedBefore) {
		return p.begunWith(r, a)
	}
	if err != nil {
		return err
	}
	// The draft has it all now.
	a.Begun, a.Person = true, nil
	if err := p.Store.SaveHandOver(r.Ctx(), secret, a); err != nil {
		return err
	}
	return r.GoTo(web.DraftPath(a.Draft, intake.FirstSlug))
}

// begunWith leads to what was begun with the document, if that is this person's.
func (p pages) begunWith(r *web.Request, a casestore.HandOver) error {
	used, err := p.Store.UsedAssertion(r.Ctx(), a.Document)
	if err != nil && !casestore.IsNotFound(err) {
		return err
	}
	if err != nil || used.Referrer != r.Who.Referrer.ID {
		return errHandOverUsed
	}
	return r.GoTo(web.DraftPath(used.Draft, ""))
}
