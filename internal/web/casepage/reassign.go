package casepage

import (
	"assistive-referrals/internal/caseload"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/govuk"
)

// reassignWork is the form by which a team manager gives a strand to a practitioner
// of its team, whether it waits or another has it. It shows what each has to do.
func (p pages) reassignWork(r *web.Request, loads []caseload.Load) strandWork {
	to := govuk.Field{Name: "to", Label: "Who is to have it?", Hint: "Practitioners of the " + r.Strand.Team.Label() + " team who signed in lately."}
	for _, w := range loads {
		to.Options = append(to.Options, govuk.Answer{Value: w.ID, Text: w.Name, Hint: w.Role.Label() + ". " + w.Words()})
	}
	to = formview.Choice(r, to, "Select who is to have it")
	for _, c := range loads {
		if no := r.Strand.MayTake(c.Qualifications); c.ID == to.Value && no != nil {
			to.Error = no.Error()
		}
	}
	note := formview.LongText(r, govuk.Field{Name: "note", Label: "Note for them", Hint: "Why they have it now, and what they must know. It stays in the history. What its practitioner began to write and has not recorded stays with them."},
		"Enter a note for whoever is to have it")
	give := func(s referral.Strand, c casestore.Colleague) referral.Change {
		return p.Rules.Give(s, c.Actor, c.Qualifications, c.Email, note.Value, p.Now())
	}
	work := strandWork{
		name: "reassign", title: "Give to somebody else", button: "Give to them",
		fields: formview.WithCodeQuestions(r, to, note),
		change: func(s referral.Strand) referral.Change {
			for _, w := range loads {
				if w.ID == to.Value {
					return give(s, w.Colleague)
				}
			}
			return give(s, casestore.Colleague{})
		},
	}
	if r.Strand.Holder == nil {
		work.title = "Give to somebody"
	}
	return work
}

// takers returns the practitioners who could have the visit's strand, without whoever
// has it.
func (p pages) takers(r *web.Request) ([]caseload.Load, error) {
	all, err := caseload.Team(r.Ctx(), p.Store, p.Rules, r.Strand.Team, p.Now())
	var others []caseload.Load
	for _, w := range all {
		if r.Strand.Holder == nil || r.Strand.Holder.ID != w.ID {
			others = append(others, w)
		}
	}
	return others, err
}

func (p pages) reassignAsk(r *web.Request) error {
	loads, err := p.takers(r)
	if err != nil {
		return err
	}
	return p.showForm(r, p.reassignWork(r, loads))
}

func (p pages) reassignSave(r *web.Request) error {
	loads, err := p.takers(r)
	if err != nil {
		return err
	}
	return p.submit(r, p.reassignWork(r, loads))
}
