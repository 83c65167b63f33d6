package display

import (
	"strings"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
)

// ChangedAfter returns, for each field that was answered after the referral was
// sent, who did it last, when and why.
func ChangedAfter(events []referral.Event) map[string]string {
	changed := map[string]string{}
	for _, e := range events {
		if assessed, is := e.Change.(*referral.Assess); is {
			for name := range assessed.Answered {
				changed[name] = "Answered at the assessment by " + Byline(e)
			}
		}
		change, answered := e.Change.(*referral.Answer)
		if !answered {
			continue
		}
		for name := range change.Answers {
			words := "Added by " + Byline(e)
			if was := change.Was[name]; len(was) > 0 {
				words = "Changed by " + Byline(e)
				if _, f, found := intake.Named(name); found {
					words += ". It was: " + strings.Join(form.Show(f, change.Was), "; ")
				}
			}
			if change.Reason != "" {
				words += ". Why: " + change.Reason
			}
			changed[name] = words
		}
	}
	return changed
}
