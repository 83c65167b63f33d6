package webtest

import "assistive-referrals/internal/referral"

// Everybody is one person of each role, with a second in some.
var Everybody = []referral.Referrer{
	SocialWorker, OtherWorker, Assessor, Therapist, OtherOT, Facilitator, Digital, Installer, Manager, Operator, DataOfficer,
}
