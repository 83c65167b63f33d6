package web

import (
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/web/base"
)

// deleteDraftPage asks before a draft is deleted, which cannot be undone.
type deleteDraftPage struct {
	Initials string // of the person; "" if there is no name yet
	Action   string
	Keep     string // where one goes who does not want to
}

func deleteDraft(v *visit) error {
	if v.Draft.SentAs != "" {
		return v.GoTo(draftPath(v.Draft.ID, "sent"))
	}
	return v.Show("delete_draft", web.Document{Title: "Delete this draft?", Back: draftPath(v.Draft.ID, "")}, newDeleteDraftPage(v.Draft))
}

func newDeleteDraftPage(draft casestore.Draft) deleteDraftPage {
	return deleteDraftPage{Initials: draftName(draft.Answers()), Action: draftPath(draft.ID, "delete"), Keep: draftPath(draft.ID, "")}
}

func deleteDraftForm(v *visit) error {
	if v.Draft.SentAs != "" {
		return v.GoTo(draftPath(v.Draft.ID, "sent"))
	}
	files, err := v.Store.Attachments(v.Ctx(), v.Draft.ID)
	if err != nil {
		return err
	}
	for _, a := range files {
		if err := v.Store.RemoveAttachment(v.Ctx(), v.Draft.ID, a.ID, v.Actor(), ""); err != nil && !casestore.IsNotFound(err) {
			return err
		}
	}
	// Gone already is as good as deleted.
	if err := v.Store.DeleteDraft(v.Ctx(), v.Who.Referrer.ID, v.Draft.ID); err != nil && !casestore.IsNotFound(err) {
		return err
	}
	return v.GoTo("/my-referrals")
}
