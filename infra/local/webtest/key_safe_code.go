package webtest

import (
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/secret/envelope"
	"assistive-referrals/internal/web"
)

// TheCode is what nobody may find anywhere.
const TheCode = "C4821Y"

// StoreCode stores a code with a case, as if its referrer had entered it.
func (s *Site) StoreCode(r referral.Reference, code string) {
	s.T.Helper()
	c, _, err := s.Store.Case(s.T.Context(), r)
	if err != nil {
		s.T.Fatal(err)
	}
	sealed, err := s.box.Seal(s.T.Context(), envelope.Place{Draft: c.Draft, Name: intake.KeySafeCode}, code)
	if err != nil {
		s.T.Fatal(err)
	}
	secret := casestore.Secret{Name: intake.KeySafeCode, ID: web.NewIdentifier(), By: SocialWorker.Actor, At: s.Clock(), Sealed: casestore.Sealed(sealed)}
	_, _, err = s.Store.UpdateCase(s.T.Context(), casestore.CaseRevision{Reference: r, By: SocialWorker.Actor, Request: web.NewIdentifier(), Secrets: []casestore.Secret{secret}},
		func(_ referral.Case, _ []referral.Strand) (referral.CaseChange, error) {
			sent, err := s.Store.Referral(s.T.Context(), r)
			return referral.Answer{Facts: sent.Facts, Stored: []string{secret.Name}, Answers: referral.Answers{
				"key-safe": {"there"}, "key-safe-how": {"enter"}, intake.KeySafeCode: {secret.ID},
			}}, err
		})
	if err != nil {
		s.T.Fatal(err)
	}
}
