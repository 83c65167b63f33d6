package display

import (
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
)

// GapsOf returns what must still be answered before a strand is put in place.
func GapsOf(s referral.Strand, current referral.Referral, at form.Context) []intake.Gap {
	onAScreen := s.Decision != nil && s.Decision.Outcome == referral.OnAScreen
	return intake.BeforeInPlace(s.Kind, onAScreen, current.Answers, at)
}
