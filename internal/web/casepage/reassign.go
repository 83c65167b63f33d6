package casepage

import (
	"slices"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/caseload"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// reassign gives a strand to a practitioner of its team, whether it waits or another has
// it. It shows what each has to do.
var reassign = changePage{
	path: "reassign", button: "Give to them", may: access.Reassign,
	titled: func(s referral.Strand) string {
		if s.Holder == nil {
			return "Give to somebody"
		}
		return "Give to somebody else"
	},
	done: "It has been given to them.",
	with: func(p pages, r *web.Request, c *changePage) error {
		takers, err := p.takers(r)
		c.form, c.change = giving(r.Strand, takers), givenTo(takers)
		return err
	},
	change: givenTo(nil),
}

// takers returns the practitioners who could have the request's strand, without whoever
// has it.
func (p pages) takers(r *web.Request) ([]caseload.Load, error) {
	all, err := caseload.Team(r.Ctx(), p.Store, p.Rules, r.Strand.Team, p.Now())
	return slices.DeleteFunc(all, func(w caseload.Load) bool { return r.Strand.Holder != nil && r.Strand.Holder.ID == w.ID }), err
}

func giving(s referral.Strand, takers []caseload.Load) form.Section {
	var who []form.Option
	for _, w := range takers {
		who = append(who, form.Option{Value: w.ID, Label: w.Name, Hint: w.Role.Label() + ". " + w.Words()})
	}
	return form.Section{
		Slug: "reassign",
		Fields: []form.Field{
			form.Choice("to", "Who is to have it?", who, "Select who is to have it").
				Hinted("Practitioners of the " + s.Team.Label() + " team who signed in lately."),
			form.LongText("note", "Note for them", "Enter a note for whoever is to have it").
				Hinted("Why they have it now, and what they must know. It stays in the history. What its practitioner began to write and has not recorded stays with them."),
		},
		Rules: []form.Rule{{Field: "to", Check: func(all form.Answers, _ form.Context) string {
			if err := s.MayTake(chosenOf(takers, all).Qualifications); err != nil {
				return err.Error()
			}
			return ""
		}}},
	}
}

func chosenOf(takers []caseload.Load, a form.Answers) casestore.Colleague {
	for _, w := range takers {
		if w.ID == a.First("to") {
			return w.Colleague
		}
	}
	return casestore.Colleague{}
}

func givenTo(takers []caseload.Load) func(pages, referral.Strand, form.Answers) referral.Change {
	return func(p pages, s referral.Strand, a form.Answers) referral.Change {
		to := chosenOf(takers, a)
		return p.Rules.Give(s, to.Actor, to.Qualifications, to.Email, a.First("note"), p.Now())
	}
}
