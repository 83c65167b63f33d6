package intake

import "assistive-referrals/internal/referral"

// vrMore is how sessions are arranged.
func vrMore() Section {
	return Section{
		Slug: "vr-more", Title: "Arranging the sessions", Kind: referral.VRSessions, Optional: true,
		Lead: "Needed before a session, not to send.",
		Fields: later(Session, everyone(),
			Field{Name: "vr-where", Label: "Where should the sessions be?", Control: Radios, Options: options(
				"home", "At home", "care-home", "In their care home", "day-centre", "In a day centre or community hub", "hospital", "In hospital",
			)},
			Field{Name: "vr-group", Label: "In a group, or one to one?", Control: Radios, Options: options(
				"one-to-one", "One to one", "group", "In a group", "either", "Either",
			)},
			Field{Name: "vr-who", Label: "Who will be there with them?", Control: Text, Width: "20"},
			Field{Name: "vr-senses", Label: "Do they wear any of these?", Hint: "Select all that apply.", Control: Checkboxes, Options: alone(options(
				"glasses", "Glasses", "hearing-aids", "Hearing aids",
			), "none", "Neither")},
		),
	}
}
