package casepage

import (
	"assistive-referrals/internal/access"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// alive takes back that the person has died.
var alive = changePage{
	path: "alive", title: "It was a mistake: the person has not died", button: "Take it back", may: access.RecordDeath,
	done:       "It has been taken back. Everything goes on where it was.",
	form:       whyMistaken("alive", "How did the mistake come about?", "Every part of the referral goes on where it was, and so does every other that stopped because of this. What had fallen due meanwhile falls due again."),
	caseChange: restored(referral.Died),
	with: func(_ pages, r *web.Request, c *changePage) error {
		if r.Case.Died != nil {
			c.same = r.Case.Died.Told
		}
		return nil
	},
}

// rightAfterAll takes back that strands were entered in error.
var rightAfterAll = changePage{
	path: "right-after-all", title: "It was not entered in error", button: "Take it back", may: access.UndoError,
	done:       "It has been taken back. It goes on where it was.",
	form:       whyMistaken("right-after-all", "Why is it right after all?", "What was called an error goes on where it was."),
	caseChange: restored(referral.EnteredInError),
}

func whyMistaken(slug, why, then string) form.Section {
	return form.Section{Slug: slug, Fields: []form.Field{form.LongText("reason", why, "Enter why it was a mistake").Hinted(then + " It stays in the history.")}}
}

func restored(of referral.State) func(pages, []referral.Strand, form.Answers) referral.CaseChange {
	return func(p pages, strands []referral.Strand, a form.Answers) referral.CaseChange {
		return p.Rules.Restore(referral.Restore{Of: of, Reason: a.First("reason")}, strands, p.Now())
	}
}
