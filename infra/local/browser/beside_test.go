//go:build browser

package browser

import (
	"testing"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

// first returns a strand on one of the lists, the therapists' before others, that suits.
func first(t *testing.T, store *casestore.Store, list casestore.List, suits func(casestore.Entry) bool) casestore.Entry {
	t.Helper()
	for _, team := range referral.Teams() {
		page, err := store.Worklist(t.Context(), team, list, "", 100)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range page.Entries {
			if suits(e) {
				return e
			}
		}
	}
	t.Fatalf("the sample has no such strand on the list %s", list)
	return casestore.Entry{}
}

// TestBesideTheLine looks at every page about what happens besides the straight line.
func TestBesideTheLine(t *testing.T) {
	system, url := serve(t)
	b := open(t)
	technology := func(e casestore.Entry) bool { return e.Kind == referral.AssistiveTechnology }
	about := func(e casestore.Entry, page string) string {
		return url + "/case/" + string(e.Reference) + "/" + string(e.Kind) + "/" + page
	}

	// Nobody can be reached.
	waiting := first(t, system.Store(), casestore.ListWaiting, technology)
	b.goTo(url + "/")
	b.press("Occupational Therapist One")
	b.goTo(url + "/case/" + string(waiting.Reference))
	b.press("Claim " + waiting.Kind.Label())
	b.press("Record a contact")
	b.choose("How?", "Telephone")
	b.choose("Did you reach the person, or someone for them?", "No")
	b.look("contact-nobody")
	b.narrow("contact-nobody")
	b.choose("Why not?", "No answer")
	b.choose("What did you leave for them? (optional)", "A voicemail")
	b.press("Save contact")
	b.look("case-nobody-reached")
	b.narrow("case-nobody-reached")
	b.press("Tell the referrer that nobody can be reached")
	b.press("Ask the manager")
	b.look("escalate")
	b.fill("What should the manager know or decide?", "May I close it?")
	b.press("Send to the manager")
	given, err := system.Store().UpdateStrand(t.Context(), casestore.StrandRevision{Reference: waiting.Reference, Kind: waiting.Kind, By: holderOf(t, system.Store(), waiting)},
		func(_ referral.Case, s referral.Strand) (referral.Change, error) {
			now := system.Store().Now()
			return referral.Contact{When: now, How: "letter", WhyNot: "sent", Next: &referral.NextContact{Step: referral.StopTrying, By: now, Made: 3, Of: 3}}, nil
		})
	if err != nil {
		t.Fatal(err)
	}
	b.goTo(about(waiting, "not-reached"))
	b.look("not-reached")
	b.press("Close it as not reached")
	b.see("There is a problem")
	b.look("not-reached-in-error")
	b.goTo(url + "/case/" + string(waiting.Reference) + "/withdraw")
	b.look("withdraw-by-the-practitioner")
	b.narrow("withdraw-by-the-practitioner")

	// Entered in error, and taken back.
	b.becomes(url, "Team Manager One")
	b.goTo(url + "/case/" + string(waiting.Reference) + "/entered-in-error")
	b.look("entered-in-error")
	if len(given.Earlier) > 0 {
		t.Error("the strand was reopened before")
	}
	if evaluate[bool](b, "look for the choice", `document.querySelector("[name=strands]") != null`) {
		b.choose("What was entered in error?", waiting.Kind.Label())
	}
	b.choose("What was the mistake?", "It is about the wrong person")
	b.fill("What happened?", "Another Testcase was meant.")
	b.narrow("entered-in-error")
	b.press("Say that it was entered in error")
	b.look("case-in-error")
	b.press("It was not entered in error")
	b.look("right-after-all")

	// A review that keeps what is there, a death, and the collection.
	there := first(t, system.Store(), casestore.ListReview, technology)
	b.becomes(url, "Occupational Therapist One")
	b.goTo(about(there, "review"))
	b.look("review")
	b.narrow("review")
	b.becomes(url, "Team Manager One")
	b.goTo(url + "/case/" + string(there.Reference) + "/died")
	b.look("died")
	b.narrow("died")
	b.press("Record that the person has died")
	b.see("There is a problem")
	b.look("died-in-error")
	b.fill("Who told us?", "Her daughter")
	b.press("Record that the person has died")
	b.look("case-died")
	b.narrow("case-died")
	b.goTo(url + "/case/" + string(there.Reference) + "/alive")
	b.look("alive")
	b.becomes(url, "Installer One")
	b.goTo(url + "/worklist?team=installation&list=collect")
	b.look("to-collect")
	b.narrow("to-collect")
	b.goTo(about(there, "collected"))
	b.look("collected")
	b.narrow("collected")

	// Something ended is reopened; and somebody may have died.
	ended := first(t, system.Store(), casestore.ListClosed, func(e casestore.Entry) bool {
		return system.Rules.Reopen("", e.Strand, referral.Referral{}, system.Store().Now()).Possible(e.Strand, referral.Actor{Role: referral.TeamManager}) == nil
	})
	b.becomes(url, "Team Manager One")
	b.goTo(about(ended, "reopen"))
	b.look("reopen")
	b.fill("Why is it reopened?", "It broke.")
	b.press("Reopen")
	b.look("case-reopened")
	_, _, err = system.Store().UpdateCase(t.Context(), casestore.CaseRevision{Reference: ended.Reference, By: referral.System("relay")},
		func(referral.Case, []referral.Strand) (referral.CaseChange, error) {
			return referral.CheckDeath{On: "2026-11-20", From: "7K3Q-9M2P", Number: 1}, nil
		})
	if err != nil {
		t.Fatal(err)
	}
	b.goTo(url + "/case/" + string(ended.Reference))
	b.look("case-to-check")
	b.goTo(url + "/case/" + string(ended.Reference) + "/not-them")
	b.look("not-them")
	b.narrow("not-them")
}

func holderOf(t *testing.T, store *casestore.Store, e casestore.Entry) referral.Actor {
	t.Helper()
	_, s, err := store.Strand(t.Context(), e.Reference, e.Kind)
	if err != nil || s.Holder == nil {
		t.Fatalf("nobody has it (%v)", err)
	}
	return *s.Holder
}
