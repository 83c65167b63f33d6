package casepage

import (
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/govuk"
)

// duplicatePage asks whoever received a referral whether another one of the same
// person asks for the same.
type duplicatePage struct {
	strandForm
	Others []govuk.SummaryList
}

const noDuplicate = "none"

// duplicateWork is that form.
func (p pages) duplicateWork(r *web.Request, found display.Others) strandWork {
	repeated := found.Repeated[r.Strand.Kind]
	which := govuk.Field{Name: "of", Label: "Is it the same request?"}
	for _, related := range repeated {
		if same, asks := display.StrandOf(related, r.Strand.Kind); asks && !same.State.Final() {
			which.Options = append(which.Options, govuk.Answer{
				Value: string(related.Case.Reference), Text: "Yes, the same as " + string(related.Case.Reference), Hint: "This one ends, and whoever referred is told.",
			})
		}
	}
	none := "No, it asks for something else"
	if len(which.Options) > 1 {
		none = "No, it asks for something else than any of them"
	}
	which.Options = append(which.Options, govuk.Answer{Value: noDuplicate, Text: none, Hint: "Nobody is asked again."})
	which = formview.Choice(r, which, "Select whether it is the same request")
	reason := formview.LongText(r, govuk.Field{
		Name: "reason", Label: "Why?", Optional: true,
		Hint: "Needed if it is the same. Whoever referred reads this: say whom to ask, and nothing of the other referral that they may not know.",
	}, "")
	same := which.Value != "" && which.Value != noDuplicate
	if which.Error == "" && same && reason.Value == "" {
		reason.Error = "Enter why it is the same request"
	}
	return strandWork{
		name: "duplicate", title: "Is this a duplicate?", button: "Save",
		fields: formview.WithCodeQuestions(r, which, reason),
		change: func(referral.Strand) referral.Change {
			if same {
				return referral.Duplicate{Of: referral.Reference(which.Value), Reason: reason.Value}
			}
			return referral.Distinct{From: referencesOf(repeated), Reason: reason.Value}
		},
		page: func(form strandForm, _ referral.Referral) any {
			page := duplicatePage{strandForm: form}
			for _, related := range repeated {
				page.Others = append(page.Others, found.Card(related))
			}
			return page
		},
		done: func(s referral.Strand) string {
			if s.DuplicateOf != "" {
				return doneDuplicate
			}
			return "duplicate"
		},
	}
}

// doneDuplicate is the code by which the case page says that it was the same.
const doneDuplicate = "same-request"

func referencesOf(cases []referral.Related) []referral.Reference {
	var all []referral.Reference
	for _, r := range cases {
		all = append(all, r.Case.Reference)
	}
	return all
}

// findDuplicates finds what the strand of the visit may be a duplicate of.
func (p pages) findDuplicates(r *web.Request) (display.Others, error) {
	sent, _, err := display.Current(r)
	if err != nil {
		return display.Others{}, err
	}
	return display.OthersOf(r, sent.Facts.Person)
}

func (p pages) duplicateAsk(r *web.Request) error {
	found, err := p.findDuplicates(r)
	if err != nil {
		return err
	}
	return p.showForm(r, p.duplicateWork(r, found))
}

func (p pages) duplicateSave(r *web.Request) error {
	if r.Strand.Done(r.Posted.Get("request")) { // it ended by this form, and asks nothing any more
		return r.GoTo(web.PathOfCase(r.Case.Reference))
	}
	found, err := p.findDuplicates(r)
	if err != nil {
		return err
	}
	return p.submit(r, p.duplicateWork(r, found))
}
