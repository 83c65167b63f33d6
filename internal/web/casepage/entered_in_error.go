package casepage

import (
	"slices"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/govuk"
)

// enteredInErrorWork is the form that says that strands should not be there.
func (p pages) enteredInErrorWork(r *web.Request) caseWork {
	which := govuk.Field{Name: "strands", Label: "What was entered in error?", Hint: "Select all that apply.", Kind: govuk.KindMany, Values: r.Posted["strands"]}
	possible := possibleErrors(r.Strands)
	for _, s := range r.Strands {
		if slices.Contains(possible, s.Kind) {
			which.Options = append(which.Options, govuk.Answer{Value: string(s.Kind), Text: s.Kind.Label(), Hint: s.State.Label()})
		}
	}
	kinds, several := possible, len(r.Strands) > 1
	if several { // it is said each time, so that an old page means what it showed
		kinds = slices.DeleteFunc(slices.Clone(possible), func(k referral.Kind) bool { return !slices.Contains(which.Values, string(k)) })
		if r.Posted != nil && len(kinds) == 0 {
			which.Error = "Select what was entered in error"
		}
	}
	why := formview.Choice(r, govuk.Field{Name: "why", Label: "What was the mistake?", Options: display.Pairs(referral.MistakeReasons())}, "Select what the mistake was")
	reason := formview.LongText(r, govuk.Field{Name: "reason", Label: "What happened?", Rows: 4, Hint: "It stays in the history, which only you, the referrer, whoever had it and team managers can still see."}, "Enter what happened")
	fields := []govuk.Field{why, reason}
	if several {
		fields = []govuk.Field{which, why, reason}
	}
	return caseWork{
		name: "entered-in-error", title: "Entered in error", button: govuk.Button{Text: "Say that it was entered in error", Classes: "govuk-button--warning"},
		fields: formview.WithCodeQuestions(r, fields...),
		change: func(referral.Case, []referral.Strand) referral.CaseChange {
			return referral.MarkError{Kinds: kinds, Why: why.Value, Reason: reason.Value}
		},
	}
}

// possibleErrors are the strands that could be called an error.
func possibleErrors(strands []referral.Strand) []referral.Kind {
	var kinds []referral.Kind
	for _, s := range strands {
		if s.CanBeError() == nil {
			kinds = append(kinds, s.Kind)
		}
	}
	return kinds
}

func (p pages) enteredInErrorAsk(r *web.Request) error { return p.askWhole(r, p.enteredInErrorWork(r)) }

func (p pages) enteredInErrorSave(r *web.Request) error {
	return p.actWhole(r, p.enteredInErrorWork(r))
}
