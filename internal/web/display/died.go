package display

import (
	"strings"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/referral"
)

func CollectWords(s referral.Strand) string {
	if names := strings.Join(catalogue.Names(s.Placed), ", "); names != "" {
		return "What the person has is to be collected: " + names + "."
	}
	return s.Kind.Label() + ": whatever was lent is to be collected."
}
