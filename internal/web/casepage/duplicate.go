package casepage

import (
	"slices"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/govuk"
)

// duplicatePage asks whoever received a referral whether another one of the same
// person asks for the same.
type duplicatePage struct {
	changeForm
	Others []govuk.SummaryList
}

const noDuplicate = "none"

// duplicate says of a strand whether it is the same request as another of the person's.
var duplicate = changePage{
	path: "duplicate", title: "Is this a duplicate?", offer: "Say whether it is a duplicate", button: "Save", may: access.Settle,
	done: "Saved: it is not a duplicate. Nobody is asked again.",
	outcomes: []outcome{{"same-request", "Ended as a duplicate. Whoever referred is told. If it says anything new, add it to the other referral.",
		func(s referral.Strand) bool { return s.DuplicateOf != "" }}},
	with: func(p pages, r *web.Request, c *changePage) error {
		sent, _, err := display.Current(r)
		if err != nil {
			return err
		}
		found, err := display.OthersOf(r, sent.Facts.Person)
		repeated := found.Repeated[r.Strand.Kind]
		c.form, c.change = sameRequest(repeated, r.Strand.Kind), sameOrDistinct(repeated)
		c.show = func(f changeForm, _ *web.Request, _ referral.Referral) any {
			page := duplicatePage{changeForm: f}
			for _, related := range repeated {
				page.Others = append(page.Others, found.Card(related))
			}
			return page
		}
		return err
	},
	change: sameOrDistinct(nil),
	offers: func(pages, *web.Request, referral.Strand) bool { return false }, // by settleActions, with what was found
}

func sameRequest(repeated []referral.Related, kind referral.Kind) form.Section {
	var which []form.Option
	for _, related := range repeated {
		if same, asks := display.StrandOf(related, kind); asks && !same.State.Final() {
			which = append(which, form.Option{
				Value: string(related.Case.Reference), Label: "Yes, the same as " + string(related.Case.Reference), Hint: "This one ends, and whoever referred is told.",
			})
		}
	}
	none := "No, it asks for something else"
	if len(which) > 1 {
		none = "No, it asks for something else than any of them"
	}
	return form.Section{
		Slug: "duplicate",
		Fields: []form.Field{
			form.Choice("of", "Is it the same request?", append(which, form.Option{Value: noDuplicate, Label: none, Hint: "Nobody is asked again."}), "Select whether it is the same request"),
			form.LongText("reason", "Why?", "").Optional().
				Hinted("Needed if it is the same. Whoever referred reads this: say whom to ask, and nothing of the other referral that they may not know."),
		},
		Rules: []form.Rule{form.NeededIf("reason", "Enter why it is the same request", func(all form.Answers, _ form.Context) bool {
			return slices.ContainsFunc(which, func(o form.Option) bool { return all.Has("of", o.Value) })
		})},
	}
}

func sameOrDistinct(repeated []referral.Related) func(pages, referral.Strand, form.Answers) referral.Change {
	return func(_ pages, _ referral.Strand, a form.Answers) referral.Change {
		if of := a.First("of"); of != "" && of != noDuplicate {
			return referral.Duplicate{Of: referral.Reference(of), Reason: a.First("reason")}
		}
		var from []referral.Reference
		for _, related := range repeated {
			from = append(from, related.Case.Reference)
		}
		return referral.Distinct{From: from, Reason: a.First("reason")}
	}
}

// settleActions returns what the person can say of a strand that may be a duplicate.
func settleActions(r *web.Request, s referral.Strand, found display.Others) []action {
	if len(found.Repeated[s.Kind]) == 0 {
		return nil
	}
	return []action{duplicate.action(web.PathOfStrand(r.Case.Reference, s.Kind, duplicate.path))}
}
