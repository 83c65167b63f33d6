package web

import (
	"assistive-referrals/internal/access"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
)

// reassignWork is the form by which a team manager gives a strand to another
// practitioner of its team.
func reassignWork(v *visit, colleagues []casestore.Colleague) strandWork {
	to := govuk.Field{Name: "to", Label: "Who is to have it?", Hint: "Practitioners of the " + v.strand.Team.Label() + " team who signed in lately."}
	for _, c := range colleagues {
		to.Options = append(to.Options, govuk.Answer{Value: c.ID, Text: c.Name, Hint: c.Role.Label()})
	}
	to = v.choice(to, "Select who is to have it")
	for _, c := range colleagues {
		if no := v.strand.MayTake(c.Qualifications); c.ID == to.Value && no != nil {
			to.Error = no.Error()
		}
	}
	note := v.longText(govuk.Field{Name: "note", Label: "Note for them", Hint: "Why they have it now, and what they must know. It stays in the history."},
		"Enter a note for whoever is to have it")
	return strandWork{
		name: "reassign", title: "Give to somebody else", button: "Give to them",
		fields:  v.withCodeQuestions(to, note),
		typical: referral.Reassign{To: referral.Actor{ID: "anybody"}, Note: "any"},
		change: func(referral.Strand) referral.Change {
			for _, c := range colleagues {
				if c.ID == to.Value {
					return referral.ReassignWith(c.Qualifications, c.Actor, c.Email, note.Value, v.Now(), v.calendar)
				}
			}
			return referral.Reassign{}
		},
	}
}

// practitioners returns who of a team can work its strands, without whoever has
// this one.
func (v *visit) practitioners() ([]casestore.Colleague, error) {
	all, err := v.Store.Colleagues(v.ctx(), v.strand.Team)
	var others []casestore.Colleague
	for _, c := range all {
		works := access.Person{ID: c.ID, Roles: c.Roles, Team: v.strand.Team}.Allowed(access.ClaimIt, access.InTeam)
		if works && (v.strand.Holder == nil || v.strand.Holder.ID != c.ID) {
			others = append(others, c)
		}
	}
	return others, err
}

func reassignAsk(v *visit) error {
	colleagues, err := v.practitioners()
	if err != nil {
		return err
	}
	return v.ask(reassignWork(v, colleagues))
}

func reassignSave(v *visit) error {
	colleagues, err := v.practitioners()
	if err != nil {
		return err
	}
	return v.act(reassignWork(v, colleagues))
}
