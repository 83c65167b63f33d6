package display

import (
	"fmt"
	"strings"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/workingtime"
)

// PlainSummary is the referral as plain text, for the case record of another
// system.
func PlainSummary(r referral.Referral, at form.Context) string {
	var s strings.Builder
	fmt.Fprintf(&s, "Referral %s\nSent %s by %s, %s\n", r.Reference, workingtime.InLondon(r.Sent, "2 January 2006 at 3:04pm"), r.Referrer.Name, r.Referrer.Role.Label())
	for _, section := range intake.SectionsFor(r.Answers, at) {
		fmt.Fprintf(&s, "\n%s\n", section.Title)
		for _, f := range section.Asked(r.Answers, at) {
			if len(r.Answers[f.Name]) > 0 {
				fmt.Fprintf(&s, "- %s %s\n", f.Label, strings.Join(form.Show(f, r.Answers), "; "))
			}
		}
	}
	if result, reasons := intake.Screen(r.Answers, at); result != "" {
		fmt.Fprintf(&s, "\nResult of the screening: %s\n", result.Label())
		for _, reason := range reasons {
			fmt.Fprintf(&s, "- %s\n", reason.Why)
		}
	}
	if findings := intake.FindingsOf(r.Answers, at); len(findings) > 0 {
		s.WriteString("\nWhat does not fit, or must be seen to\n")
		for _, finding := range findings {
			fmt.Fprintf(&s, "- %s\n", finding.Words)
		}
	}
	if tasks := intake.StillMissing(r.Answers, at); len(tasks) > 0 {
		s.WriteString("\nStill to be found out\n")
		for _, task := range tasks {
			fmt.Fprintf(&s, "- %s (needed %s; %s)\n", task.Label(), task.NeededBy.Label(), WhoCan(task.Who))
		}
	}
	return s.String()
}
