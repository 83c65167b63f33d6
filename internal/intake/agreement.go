package intake

import (
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

func agreement() form.Section {
	return form.Section{
		Slug: "agreement", Title: "The person’s agreement",
		Lead: "Where this stands now. Valid consent, or what stands in for it, is recorded before anything is put in place.",
		Fields: []form.Field{
			{
				Name: "agreement", Label: "Does the person agree to this referral?", Control: form.Radios,
				// Mental Capacity Act 2005 ss.1–5; a refusal does not stop an assessment
				// that the council must make: Care Act 2014 s.11(2).
				Options: []form.Option{
					{Value: string(referral.Agrees), Label: "Yes, they agree"},
					{Value: string(referral.Refuses), Label: "No, they refuse"},
					{Value: string(referral.CapacityInDoubt), Label: "It is in doubt whether they can decide this"},
					{Value: string(referral.AttorneyDecides), Label: "An attorney or deputy decides for them", Hint: "For health and welfare."},
					{Value: string(referral.NotYetAsked), Label: "They have not been asked yet"},
				},
				Rule: "required,option", Messages: form.ToSelect("Select whether the person agrees"),
				NeededBy: form.Send, AnsweredBy: everyone(),
			},
			form.Choice("assess-anyway", "Must the council assess anyway?", []form.Option{
				{Value: "best-interests", Label: "Yes: they lack capacity to refuse, and it is in their best interests"},
				{Value: "abuse-or-neglect", Label: "Yes: they are experiencing, or at risk of, abuse or neglect"},
				{Value: form.No, Label: "No"},
			}, "Select whether the council must assess anyway").
				Hinted("Care Act 2014, section 11(2).").If("agreement", string(referral.Refuses)).
				Needed(form.Decide).By(form.Referrer, form.Practitioner).CanWait(),
			form.LongText("capacity-doubt", "What makes you doubt it?", "").AtMost(1000, "What makes you doubt it must be 1,000 characters or less").If("agreement", string(referral.CapacityInDoubt)).
				Needed(form.Decide).By(form.Referrer, form.Practitioner).CanWait(),
			{
				Name: "attorney-name", Label: "Name of the attorney or deputy", Spoken: "What is the name of the attorney or deputy?", Control: form.Text, Width: "20",
				Parent: form.Under("agreement", string(referral.AttorneyDecides)),
				Rule:   "omitempty,max=100", Messages: form.ToEnter("", "Name of the attorney or deputy", "100"),
				NeededBy: form.Decide, AnsweredBy: []form.Who{form.Referrer, form.Practitioner}, DontKnow: true,
			},
			form.LongText("not-asked-why", "Why have they not been asked?", "Enter why the person has not been asked yet").AtMost(1000, "Why they have not been asked must be 1,000 characters or less").If("agreement", string(referral.NotYetAsked)).
				Needed(form.Send).By(form.Referrer),
		},
	}
}
