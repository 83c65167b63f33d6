package intake

import (
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

// vrMore is how sessions are arranged.
func vrMore() form.Section {
	return form.Section{
		Slug: "vr-more", Title: "Arranging the sessions", Kind: referral.VRSessions, Optional: true,
		Lead: "Needed before a session, not to send.",
		Fields: later(form.Session, everyone(),
			form.Field{Name: "vr-where", Label: "Where should the sessions be?", Control: form.Radios, Options: form.Options(
				"home", "At home", "care-home", "In their care home", "day-centre", "In a day centre or community hub", "hospital", "In hospital",
			)},
			form.Field{Name: "vr-group", Label: "In a group, or one to one?", Control: form.Radios, Options: form.Options(
				"one-to-one", "One to one", "group", "In a group", "either", "Either",
			)},
			form.Field{Name: "vr-who", Label: "Who will be there with them?", Control: form.Text, Width: "20"},
			form.Field{Name: "vr-senses", Label: "Do they wear any of these?", Hint: "Select all that apply.", Control: form.Checkboxes, Options: form.Alone(form.Options(
				"glasses", "Glasses", "hearing-aids", "Hearing aids",
			), "none", "Neither")},
		),
	}
}
