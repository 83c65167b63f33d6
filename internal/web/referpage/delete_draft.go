package referpage

import (
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/web"
)

// deleteDraftPage asks before a draft is deleted, which cannot be undone.
type deleteDraftPage struct {
	Initials string // of the person; "" if there is no name yet
	Action   string
	Keep     string // where one goes who does not want to
}

func (p pages) deleteDraft(r *web.Request) error {
	return r.Show("delete_draft", web.Document{Title: "Delete this draft?", Back: web.DraftPath(r.Draft.ID, "")}, newDeleteDraftPage(r.Draft))
}

func newDeleteDraftPage(draft casestore.Draft) deleteDraftPage {
	return deleteDraftPage{Initials: draftName(draft.Answers()), Action: web.DraftPath(draft.ID, "delete"), Keep: web.DraftPath(draft.ID, "")}
}

func (p pages) deleteDraftForm(r *web.Request) error {
	files, err := p.Store.Attachments(r.Ctx(), r.Draft.ID)
	if err != nil {
		return err
	}
	for _, a := range files {
		if err := p.Store.RemoveAttachment(r.Ctx(), r.Draft.ID, a.ID, r.Actor(), ""); err != nil && !casestore.IsNotFound(err) {
			return err
		}
	}
	// Gone already is as good as deleted.
	if err := p.Store.DeleteDraft(r.Ctx(), r.Who.Referrer.ID, r.Draft.ID); err != nil && !casestore.IsNotFound(err) {
		return err
	}
	return r.GoTo("/my-referrals")
}
