package intake

import "assistive-referrals/internal/referral"

func digitalSupport() Section {
	return Section{
		Slug: "digital-support", Title: "Digital support", Kind: referral.DigitalSupport,
		Fields: []Field{
			{
				Name: "barriers", Label: "What stands in the way?", Hint: "Select all that apply.", Control: Checkboxes,
				Options: []Option{
					{Value: "device", Label: "They have no suitable device"},
					{Value: "connection", Label: "They have no connection"},
					{Value: "skills", Label: "Skills"},
					{Value: "confidence", Label: "Confidence"},
					{Value: "sight-or-hearing", Label: "Sight or hearing"},
					{Value: "cost", Label: "Cost"},
				},
				Rule: "required,option,exclusive", Messages: choose("Select what stands in the way"),
				NeededBy: Send, AnsweredBy: everyone(),
			},
		},
	}
}
