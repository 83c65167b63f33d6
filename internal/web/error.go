package web

import (
	"errors"
	"fmt"
	"net/http"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

// kind says what went wrong, by which status and page are chosen.
type kind int

const (
	internal kind = iota
	notFound
	forbidden
	stale
	refused
	tooLarge
	notAForm
	unavailable
)

// failure is an error with words for the person. What lies beneath is logged and
// never shown.
type failure struct {
	kind          kind
	heading, body string
	beneath       error
}

func (f failure) Error() string {
	if f.beneath != nil {
		return f.heading + ": " + f.beneath.Error()
	}
	return f.heading
}

func (f failure) Unwrap() error { return f.beneath }

var (
	errNoSuchPage = failure{kind: notFound, heading: "Page not found",
		body: "If you typed the address, check it is correct. If you followed a link, the page may have moved."}
	errNoSuchCase = failure{kind: notFound, heading: "Referral not found",
		body: "Check the reference, for example 7K3Q-9M2P. If it is right, it may be a referral that you cannot see: ask your team manager."}
	errNoSuchDraft = failure{kind: notFound, heading: "Draft not found",
		body: fmt.Sprintf("It may have been sent or deleted, or it may be someone else’s. Drafts are kept for %d days after they were last saved.", referral.CurrentPolicy().DraftDays)}
	errForbidden = failure{kind: forbidden, heading: "You cannot do that",
		body: "Your role does not include this. If it should, ask your team manager."}
	errOtherSite = failure{kind: forbidden, heading: "That did not come from this service",
		body: "For safety, only this service’s own pages can send something here. Go back to the page and try again."}
	errTooLarge = failure{kind: tooLarge, heading: "That is too much to send at once",
		body: "What you sent is larger than 1 MB. Go back, shorten the longest answer and send it again."}
	errNotAForm = failure{kind: notAForm, heading: "We could not read what was sent",
		body: "It was not a form of this service. Go back to the page and try again."}
)

// status is the HTTP status of each kind.
func (k kind) status() int {
	switch k {
	case notFound:
		return http.StatusNotFound
	case forbidden:
		return http.StatusForbidden
	case stale:
		return http.StatusConflict
	case refused:
		return http.StatusUnprocessableEntity
	case tooLarge:
		return http.StatusRequestEntityTooLarge
	case notAForm:
		return http.StatusUnsupportedMediaType
	case unavailable:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// failureOf finds words for any error.
func failureOf(err error) failure {
	var f failure
	var no referral.Refusal
	var old casestore.StaleError
	switch {
	case errors.As(err, &f):
		return f
	case errors.As(err, &old):
		return staleFailure(old)
	case errors.As(err, &no):
		return failure{kind: stale, heading: "That cannot be done now", body: no.Reason, beneath: err}
	}
	return failure{kind: internal, heading: "Sorry, there is a problem with the service",
		body: "Try again in a few minutes. What you had saved is still there.", beneath: err}
}

// staleFailure tells who has what the page showed as still to be had.
func staleFailure(old casestore.StaleError) failure {
	body := "It is now: " + old.Strand.State.Label() + "."
	if old.Strand.State == referral.Claimed && old.Strand.Holder != nil {
		body = old.Strand.Holder.Name + " has it."
	}
	return failure{kind: stale, heading: "Somebody else changed this while you had it open",
		body: body + " Nothing of yours was saved over theirs. Open it again to see how it is now.", beneath: old}
}
