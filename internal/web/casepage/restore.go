package casepage

import (
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/govuk"
)

// aliveWork is the form that takes back that the person has died.
func (p pages) aliveWork(r *web.Request) caseWork {
	w := p.restoreWork(r, referral.Died, "alive", "It was a mistake: the person has not died",
		"How did the mistake come about?", "Every part of the referral goes on where it was, and so does every other that stopped because of this. What had fallen due meanwhile falls due again.")
	w.others = func() (same, _ []referral.Reference, err error) {
		if r.Case.Died != nil {
			same = r.Case.Died.Told
		}
		return same, nil, nil
	}
	return w
}

// rightAfterAllWork is the form that takes back that strands were entered in error.
func (p pages) rightAfterAllWork(r *web.Request) caseWork {
	return p.restoreWork(r, referral.EnteredInError, "right-after-all", "It was not entered in error",
		"Why is it right after all?", "What was called an error goes on where it was.")
}

func (p pages) restoreWork(r *web.Request, of referral.State, name, title, why, then string) caseWork {
	reason := formview.LongText(r, govuk.Field{Name: "reason", Label: why, Hint: then + " It stays in the history."}, "Enter why it was a mistake")
	return caseWork{
		name: name, title: title, button: govuk.Button{Text: "Take it back"},
		fields: formview.WithCodeQuestions(r, reason),
		change: func(_ referral.Case, strands []referral.Strand) referral.CaseChange {
			return p.Rules.Restore(referral.Restore{Of: of, Reason: reason.Value}, strands, p.Now())
		},
	}
}

func (p pages) aliveAsk(r *web.Request) error { return p.askWhole(r, p.aliveWork(r)) }

func (p pages) aliveSave(r *web.Request) error { return p.actWhole(r, p.aliveWork(r)) }

func (p pages) rightAfterAllAsk(r *web.Request) error { return p.askWhole(r, p.rightAfterAllWork(r)) }

func (p pages) rightAfterAllSave(r *web.Request) error { return p.actWhole(r, p.rightAfterAllWork(r)) }
