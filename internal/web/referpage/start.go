package referpage

import (
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/web"
)

// startPage says what one needs to refer somebody. Draft identifies the draft
// that the button makes, so that pressing it twice makes one.
type startPage struct {
	Draft     string
	DraftDays int // for how long a draft is kept
}

func (p pages) start(r *web.Request) error {
	return r.Show("start", web.Document{Title: "Refer someone", Back: "/my-referrals"}, startPage{Draft: web.NewIdentifier(), DraftDays: p.Rules.Policy.DraftDays})
}

var errNotStarted = web.Failure{Kind: web.Refused, Heading: "The referral could not be started", Body: "Go to ‘My referrals’ and start it again."}

// startDraft makes the draft that the form names.
func (p pages) startDraft(r *web.Request) error {
	id := r.Posted.Get("draft")
	if !web.OurIdentifier.MatchString(id) {
		return errNotStarted
	}
	if err := p.Store.BeginDraft(r.Ctx(), casestore.Beginning{Referrer: r.Who.Referrer, ID: id}); err != nil {
		return err
	}
	if r.Posted.Get("by") == telephoneSlug {
		if err := p.takeByTelephone(r, id); err != nil {
			return err
		}
		return r.GoTo(web.DraftPath(id, telephoneSlug))
	}
	return r.GoTo(web.DraftPath(id, ""))
}
