package casestore_test

import (
	"testing"
	"time"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

func TestWritesOfTheRest(t *testing.T) {
	sending := func(s *table, then func(n casestore.Notification) error) error {
		n, err := s.ClaimNotification(s.t.Context(), s.notification(s.opened()).Key(), time.Minute)
		s.must(err)
		return then(n)
	}
	file := referral.Attachment{ID: "A"}
	added := func(s *table) casestore.Attachment {
		s.must(s.AddAttachment(s.t.Context(), worker.ID, "D", file))
		a, err := s.Attachment(s.t.Context(), "D", "A")
		s.must(err)
		return a
	}
	checkWrites(t, map[string]written{
		"claim a notification": {func(s *table) error {
			_, err := s.ClaimNotification(s.t.Context(), s.notification(s.opened()).Key(), time.Minute)
			return err
		}, `
put CASE#R NOTIFICATION#00000001#referral-received#referrer in due if claimedUntil = 0001-01-01T00:00:00Z
`},
		"a notification was sent": {func(s *table) error {
			return sending(s, func(n casestore.Notification) error { return s.MarkSent(s.t.Context(), n, "receipt") })
		}, `
put CASE#R NOTIFICATION#00000001#referral-received#referrer if claimedUntil = 2026-11-16T10:01:00Z
`},
		"a notification cannot be sent": {func(s *table) error {
			return sending(s, func(n casestore.Notification) error { return s.GiveUpNotification(s.t.Context(), n, "no address") })
		}, `
put CASE#R NOTIFICATION#00000001#referral-received#referrer in worklist if claimedUntil = 2026-11-16T10:01:00Z
`},
		"a notification is tried again": {func(s *table) error {
			return sending(s, func(n casestore.Notification) error {
				s.must(s.GiveUpNotification(s.t.Context(), n, "no address"))
				return s.TryNotificationAgain(s.t.Context(), n.Key())
			})
		}, `
put CASE#R NOTIFICATION#00000001#referral-received#referrer in due if claimedUntil = 2026-11-16T10:01:00Z
`},
		"a notification is queued again": {func(s *table) error { return s.PostponeNotification(s.t.Context(), s.notification(s.opened())) }, `
put CASE#R NOTIFICATION#00000001#referral-received#referrer in due if attempts = 0 AND claimedUntil = 0001-01-01T00:00:00Z AND sent = 0001-01-01T00:00:00Z
`},
		"a file is to come": {func(s *table) error { return s.AddAttachment(s.t.Context(), worker.ID, "D", file) }, `
put ATTACHMENTS#D ATTACHMENT#A in due if absent
`},
		"a file was judged": {func(s *table) error {
			added(s)
			return s.RecordScan(s.t.Context(), "D", "A", referral.AttachmentClean, "application/pdf")
		}, `
put ATTACHMENTS#D ATTACHMENT#A in due if version = 1
`},
		"a file is taken away": {func(s *table) error {
			added(s)
			return s.RemoveAttachment(s.t.Context(), "D", "A", worker.Actor, "Another's.")
		}, `
put ATTACHMENTS#D ATTACHMENT#A in due if version = 1
`},
		"a file was looked after": {func(s *table) error { return s.SettleAttachment(s.t.Context(), added(s), true) }, `
put ATTACHMENTS#D ATTACHMENT#A if version = 1
`},
		"a file's draft is gone": {func(s *table) error { return s.ForgetAttachment(s.t.Context(), added(s)) }, `
delete ATTACHMENTS#D ATTACHMENT#A
`},
		"views": {func(s *table) error {
			read := casestore.Read{Reference: first, By: therapist, At: monday, What: "case", Request: "1"}
			other := read
			other.Request = "2"
			return s.RecordReads(s.t.Context(), []casestore.Read{read, other})
		}, `
put READS#R 2026-11-16T10:00:00.000Z#u-04#1 if absent
put READS#R 2026-11-16T10:00:00.000Z#u-04#2 if absent
`},
		"a search": {func(s *table) error {
			return s.RecordSearch(s.t.Context(), casestore.Search{By: therapist, At: monday, What: "nhs-number", Request: "1"}, nil)
		}, `
put SEARCHES#u-04 2026-11-16T10:00:00.000Z#1 if absent
`},
		"a day that is over": {func(s *table) error {
			s.opened()
			s.now = s.now.AddDate(0, 0, 1)
			return s.CloseDays(s.t.Context())
		}, `
put SUMMARY#installation 2026-11-16 if absent
put SUMMARY#installation STANDING if absent OR asOf = 2026-11-15
`},
		"a sign-in": {func(s *table) error {
			return s.KeepSignIn(s.t.Context(), "secret", casestore.SignIn{Referrer: worker, Until: monday.Add(time.Hour)})
		}, `
put SIGNIN#<hash> SIGNIN
`},
		"the sign-in of one of a team": {func(s *table) error {
			who := referral.Referrer{Actor: therapist, Team: string(referral.OccupationalTherapyTeam)}
			return s.KeepSignIn(s.t.Context(), "secret", casestore.SignIn{Referrer: who, Until: monday.Add(time.Hour)})
		}, `
put COLLEAGUES#occupational-therapy u-04
`},
		"the end of a sign-in": {func(s *table) error { return s.EndSignIn(s.t.Context(), "secret") }, `
delete SIGNIN#<hash> SIGNIN
`},
		"a parked form": {func(s *table) error {
			return s.ParkForm(s.t.Context(), casestore.ParkedForm{ID: "F", In: casestore.ParkedFormsKeyOf("secret"), Until: monday.Add(time.Hour)})
		}, `
put SIGNIN#<hash> KEPT#F
`},
		"no parked form": {func(s *table) error {
			in := casestore.ParkedFormsKeyOf("secret")
			s.must(s.ParkForm(s.t.Context(), casestore.ParkedForm{ID: "F", In: in, Until: monday.Add(time.Hour)}))
			return s.DropParkedForms(s.t.Context(), []casestore.ParkedFormsKey{in})
		}, `
delete SIGNIN#<hash> KEPT#F
`},
		"what a case system handed over": {func(s *table) error {
			return s.SaveHandOver(s.t.Context(), "secret", casestore.HandOver{ID: "H", Until: monday.Add(time.Hour)})
		}, `
put HANDOVER#<hash> ARRIVAL
`},
		"settings": {func(s *table) error {
			return s.ChangeSettings(s.t.Context(), "u-04", func(is casestore.Settings) (casestore.Settings, error) { return is, nil })
		}, `
put SETTINGS#u-04 SETTINGS if absent OR version = 0
`},
		"away": {func(s *table) error {
			return s.SetAway(s.t.Context(), referral.OccupationalTherapyTeam, "u-04", "2026-12-07", therapist)
		}, `
put COLLEAGUES#occupational-therapy AWAY#u-04
`},
		"back": {func(s *table) error {
			return s.SetAway(s.t.Context(), referral.OccupationalTherapyTeam, "u-04", "", therapist)
		}, `
delete COLLEAGUES#occupational-therapy AWAY#u-04
`},
	})
}
