package casepage

import (
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/display"
)

// nextWords say why somebody was given this strand.
var nextWords = map[string]string{
	display.DoneNext(string(referral.NextFirst)): "You have claimed this: it was the most pressing on your team’s list. Contact the person next.",
	display.DoneNext(string(referral.NextAble)):  "You have claimed this: it was the most pressing that you can take. What comes before it needs somebody else. Contact the person next.",
	display.DoneNext(string(referral.NextPart)):  "You have claimed this: you have another part of the same referral, and nothing more urgent waits. Contact the person next.",
	display.DoneNext(string(referral.NextKnown)): "You have claimed this: you have worked with this person before, and nothing more urgent waits. Contact the person next.",
	display.DoneNext(string(referral.NextSkill)): "You have claimed this: it asks for a skill that you have, and nothing more urgent waits. Contact the person next.",
}
