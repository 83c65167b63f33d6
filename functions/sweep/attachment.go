package sweep

import (
	"context"

	"assistive-referrals/internal/casestore"
)

// attachment deletes a file that was removed, or whose draft is gone; a browser that
// asked for a place and sent nothing in a day is no longer waited for. What was never
// judged lies under another prefix, which empties itself.
func (s *sweep) attachment(ctx context.Context, due casestore.Attachment) error {
	a, err := s.store.Attachment(ctx, due.Draft, due.ID)
	if casestore.IsNotFound(err) {
		return nil
	}
	if err != nil || a.Version != due.Version {
		return err
	}
	kept, sent, err := s.store.AttachmentKept(ctx, a)
	if err != nil {
		return err
	}
	if !kept || a.Removed != nil {
		if err := s.files.Remove(ctx, a.Kept()); err != nil {
			return err
		}
	}
	if !kept {
		return s.store.ForgetAttachment(ctx, a)
	}
	return s.store.SettleAttachment(ctx, a, sent)
}
