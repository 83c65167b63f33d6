package web

import (
	"assistive-referrals/internal/access"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/base"
)

// nextContactActions returns what can be done while nobody has been reached.
func nextContactActions(v *visit, s referral.Strand, working bool) []action {
	if !working {
		return nil
	}
	var actions []action
	if (referral.TellReferrer{}).Possible(s, v.Actor()) == nil {
		actions = append(actions, action{Text: "Tell the referrer that nobody can be reached", Href: web.PathOfStrand(v.Case.Reference, s.Kind, "tell-referrer"), Post: true, Secondary: true})
	}
	if (referral.NotReached{Rationale: "any", NextStep: "any", At: v.Now()}).Possible(s, v.Actor()) == nil {
		actions = append(actions, action{Text: "Close: could not be reached", Href: web.PathOfStrand(v.Case.Reference, s.Kind, "not-reached")})
	}
	return actions
}

// wholeActions returns what the person of the visit can do with its case as a whole
// now: what the access table allows them and the case admits.
func wholeActions(v *visit) []action {
	var actions []action
	for _, w := range []struct {
		may        access.Action
		typical    referral.CaseChange
		name, text string
	}{
		{access.RecordDeath, referral.RecordDeath{ToldBy: "any"}, "died", "Record that the person has died"},
		{access.CheckDeath, referral.DeathChecked{How: "any"}, "not-them", "It is somebody else who has died"},
		{access.RecordDeath, referral.Restore{Of: referral.Died, Reason: "any"}, "alive", "It was a mistake: the person has not died"},
		{access.MarkError, referral.MarkError{Kinds: typicalKinds(possibleErrors(v.Strands), v.Strands), Why: "other", Reason: "any"}, "entered-in-error", "Say that it was entered in error"},
		{access.UndoError, referral.Restore{Of: referral.EnteredInError, Reason: "any"}, "right-after-all", "It was not entered in error"},
	} {
		if w.typical.Possible(v.Case, v.Strands, v.Actor()) == nil && v.Person().Allowed(w.may, v.Person().ToCase(v.Case, v.Strands)...) {
			actions = append(actions, action{Text: w.text, Href: web.PathOfCase(v.Case.Reference) + "/" + w.name})
		}
	}
	return actions
}
