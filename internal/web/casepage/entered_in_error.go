package casepage

import (
	"assistive-referrals/internal/access"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// enteredInError says that strands should not be there.
var enteredInError = changePage{
	path: "entered-in-error", title: "Entered in error", offer: "Say that it was entered in error", button: "Say that it was entered in error", ends: true, may: access.MarkError,
	done: "It is recorded as entered in error.",
	with: func(_ pages, r *web.Request, c *changePage) error {
		c.form = form.Section{Slug: "entered-in-error", Fields: append(whichErrors(r.Strands),
			form.Choice("why", "What was the mistake?", form.Pairs(referral.MistakeReasons()), "Select what the mistake was"),
			form.LongText("reason", "What happened?", "Enter what happened").Tall(4).
				Hinted("It stays in the history, which only you, the referrer, whoever had it and team managers can still see."),
		)}
		return nil
	},
	caseChange: func(_ pages, strands []referral.Strand, a form.Answers) referral.CaseChange {
		return referral.MarkError{Kinds: errorsOf(strands, a), Why: a.First("why"), Reason: a.First("reason")}
	},
}

// whichErrors asks which of several strands are meant. It is asked each time, so that an
// old page means what it showed.
func whichErrors(strands []referral.Strand) []form.Field {
	if len(strands) < 2 {
		return nil
	}
	var possible []form.Option
	for _, s := range strands {
		if s.CanBeError() == nil {
			possible = append(possible, form.Option{Value: string(s.Kind), Label: s.Kind.Label(), Hint: s.State.Label()})
		}
	}
	return []form.Field{form.Several("strands", "What was entered in error?", possible, "Select what was entered in error").Hinted("Select all that apply.")}
}

// errorsOf are the strands that are meant: those that were selected of several.
func errorsOf(strands []referral.Strand, a form.Answers) []referral.Kind {
	var kinds []referral.Kind
	for _, s := range strands {
		if s.CanBeError() == nil && (len(strands) == 1 || a.Has("strands", string(s.Kind))) {
			kinds = append(kinds, s.Kind)
		}
	}
	return kinds
}
