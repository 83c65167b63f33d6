package intake

import (
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

func digitalSupport() form.Section {
	return form.Section{
		Slug: "digital-support", Title: "Digital support", Kind: referral.DigitalSupport,
		Fields: []form.Field{
			{
				Name: "barriers", Label: "What stands in the way?", Hint: "Select all that apply.", Control: form.Checkboxes,
				Options: []form.Option{
					{Value: "device", Label: "They have no suitable device"},
					{Value: "connection", Label: "They have no connection"},
					{Value: "skills", Label: "Skills"},
					{Value: "confidence", Label: "Confidence"},
					{Value: "sight-or-hearing", Label: "Sight or hearing"},
					{Value: "cost", Label: "Cost"},
				},
				Rule: "required,option,exclusive", Messages: form.ToSelect("Select what stands in the way"),
				NeededBy: form.Send, AnsweredBy: everyone(),
			},
		},
	}
}
