package web

import (
	"errors"
	"fmt"
	"net/http"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

// Kind says what went wrong, by which status and page are chosen.
type Kind int

const (
	Internal Kind = iota
	NotFound
	Forbidden
	Stale
	Refused
	TooLarge
	NotAForm
	Unavailable
)

// Failure is an error with words for the person. What lies beneath is logged and
// never shown.
type Failure struct {
	Kind          Kind
	Heading, Body string
	Beneath       error
}

func (f Failure) Error() string {
	if f.Beneath != nil {
		return f.Heading + ": " + f.Beneath.Error()
	}
	return f.Heading
}

func (f Failure) Unwrap() error { return f.Beneath }

// ErrSignIn says that the page is for people who are signed in.
var ErrSignIn = errors.New("not signed in")

var (
	ErrNoSuchPage = Failure{Kind: NotFound, Heading: "Page not found",
		Body: "If you typed the address, check it is correct. If you followed a link, the page may have moved."}
	ErrNoSuchCase = Failure{Kind: NotFound, Heading: "Referral not found",
		Body: "Check the reference, for example 7K3Q-9M2P. If it is right, it may be a referral that you cannot see: ask your team manager."}
	ErrNoSuchList = Failure{Kind: NotFound, Heading: "List not found",
		Body: "There is no such list. Go to the worklist and choose one there."}
	ErrForbidden = Failure{Kind: Forbidden, Heading: "You cannot do that",
		Body: "Your role does not include this. If it should, ask your team manager."}
	ErrOtherSite = Failure{Kind: Forbidden, Heading: "That did not come from this service",
		Body: "For safety, only this service’s own pages can send something here. Go back to the page and try again."}
	ErrTooLarge = Failure{Kind: TooLarge, Heading: "That is too much to send at once",
		Body: "What you sent is larger than 1 MB. Go back, shorten the longest answer and send it again."}
	ErrNotAForm = Failure{Kind: NotAForm, Heading: "We could not read what was sent",
		Body: "It was not a form of this service. Go back to the page and try again."}
)

// NoSuchDraft says that there is no such draft any more.
func (s *Site) NoSuchDraft() Failure {
	return Failure{Kind: NotFound, Heading: "Draft not found",
		Body: fmt.Sprintf("It may have been sent or deleted, or it may be someone else’s. Drafts are kept for %d days after they were last saved.", s.Rules.Policy.DraftDays)}
}

// Status is the HTTP status of each kind.
func (k Kind) Status() int {
	switch k {
	case NotFound:
		return http.StatusNotFound
	case Forbidden:
		return http.StatusForbidden
	case Stale:
		return http.StatusConflict
	case Refused:
		return http.StatusUnprocessableEntity
	case TooLarge:
		return http.StatusRequestEntityTooLarge
	case NotAForm:
		return http.StatusUnsupportedMediaType
	case Unavailable:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// FailureOf finds words for any error.
func FailureOf(err error) Failure {
	var f Failure
	var no referral.Refusal
	var old casestore.StaleError
	switch {
	case errors.As(err, &f):
		return f
	case errors.As(err, &old):
		return StaleFailure(old)
	case errors.As(err, &no):
		return Failure{Kind: Stale, Heading: "That cannot be done now", Body: no.Reason, Beneath: err}
	}
	return Failure{Kind: Internal, Heading: "Sorry, there is a problem with the service",
		Body: "Try again in a few minutes. What you had saved is still there.", Beneath: err}
}

// StaleFailure tells who has what the page showed as still to be had.
func StaleFailure(old casestore.StaleError) Failure {
	body := "It is now: " + old.Strand.State.Label() + "."
	if old.Strand.State == referral.Claimed && old.Strand.Holder != nil {
		body = old.Strand.Holder.Name + " has it."
	}
	return Failure{Kind: Stale, Heading: "Somebody else changed this while you had it open",
		Body: body + " Nothing of yours was saved over theirs. Open it again to see how it is now.", Beneath: old}
}
