package casepage

import (
	"html/template"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/display"
)

// suggestionsOf shows what could serve the needs of a case that waits for its
// decision: the same that the referrer saw, with what was answered since.
func suggestionsOf(d caseData) template.HTML {
	for _, s := range d.strands {
		if s.Kind == referral.AssistiveTechnology && !settled(s) && s.Decision == nil {
			return display.SuggestionWords(d.sent.Answers)
		}
	}
	return ""
}
