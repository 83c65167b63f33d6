package web

import (
	"slices"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
)

// enteredInErrorWork is the form that says that strands should not be there.
func enteredInErrorWork(v *visit) caseWork {
	which := govuk.Field{Name: "strands", Label: "What was entered in error?", Hint: "Select all that apply.", Kind: govuk.KindMany, Values: v.Posted["strands"]}
	possible := possibleErrors(v.Strands)
	for _, s := range v.Strands {
		if slices.Contains(possible, s.Kind) {
			which.Options = append(which.Options, govuk.Answer{Value: string(s.Kind), Text: s.Kind.Label(), Hint: s.State.Label()})
		}
	}
	kinds, several := possible, len(v.Strands) > 1
	if several { // it is said each time, so that an old page means what it showed
		kinds = slices.DeleteFunc(slices.Clone(possible), func(k referral.Kind) bool { return !slices.Contains(which.Values, string(k)) })
		if v.Posted != nil && len(kinds) == 0 {
			which.Error = "Select what was entered in error"
		}
	}
	why := v.choice(govuk.Field{Name: "why", Label: "What was the mistake?", Options: pairs(referral.MistakeReasons())}, "Select what the mistake was")
	reason := v.longText(govuk.Field{Name: "reason", Label: "What happened?", Rows: 4, Hint: "It stays in the history, which only you, the referrer, whoever had it and team managers can still see."}, "Enter what happened")
	fields := []govuk.Field{why, reason}
	if several {
		fields = []govuk.Field{which, why, reason}
	}
	return caseWork{
		name: "entered-in-error", title: "Entered in error", button: govuk.Button{Text: "Say that it was entered in error", Classes: "govuk-button--warning"},
		fields:  v.withCodeQuestions(fields...),
		typical: referral.MarkError{Kinds: typicalKinds(possible, v.Strands), Why: "other", Reason: "any"},
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

// typicalKinds are what could be called an error or, if nothing could, everything:
// the rule then says why not.
func typicalKinds(possible []referral.Kind, strands []referral.Strand) []referral.Kind {
	if len(possible) > 0 {
		return possible
	}
	var all []referral.Kind
	for _, s := range strands {
		all = append(all, s.Kind)
	}
	return all
}

func enteredInErrorAsk(v *visit) error  { return v.askWhole(enteredInErrorWork(v)) }
func enteredInErrorSave(v *visit) error { return v.actWhole(enteredInErrorWork(v)) }
