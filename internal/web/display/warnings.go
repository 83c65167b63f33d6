package display

import (
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
)

// WarningsOf returns what must be seen first.
func WarningsOf(sent referral.Referral) []govuk.WarningText {
	var warnings []govuk.WarningText
	for _, w := range intake.Warnings(sent.Answers, ContextOf(sent)) {
		warnings = append(warnings, govuk.WarningText{HTML: Lines(w.About + ": " + w.Text)})
	}
	return warnings
}

// ContextOf is in what the questions of a sent referral were asked.
func ContextOf(sent referral.Referral) form.Context {
	return form.Context{Now: sent.Sent, Role: sent.Referrer.Role}
}

// LabelOf returns the label of a code, or the code if it is none of them.
func LabelOf(pairs [][2]string, code string) string {
	for _, pair := range pairs {
		if pair[0] == code {
			return pair[1]
		}
	}
	return code
}
