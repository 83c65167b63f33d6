package web

import (
	"regexp"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

// startPage says what one needs to refer somebody. Draft identifies the draft
// that the button makes, so that pressing it twice makes one.
type startPage struct {
	Draft     string
	DraftDays int // for how long a draft is kept
}

func start(v *visit) error {
	return v.show("start", document{Title: "Refer someone", Back: "/my-referrals"}, startPage{Draft: newIdentifier(), DraftDays: referral.CurrentPolicy().DraftDays})
}

// ourIdentifier is what newIdentifier makes.
var ourIdentifier = regexp.MustCompile(`^[A-Z2-7]{26}$`)

var errNotStarted = failure{kind: refused, heading: "The referral could not be started", body: "Go to ‘My referrals’ and start it again."}

// startDraft makes the draft that the form names.
func startDraft(v *visit) error {
	id := v.form.Get("draft")
	if !ourIdentifier.MatchString(id) {
		return errNotStarted
	}
	if err := v.Store.BeginDraft(v.ctx(), casestore.Beginning{Referrer: v.who.Referrer, ID: id}); err != nil {
		return err
	}
	if v.form.Get("by") == telephoneSlug {
		if err := v.takeByTelephone(id); err != nil {
			return err
		}
		return v.goTo(draftPath(id, telephoneSlug))
	}
	return v.goTo(draftPath(id, ""))
}
