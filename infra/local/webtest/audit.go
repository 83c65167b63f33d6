package webtest

import "assistive-referrals/internal/referral"

// Ordered opens a case about a telephone that the trusted assessor ordered at once,
// and that is in the sample.
func (s *Site) Ordered() referral.Reference {
	s.T.Helper()
	answers := Margaret(Tech)
	answers["equipment"], answers["order"] = []string{"big-button-telephone"}, []string{"order-now"}
	r := s.Open(Assessor, answers)
	sent, err := s.Store.Referral(s.T.Context(), r)
	if err != nil {
		s.T.Fatal(err)
	}
	order, isOrder := Rules().TriageOrOrder(sent, referral.Strand{Kind: Tech}).(referral.Order)
	if !isOrder {
		s.T.Fatal("it is no order")
	}
	order.Audit = true
	s.Change(r, Tech, referral.System("triage"), order)
	s.Change(r, Tech, referral.System("arrange"), referral.Arrange{})
	return r
}
