package intake

import (
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

func needs() form.Section {
	return form.Section{
		Slug: "needs", Title: "Needs and what the person wants",
		Fields: []form.Field{
			{
				Name: "why-now", Label: "Why now?", Hint: "What has happened or changed, and what worries you or the person.",
				Spoken:  "What has happened or changed, that they need this now?",
				Control: form.TextArea,
				Rule:    "required,max=4000", Messages: form.ToEnter("Enter why the person needs this now", "Why now", "4,000"),
				NeededBy: form.Send, AnsweredBy: []form.Who{form.Referrer},
			},
			{
				Name: "wants", Label: "What do they want to be able to do?", Spoken: "What do they themselves want to be able to do?", Hint: "In their words.", Control: form.TextArea,
				Rule: "omitempty,max=4000", Messages: form.ToEnter("", "What they want to be able to do", "4,000"),
				NeededBy: form.Decide, AnsweredBy: everyone(), DontKnow: true,
			},
			{
				Name: "immediate-risk", Label: "Is anyone at immediate risk?", Spoken: "Is anyone in danger, or at risk of harm, right now?", Hint: "In an emergency, call 999 first.",
				Control: form.Radios, Options: form.YesNo(),
				Rule: "required,option", Messages: form.ToSelect("Select whether anyone is at immediate risk"),
				NeededBy: form.Send, AnsweredBy: []form.Who{form.Referrer},
			},
			form.LongText("immediate-risk-what", "What is the risk, and what has been done about it?", "Enter what the immediate risk is").AtMost(1000, "What the risk is must be 1,000 characters or less").If("immediate-risk", form.Yes).
				Needed(form.Send).By(form.Referrer),
			{
				Name: "concerns", Label: "Does any of this apply?", Hint: "Select all that apply. It decides how soon someone gets in touch.",
				Control: form.Checkboxes, Options: []form.Option{
					{Value: string(referral.FallLastMonth), Label: "A fall in the last month"},
					{Value: string(referral.AloneAtNight), Label: "Alone at night with a risk"},
					{Value: string(referral.CarerBreaking), Label: "A carer at breaking point"},
					{Value: string(referral.CareBreakingDown), Label: "Care that is about to break down"},
					{Value: string(referral.Safeguarding), Label: "A safeguarding concern"},
					{Value: string(referral.RiskToLife), Label: "A risk to life without this"},
					{Value: string(referral.NoConcern), Label: "None of these", Exclusive: true},
				},
				Rule: "required,option,exclusive",
				Messages: map[string]string{
					"required":  "Select what applies, or ‘None of these’",
					"option":    "Select what applies, or ‘None of these’",
					"exclusive": "Select what applies, or ‘None of these’ or ‘" + form.DontKnowLabel + "’ alone",
				},
				NeededBy: form.Send, AnsweredBy: []form.Who{form.Referrer, form.Practitioner}, DontKnow: true,
			},
		},
	}
}
