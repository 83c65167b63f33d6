package intake

import (
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

func vrSessions() form.Section {
	return form.Section{
		Slug: "vr-sessions", Title: "Virtual-reality sessions", Kind: referral.VRSessions,
		Fields: []form.Field{
			{
				Name: "vr-aim", Label: "What should the sessions be for?", Hint: "Select all that apply.", Control: form.Checkboxes,
				Options: []form.Option{
					{Value: "reminiscence", Label: "Reminiscence"},
					{Value: "relaxation", Label: "Relaxation"},
					{Value: "pain", Label: "Easing pain"},
					{Value: "movement", Label: "Movement"},
					{Value: "travel-or-social", Label: "Virtual travel or company"},
					{Value: "everyday-skills", Label: "Everyday skills", Hint: "Such as a virtual kitchen."},
				},
				Rule: "required,option,exclusive", Messages: form.ToSelect("Select what the sessions should be for"),
				NeededBy: form.Send, AnsweredBy: everyone(),
			},
			form.LongText("vr-enjoys", "What do they enjoy?", "").AtMost(1000, "What they enjoy must be 1,000 characters or less").
				Needed(form.Session).By(everyone()...).CanWait(),
			form.LongText("vr-avoid", "What should be avoided?", "").AtMost(1000, "What should be avoided must be 1,000 characters or less").
				Hinted("For example, heights, water, crowds or a place with bad memories.").
				Needed(form.Session).By(everyone()...).CanWait(),
			{
				Name: "vr-stop", Label: "How do they show that they want to stop?", Hint: "Select all that apply.", Control: form.Checkboxes,
				Options: []form.Option{
					{Value: "words", Label: "With words"},
					{Value: "gesture", Label: "With a gesture"},
					{Value: "taking-it-off", Label: "By taking the headset off"},
					{Value: noReliableWay, Label: "In no reliable way", Exclusive: true},
				},
				Rule: "omitempty,option,exclusive", Messages: form.ToSelect("Select how they show that they want to stop"),
				NeededBy: form.Session, AnsweredBy: everyone(), DontKnow: true,
			},
		},
	}
}

const noReliableWay = "no-reliable-way"
