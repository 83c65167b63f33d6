package web

import (
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
)

// aliveWork is the form that takes back that the person has died.
func aliveWork(v *visit) caseWork {
	w := restoreWork(v, referral.Died, "alive", "It was a mistake: the person has not died",
		"How did the mistake come about?", "Every part of the referral goes on where it was, and so does every other that stopped because of this. What had fallen due meanwhile falls due again.")
	w.others = func() (same, _ []referral.Reference, err error) {
		if v.Case.Died != nil {
			same = v.Case.Died.Told
		}
		return same, nil, nil
	}
	return w
}

// rightAfterAllWork is the form that takes back that strands were entered in error.
func rightAfterAllWork(v *visit) caseWork {
	return restoreWork(v, referral.EnteredInError, "right-after-all", "It was not entered in error",
		"Why is it right after all?", "What was called an error goes on where it was.")
}

func restoreWork(v *visit, of referral.State, name, title, why, then string) caseWork {
	reason := v.longText(govuk.Field{Name: "reason", Label: why, Hint: then + " It stays in the history."}, "Enter why it was a mistake")
	return caseWork{
		name: name, title: title, button: govuk.Button{Text: "Take it back"},
		fields:  v.withCodeQuestions(reason),
		typical: referral.Restore{Of: of, Reason: "any"},
		change: func(_ referral.Case, strands []referral.Strand) referral.CaseChange {
			return referral.RestoreAt(referral.Restore{Of: of, Reason: reason.Value}, strands, v.Now(), v.calendar)
		},
	}
}

func aliveAsk(v *visit) error          { return v.askWhole(aliveWork(v)) }
func aliveSave(v *visit) error         { return v.actWhole(aliveWork(v)) }
func rightAfterAllAsk(v *visit) error  { return v.askWhole(rightAfterAllWork(v)) }
func rightAfterAllSave(v *visit) error { return v.actWhole(rightAfterAllWork(v)) }
