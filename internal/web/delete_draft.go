package web

import (
	"assistive-referrals/internal/casestore"
)

// deleteDraftPage asks before a draft is deleted, which cannot be undone.
type deleteDraftPage struct {
	Initials string // of the person; "" if there is no name yet
	Action   string
	Keep     string // where one goes who does not want to
}

func deleteDraft(v *visit) error {
	if v.draft.SentAs != "" {
		return v.goTo(draftPath(v.draft.ID, "sent"))
	}
	return v.show("delete_draft", document{Title: "Delete this draft?", Back: draftPath(v.draft.ID, "")}, newDeleteDraftPage(v.draft))
}

func newDeleteDraftPage(draft casestore.Draft) deleteDraftPage {
	return deleteDraftPage{Initials: draftName(draft.Answers()), Action: draftPath(draft.ID, "delete"), Keep: draftPath(draft.ID, "")}
}

func deleteDraftForm(v *visit) error {
	if v.draft.SentAs != "" {
		return v.goTo(draftPath(v.draft.ID, "sent"))
	}
	files, err := v.Store.Attachments(v.ctx(), v.draft.ID)
	if err != nil {
		return err
	}
	for _, a := range files {
		if err := v.Store.RemoveAttachment(v.ctx(), v.draft.ID, a.ID, v.actor(), ""); err != nil && !casestore.IsNotFound(err) {
			return err
		}
	}
	// Gone already is as good as deleted.
	if err := v.Store.DeleteDraft(v.ctx(), v.who.Referrer.ID, v.draft.ID); err != nil && !casestore.IsNotFound(err) {
		return err
	}
	return v.goTo("/my-referrals")
}
