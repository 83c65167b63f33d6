package casepage

import (
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/govuk"
)

// screeningView is the result of the questions before virtual-reality sessions.
type screeningView struct {
	Result  govuk.Tag
	Reasons []string
	Screen  string // that there is another way
}

// screeningOf returns the result with its reasons, or nil if the referral asks
// for no sessions.
func screeningOf(sent referral.Referral) *screeningView {
	result, reasons := intake.Screen(sent.Answers, display.ContextOf(sent))
	if result == "" {
		return nil
	}
	view := &screeningView{
		Result: display.Tag(result.Label(), result.Colour()),
		Screen: "A headset is not the only way: the same can be offered on a tablet or screen.",
	}
	for _, reason := range reasons {
		words := reason.Why
		if reason.Result != referral.NotScreened { // of which the words tell already
			words = reason.Result.Label() + ": " + words
		}
		view.Reasons = append(view.Reasons, words)
	}
	return view
}
