package webtest

import (
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

// GiveUp lets the sweep try in vain until it gives up.
func (s *Site) GiveUp(r referral.Reference, kind referral.Kind) {
	s.T.Helper()
	for range casestore.MaxAttempts {
		owed, err := s.Store.OutboxEntry(s.T.Context(), r, kind)
		if err != nil {
			s.T.Fatal(err)
		}
		if err := s.Store.RecordAttempt(s.T.Context(), owed, "execution missing"); err != nil {
			s.T.Fatal(err)
		}
	}
}
