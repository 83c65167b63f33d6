package web

import (
	"assistive-referrals/internal/web/base"
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
	return v.Show("start", web.Document{Title: "Refer someone", Back: "/my-referrals"}, startPage{Draft: web.NewIdentifier(), DraftDays: referral.CurrentPolicy().DraftDays})
}

// ourIdentifier is what newIdentifier makes.
var ourIdentifier = regexp.MustCompile(`^[A-Z2-7]{26}$`)

var errNotStarted = web.Failure{Kind: web.Refused, Heading: "The referral could not be started", Body: "Go to ‘My referrals’ and start it again."}

// startDraft makes the draft that the form names.
func startDraft(v *visit) error {
	id := v.Posted.Get("draft")
	if !ourIdentifier.MatchString(id) {
		return errNotStarted
	}
	if err := v.Store.BeginDraft(v.Ctx(), casestore.Beginning{Referrer: v.Who.Referrer, ID: id}); err != nil {
		return err
	}
	if v.Posted.Get("by") == telephoneSlug {
		if err := v.takeByTelephone(id); err != nil {
			return err
		}
		return v.GoTo(draftPath(id, telephoneSlug))
	}
	return v.GoTo(draftPath(id, ""))
}
