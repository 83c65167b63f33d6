package casepage

import (
	"assistive-referrals/internal/access"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// nextContactActions returns what can be done while nobody has been reached.
func (p pages) nextContactActions(r *web.Request, s referral.Strand, working bool) []action {
	if !working {
		return nil
	}
	var actions []action
	if (referral.TellReferrer{}).Possible(s, r.Actor()) == nil {
		actions = append(actions, action{Text: "Tell the referrer that nobody can be reached", Href: web.PathOfStrand(r.Case.Reference, s.Kind, "tell-referrer"), Post: true, Secondary: true})
	}
	if (referral.NotReached{At: p.Now()}).Possible(s, r.Actor()) == nil {
		actions = append(actions, action{Text: "Close: could not be reached", Href: web.PathOfStrand(r.Case.Reference, s.Kind, "not-reached")})
	}
	return actions
}

// wholeActions returns what the person of the visit can do with its case as a whole
// now: what the access table allows them and the case admits.
func (p pages) wholeActions(r *web.Request) []action {
	var actions []action
	for _, w := range []struct {
		may        access.Action
		change     referral.CaseChange
		name, text string
	}{
		{access.RecordDeath, referral.RecordDeath{}, "died", "Record that the person has died"},
		{access.CheckDeath, referral.DeathChecked{}, "not-them", "It is somebody else who has died"},
		{access.RecordDeath, referral.Restore{Of: referral.Died}, "alive", "It was a mistake: the person has not died"},
		{access.MarkError, referral.MarkError{}, "entered-in-error", "Say that it was entered in error"},
		{access.UndoError, referral.Restore{Of: referral.EnteredInError}, "right-after-all", "It was not entered in error"},
	} {
		if w.change.Possible(r.Case, r.Strands, r.Actor()) == nil && r.Person().Allowed(w.may, r.Person().ToCase(r.Case, r.Strands)...) {
			actions = append(actions, action{Text: w.text, Href: web.PathOfCase(r.Case.Reference) + "/" + w.name})
		}
	}
	return actions
}
