package web

import (
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/base"
	"assistive-referrals/internal/web/display"
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
func duplicateWork(v *visit, found others) strandWork {
	repeated := found.repeated[v.Strand.Kind]
	which := govuk.Field{Name: "of", Label: "Is it the same request?"}
	for _, r := range repeated {
		if same, asks := strandOf(r, v.Strand.Kind); asks && !same.State.Final() {
			which.Options = append(which.Options, govuk.Answer{
				Value: string(r.Case.Reference), Text: "Yes, the same as " + string(r.Case.Reference), Hint: "This one ends, and whoever referred is told.",
			})
		}
	}
	none := "No, it asks for something else"
	if len(which.Options) > 1 {
		none = "No, it asks for something else than any of them"
	}
	which.Options = append(which.Options, govuk.Answer{Value: noDuplicate, Text: none, Hint: "Nobody is asked again."})
	which = v.choice(which, "Select whether it is the same request")
	reason := v.longText(govuk.Field{
		Name: "reason", Label: "Why?", Optional: true,
		Hint: "Needed if it is the same. Whoever referred reads this: say whom to ask, and nothing of the other referral that they may not know.",
	}, "")
	same := which.Value != "" && which.Value != noDuplicate
	if which.Error == "" && same && reason.Value == "" {
		reason.Error = "Enter why it is the same request"
	}
	return strandWork{
		name: "duplicate", title: "Is this a duplicate?", button: "Save",
		fields:  v.withCodeQuestions(which, reason),
		typical: referral.Distinct{From: referencesOf(repeated)},
		change: func(referral.Strand) referral.Change {
			if same {
				return referral.Duplicate{Of: referral.Reference(which.Value), Reason: reason.Value}
			}
			return referral.Distinct{From: referencesOf(repeated), Reason: reason.Value}
		},
		page: func(form strandForm, _ referral.Referral) any {
			page := duplicatePage{strandForm: form}
			for _, r := range repeated {
				page.Others = append(page.Others, found.card(r))
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

// card shows of another case what it takes to tell whether it asks for the same.
func (o others) card(r referral.Related) govuk.SummaryList {
	card := govuk.SummaryList{Card: govuk.SummaryCard{Title: govuk.CardTitle{Text: string(r.Case.Reference)}}}
	if o.sees(r.Case.Reference) {
		card.Card.Actions.Items = []govuk.Action{{Text: "View", VisuallyHiddenText: "referral", Href: web.PathOfCase(r.Case.Reference)}}
	}
	if len(r.Strands) == 0 {
		card.Rows = append(card.Rows, row("State", display.Lines("It is no longer open, or no longer about the same person.")))
		return card
	}
	card.Rows = append(card.Rows, row("Asked for", askedFor(r)), row("Sent", display.Lines(display.Moment(r.Case.Opened))))
	if who := whoHas(r); who != "" {
		card.Rows = append(card.Rows, row("Who has it", who))
	}
	return card
}

// findDuplicates finds what the strand of the visit may be a duplicate of.
func (v *visit) findDuplicates() (others, error) {
	sent, _, err := v.current()
	if err != nil {
		return others{}, err
	}
	return v.others(sent.Facts.Person)
}

func duplicateAsk(v *visit) error {
	found, err := v.findDuplicates()
	if err != nil {
		return err
	}
	return v.showForm(duplicateWork(v, found))
}

func duplicateSave(v *visit) error {
	if v.Strand.Done(v.Posted.Get("request")) { // it ended by this form, and asks nothing any more
		return v.GoTo(web.PathOfCase(v.Case.Reference))
	}
	found, err := v.findDuplicates()
	if err != nil {
		return err
	}
	return v.submit(duplicateWork(v, found))
}
