package referpage

import (
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/formview"
)

// draftKeeper keeps a section of the draft that a request is about, which is then as
// it was saved.
type draftKeeper struct {
	pages
	*web.Request
	slug string
}

func (d draftKeeper) Kept() casestore.Section { return d.Draft.Sections[d.slug] }

func (d draftKeeper) All() form.Answers { return d.Draft.Answers() }

func (d draftKeeper) Keep(save casestore.SectionSave) error {
	now, err := d.Store.SaveSection(d.Ctx(), d.Who.Referrer.ID, d.Draft, save)
	if err == nil {
		d.Draft.Sections[d.slug] = now
	}
	if casestore.IsNotFound(err) {
		return casestore.ErrStaleDraft // reading it again says what became of it
	}
	return err
}

func (d draftKeeper) Reload() error {
	var err error
	if d.Draft, err = d.Store.Draft(d.Ctx(), d.Who.Referrer.ID, d.Draft.ID); casestore.IsNotFound(err) {
		return d.Site.NoSuchDraft()
	}
	if err == nil && d.Draft.SentAs != "" {
		return isSent(d.Request)
	}
	return err
}

func isSent(r *web.Request) formview.Gone {
	return formview.Gone{Next: web.DraftPath(r.Draft.ID, "sent"), Problem: "This referral has been sent"}
}

// unsent is a page of a draft that is not sent yet: once it is, the page leads to what
// says so.
func unsent(serve web.Handler) web.Handler {
	return func(r *web.Request) error {
		if r.Draft.SentAs != "" {
			return isSent(r).Answer(r)
		}
		return serve(r)
	}
}

// editorOf edits a section of the draft on a page of that address.
func (p pages) editorOf(r *web.Request, section form.Section, page string) formview.Editor {
	return formview.Editor{
		Section: section, Asked: section, At: display.At(r), Keeper: draftKeeper{p, r, section.Slug}, Draft: r.Draft.ID, Settle: intake.Moved,
		Action: web.DraftPath(r.Draft.ID, page), Choices: intake.EquipmentField + "-hint",
	}
}
