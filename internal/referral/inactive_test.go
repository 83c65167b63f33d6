package referral_test

import (
	"testing"
	"time"

	"assistive-referrals/internal/referral"
)

// No timer takes an allocation away. Where its holder records nothing although a
// target has passed, the manager is told, and told again every so often.
func TestAQuietAllocationPromptsTheManager(t *testing.T) {
	w := claimedOn(t, london("2026-11-16", "10:00"))
	w.do(london("2026-11-17", "10:00"), referral.Note{Text: "I ring tomorrow."})
	// The first contact is due on the 23rd, and 14 days without a record end on 1 December.
	if got := day(rules.DueAt(w.s)); got != "2026-12-01 10:00" {
		t.Errorf("the manager is told at %s", got)
	}
	if w.s.ForManager() != nil {
		t.Errorf("for the manager already: %q", w.s.ForManager())
	}
	at := london("2026-12-01", "10:00")
	if change := rules.DueChange(w.s, at); change == nil || change.Name() != "gone-quiet" {
		t.Fatalf("falls due: %v", change)
	}
	w.by(system, at, referral.Inactive{})
	if w.s.State != referral.Claimed || w.s.Holder.ID != therapist.ID || len(w.s.ForManager()) != 1 || day(rules.DueAt(w.s)) != "2026-12-15 10:00" {
		t.Errorf("it is %s with %v; for the manager %q, again at %s", w.s.State, w.s.Holder, w.s.ForManager(), day(rules.DueAt(w.s)))
	}
	if !w.s.Flagged(referral.FlagInactive) {
		t.Error("no list says so")
	}
	// What somebody else writes is no record of the holder's.
	w.by(other, at.Add(time.Hour), referral.Note{Text: "She rang the office."})
	if len(w.s.ForManager()) != 1 {
		t.Error("another's note counts as the holder's")
	}
	w.do(at.Add(2*time.Hour), referral.Contact{When: at, Reached: true})
	if w.s.ForManager() != nil || w.s.Flagged(referral.FlagInactive) {
		t.Errorf("the holder goes on, and it is still for the manager: %q", w.s.ForManager())
	}
	// The assessment is due on the 14th: nothing is late until then, and then it is.
	if got := day(rules.DueAt(w.s)); got != "2026-12-15 12:00" {
		t.Errorf("told next at %s", got)
	}
	w.do(at.Add(3*time.Hour), referral.Escalate{Note: "May I go without the daughter?"})
	if got := w.s.ForManager(); len(got) != 1 || got[0] != "The practitioner asks: May I go without the daughter?" {
		t.Errorf("for the manager %q", got)
	}
	w.do(at.Add(4*time.Hour), rules.Reassign(other, "", "She is away.", at.Add(4*time.Hour)))
	if got := w.s.ForManager(); len(got) != 1 { // the question stands until somebody goes on with it
		t.Errorf("for the manager %q", got)
	}
	if !w.s.Flagged(referral.FlagAsksManager) {
		t.Error("no list says that somebody asks")
	}
	w.by(other, at.Add(5*time.Hour), referral.Note{Text: "Go."})
	if got := w.s.ForManager(); got != nil || w.s.Flagged(referral.FlagAsksManager) {
		t.Errorf("for the manager %q", got)
	}
	if err := referral.Allowed(referral.Inactive{}, w.s, therapist); err == nil {
		t.Error("somebody prompts the manager by hand")
	}
}

// A claim that nobody had begun lapses instead; what waits for others waits.
func TestOnlyAllocationsGoQuiet(t *testing.T) {
	at := london("2026-11-16", "10:00")
	w := claimedOn(t, at)
	w.do(at, referral.Release{Reason: "x"}).do(at, rules.Claim("", at))
	for w.s.State == referral.Claimed {
		due := rules.DueChange(w.s, rules.DueAt(w.s))
		if due == nil || due.Name() == "gone-quiet" {
			t.Fatalf("falls due: %v", due)
		}
		w.by(system, rules.DueAt(w.s), due)
	}
	w = claimedOn(t, at)
	w.do(at, referral.Ask{Questions: []string{"Who?"}}) // without reminders
	if !rules.DueAt(w.s).IsZero() {
		t.Errorf("it waits for the referrer, and wakes at %s", rules.DueAt(w.s))
	}
	w.by(other, at.AddDate(0, 2, 0), rules.Reply([]string{"She."}, w.s, at.AddDate(0, 2, 0)))
	if got := rules.DueAt(w.s); got.Before(at.AddDate(0, 2, 14)) {
		t.Errorf("the answer has only just come, and the manager is told at %s", day(got))
	}
}

// Whoever is away keeps what they have. What falls due meanwhile is the manager's to
// look at, until they are back, or do something, or it is given to somebody else.
func TestWhatFallsDueWhileItsHolderIsAway(t *testing.T) {
	at := london("2026-11-16", "10:00")
	w := claimedOn(t, at) // the first contact is due on the 23rd
	for until, want := range map[referral.Date]string{"2026-11-20": "Nothing falls due meanwhile.", "": "That is known already."} {
		if err := referral.Allowed(referral.HolderAway{Until: until}, w.s, therapist); words(err) != want {
			t.Errorf("until %q: %v, want %q", until, err, want)
		}
	}
	active := w.s.Active
	w.do(at.Add(time.Hour), referral.HolderAway{Until: "2026-12-01"})
	if w.s.State != referral.Claimed || w.s.Holder.ID != therapist.ID || !w.s.Active.Equal(active) || !w.s.Flagged(referral.FlagHolderAway) || len(w.s.ForManager()) != 1 {
		t.Errorf("it is %s, active %s, flagged %v, for the manager %q", w.s.State, w.s.Active, w.s.Flags, w.s.ForManager())
	}
	if got := referral.HolderAwayUntil(w.s, "2026-11-20"); got.Until != "" || referral.Allowed(got, w.s, therapist) != nil {
		t.Errorf("back sooner, before anything falls due: %+v", got)
	}
	away := referral.Event{Change: referral.HolderAway{}, By: therapist, Strand: w.s.Kind}
	if told := referral.Notices(w.c, away, w.s); len(told) != 1 || told[0].To != referral.ToManager(w.s.Team) {
		t.Errorf("told %v", told)
	}
	away.By.Role = referral.TeamManager
	if told := referral.Notices(w.c, away, w.s); len(told) != 0 {
		t.Errorf("the manager said so, and is told %v", told)
	}
	w.do(at.Add(2*time.Hour), referral.HolderAway{})
	if w.s.Flagged(referral.FlagHolderAway) || w.s.ForManager() != nil {
		t.Errorf("back, and flagged %v", w.s.Flags)
	}
	w.do(at.Add(3*time.Hour), referral.HolderAway{Until: "2026-12-01"})
	w.do(at.Add(4*time.Hour), rules.Reassign(other, "", "You have time.", at.Add(4*time.Hour)))
	if w.s.Flagged(referral.FlagHolderAway) || w.s.AwayUntil != "" {
		t.Errorf("somebody else has it, and it is flagged %v", w.s.Flags)
	}
	w.by(other, at.Add(5*time.Hour), referral.Ask{Questions: []string{"Who?"}})
	if err := referral.Allowed(referral.HolderAway{Until: "2026-12-01"}, w.s, other); err == nil {
		t.Error("its clock stands still, and it falls due")
	}
}
