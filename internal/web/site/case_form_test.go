package site

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/workingtime"
)

// caseForms are the forms about a whole referral, each with who fills it in, what
// happened before, and a good answer.
var caseForms = []struct {
	name   string
	who    referral.Referrer
	before []referral.CaseChange
	typed  map[string]string
	event  string
}{
	{"died", socialWorker, nil, map[string]string{"on-day": "20", "on-month": "11", "on-year": "2026", "told-by": "Her daughter, by telephone"}, "person-died"},
	{"not-them", therapist, []referral.CaseChange{referral.CheckDeath{On: "2026-11-20", From: "7K3Q-9M2P", Number: 1}}, map[string]string{"how": "I spoke with her."}, "death-checked"},
	{"alive", therapist, []referral.CaseChange{deathOf("2026-11-20")}, map[string]string{"reason": "It was her sister of the same name."}, "restored"},
	{"entered-in-error", therapist, nil, map[string]string{"strands": string(tech), "why": "wrong-person", "reason": "It was meant for another Testcase."}, "entered-in-error"},
	{"right-after-all", manager, []referral.CaseChange{referral.MarkError{Kinds: []referral.Kind{tech}, Why: "other", Reason: "A slip."}}, map[string]string{"reason": "It was the right person."}, "restored"},
}

func deathOf(on referral.Date) referral.RecordDeath {
	return referral.RecordDeathAt(referral.RecordDeath{On: on, ToldBy: "Her daughter"}, monday, workingtime.England())
}

// settle clears what a case owes, as relay does when it has been done.
func (s *site) settle(r referral.Reference, kinds ...referral.Kind) {
	s.t.Helper()
	for _, kind := range kinds {
		owed, err := s.store.OutboxEntry(s.t.Context(), r, kind)
		if casestore.IsNotFound(err) {
			continue
		}
		if err == nil {
			err = s.store.Complete(s.t.Context(), owed)
		}
		if err != nil {
			s.t.Fatal(err)
		}
	}
}

func TestCaseForms(t *testing.T) {
	for _, form := range caseForms {
		t.Run(form.name, func(t *testing.T) {
			s := newSite(t)
			r := s.open(socialWorker, margaret(tech, referral.VRSessions))
			s.take(r, tech, claimed)
			s.take(r, referral.VRSessions, inPlace)
			for _, before := range form.before {
				s.changeWhole(r, socialWorker.Actor, before)
			}
			s.settle(r, tech, referral.VRSessions)
			b, path := s.signIn(form.who), web.PathOfCase(r)+"/"+form.name
			events := s.events(r)
			b.get(web.PathOfCase(r)).must(http.StatusOK).says(`href="` + path + `"`)

			empty := b.get(path).must(http.StatusOK).says("Mike Testcase", string(r)).golden("case_" + form.name + "_empty")
			if got := s.reads(r); !slices.Contains(got, form.name) {
				t.Errorf("views recorded: %q", got)
			}
			b.post(path, empty.fill(nil)).must(http.StatusUnprocessableEntity).
				says("<title>Error: ", "There is a problem").golden("case_" + form.name + "_error")
			b.post(path, empty.fill(spoilt(form.typed))).must(http.StatusUnprocessableEntity).golden("case_" + form.name + "_filled")
			if got := s.events(r); len(got) != len(events) {
				t.Errorf("a refused form left %q", got[len(events):])
			}

			full := empty.fill(form.typed)
			done := b.post(path, full).to(web.PathOfCase(r) + "?done=" + form.name)
			b.post(path, full).to(done.location) // the same again, after a lost answer
			if got := s.events(r)[len(events):]; !slices.Equal(got, []string{form.event}) {
				t.Errorf("events %q, want one %q", got, form.event)
			}
			b.get(done.location).must(http.StatusOK).says("Success")

			again := empty.fill(form.typed) // another press of the same page
			again.Set("request", web.NewIdentifier())
			if answer := b.post(path, again); answer.status == http.StatusSeeOther {
				t.Errorf("a second press was taken: %q", s.events(r)[len(events):])
			}
			if form.name != "entered-in-error" { // the other part may still be one
				b.get(path).must(http.StatusConflict)
			}
		})
	}
}

// Everything stops at once, in one event; the words stand on every page; what the
// person has is for the team that collects; and it can be taken back.
func TestDeathStopsEverythingAtOnce(t *testing.T) {
	s := newSite(t)
	r := s.open(socialWorker, margaret(tech, referral.VRSessions, referral.DigitalSupport))
	s.take(r, tech, inPlace)
	s.take(r, referral.VRSessions, held)
	s.take(r, referral.DigitalSupport, closed)
	before := len(s.events(r))
	b := s.signIn(installer)
	path := web.PathOfCase(r) + "/died"
	page := b.get(path).must(http.StatusOK).says("What the person has is to be collected: GPS locator.", "Digital support: whatever was lent is to be collected.")
	b.post(path, page.fill(map[string]string{"told-by": "Her daughter at the door"})).must(http.StatusSeeOther)
	if got := s.states(r); got[tech] != referral.Collecting || got[referral.VRSessions] != referral.Died || got[referral.DigitalSupport] != referral.Collecting {
		t.Errorf("states %v", got)
	}
	if got := s.events(r); len(got) != before+1 {
		t.Errorf("events %q", got[before:])
	}
	c, _, err := s.store.Case(t.Context(), r)
	if err != nil || c.OpenStrands != 2 || !c.Closed.IsZero() {
		t.Errorf("%d strands are open, closed %s (%v)", c.OpenStrands, c.Closed, err)
	}
	for _, page := range []string{web.PathOfCase(r), web.PathOfStrand(r, tech, "note"), web.PathOfStrand(r, tech, "collected"), web.AnswersPath(r, "home"), web.PathOfCase(r) + "/died"} {
		b.get(page).says("The person has died. Do not write to, ring or visit them.")
	}
	b.get(web.PathOfCase(r)).golden("case_died")
	s.signIn(otherWorker).get(web.PathOfCase(r)).must(http.StatusNotFound).lacks("has died")
	b.get("/worklist?team=installation&list=collect").must(http.StatusOK).says("To collect (1)", string(r), "MT").lacks("Testcase")
	s.signIn(therapist).get("/worklist?team=occupational-therapy&list=on-hold").must(http.StatusOK).lacks(string(r))
	notices, err := s.store.Notifications(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]int{}
	for _, n := range notices {
		if n.Version == before+1 {
			told[n.Notice.Type+" "+string(n.Notice.To)]++
		}
	}
	for _, want := range []string{"person-has-died referrer", "person-has-died holder:assistive-technology", "person-has-died holder:digital-support",
		"collection-requested team:installation", "collection-requested team:digital-inclusion"} {
		if told[want] != 1 {
			t.Errorf("told %v, want %q once", told, want)
		}
	}
	if len(told) != 5 {
		t.Errorf("told %v", told)
	}

	// It was a mistake. As long as the line still stops what ran, it waits.
	ot := s.signIn(therapist)
	path = web.PathOfCase(r) + "/alive"
	page = ot.get(path).must(http.StatusOK)
	ot.post(path, page.fill(map[string]string{"reason": "Her sister."})).must(http.StatusUnprocessableEntity).says("Try again in a minute.", "Her sister.")
	s.settle(r, tech, referral.VRSessions, referral.DigitalSupport)
	ot.post(path, page.fill(map[string]string{"reason": "Her sister."})).must(http.StatusSeeOther)
	if got := s.states(r); got[tech] != referral.InPlace || got[referral.VRSessions] != referral.OnHold || got[referral.DigitalSupport] != referral.Closed {
		t.Errorf("restored to %v", got)
	}
	strand := s.strand(r, referral.VRSessions)
	if strand.Run != 2 || strand.Holder == nil || strand.Hold == nil || strand.Hold.Until != "2026-12-07" {
		t.Errorf("the hold came back as %+v", strand)
	}
	ot.get(web.PathOfCase(r)).must(http.StatusOK).lacks("Do not write to").says("A mistake was taken back", "Her sister.")
}

// What was entered in error is on no list and found by no team, is kept, and those
// who may know still see it.
func TestEnteredInErrorIsHidden(t *testing.T) {
	s := newSite(t)
	r := s.strandAt(tech, claimed)
	s.signIn(otherOT).get(web.PathOfCase(r)).must(http.StatusOK)
	s.changeWhole(r, socialWorker.Actor, referral.MarkError{Kinds: []referral.Kind{tech}, Why: "wrong-person", Reason: "Another Testcase."})
	for who, status := range map[*referral.Referrer]int{
		&otherOT: http.StatusNotFound, &otherWorker: http.StatusNotFound, &installer: http.StatusNotFound,
		&therapist: http.StatusOK, &socialWorker: http.StatusOK, &manager: http.StatusOK, &dataOfficer: http.StatusOK,
	} {
		page := s.signIn(*who).get(web.PathOfCase(r)).must(status)
		if status == http.StatusOK {
			page.says("Entered in error: it is about the wrong person", "Another Testcase.")
		}
	}
	for _, list := range []casestore.List{casestore.ListWaiting, casestore.ListClaimed, casestore.ListOverdue, casestore.ListClosed} {
		page, err := s.store.Worklist(t.Context(), referral.OccupationalTherapyTeam, list, "", 10)
		if err != nil || len(page.Entries) > 0 {
			t.Errorf("%s has %d entries (%v)", list, len(page.Entries), err)
		}
	}
	s.signIn(socialWorker).get("/my-referrals").must(http.StatusOK).lacks(string(r))
	dpo := s.signIn(dataOfficer)
	dpo.find("9990000018", "", "").must(http.StatusOK).lacks(string(r))
	dpo.find(string(r), "", "").to(web.PathOfCase(r))
	if owed, err := s.store.OutboxEntry(t.Context(), r, tech); err != nil || owed.Effect != referral.Stop {
		t.Errorf("owed %+v (%v)", owed, err)
	}
	if got := strings.Join(s.events(r), " "); got != "sent triaged listed claimed entered-in-error" {
		t.Errorf("events %s", got)
	}
}

// A reopened strand goes back to the line in a new run, and only once the old one is
// over; what it came to before stays to be read.
func TestReopening(t *testing.T) {
	s := newSite(t)
	r := s.strandAt(tech, claimed)
	s.change(r, tech, therapist.Actor, referral.Withdraw{Why: "not-wanted"})
	b, path := s.signIn(therapist), web.PathOfStrand(r, tech, "reopen")
	page := b.get(path).must(http.StatusOK)
	b.post(path, page.fill(map[string]string{"reason": "She wants it after all."})).must(http.StatusUnprocessableEntity).says("Try again in a minute.")
	s.settle(r, tech)
	b.post(path, page.fill(map[string]string{"reason": "She wants it after all."})).to(web.PathOfCase(r) + "?done=reopen")
	strand := s.strand(r, tech)
	if strand.State != referral.Received || strand.Run != 2 || strand.Holder != nil || strand.HadBefore().ID != therapist.ID || !slices.Contains(strand.Known, therapist.ID) {
		t.Errorf("reopened as %+v", strand)
	}
	if owed, err := s.store.OutboxEntry(t.Context(), r, tech); err != nil || owed.Effect != referral.Start || owed.Run != 2 {
		t.Errorf("owed %+v (%v)", owed, err)
	}
	b.get(web.PathOfCase(r)).says("Before it was reopened", "Withdrawn: the person does not want it any more", "She wants it after all.")

	s.settle(r, tech)
	s.change(r, tech, socialWorker.Actor, referral.Withdraw{Why: "moved"})
	s.settle(r, tech)
	s.at(monday.AddDate(0, 0, 91))
	s.signIn(socialWorker).get(path).must(http.StatusConflict).says("It ended more than 90 days ago. Make a new referral")
}

// That somebody who may be the person has died is for those who check it: whoever
// refers learns nothing of it, for it may be somebody else.
func TestWhoChecksADeath(t *testing.T) {
	s := newSite(t)
	r := s.strandAt(tech, claimed)
	s.changeWhole(r, referral.System("relay"), referral.CheckDeath{On: "2026-11-20", From: "7K3Q-9M2P", Number: 1})
	const words = "Somebody with the same name and date of birth has died, on 20 November 2026."
	for who, checks := range map[*referral.Referrer]bool{&therapist: true, &otherOT: true, &manager: true, &socialWorker: false, &dataOfficer: false} {
		b := s.signIn(*who)
		page := b.get(web.PathOfCase(r)).must(http.StatusOK)
		if checks {
			page.says(words, "Check before contact", "To check:", web.PathOfCase(r)+"/not-them")
			b.get(web.PathOfCase(r) + "/not-them").must(http.StatusOK)
		} else {
			page.lacks("date of birth has died", "Check before contact", "not-them", "7K3Q-9M2P")
			b.get(web.PathOfCase(r) + "/not-them").must(http.StatusForbidden)
		}
		page.lacks("7K3Q-9M2P")
	}
	s.signIn(therapist).get(web.PathOfStrand(r, tech, "contact")).must(http.StatusOK).says(words)
	s.signIn(therapist).get("/worklist?list=claimed").must(http.StatusOK).says("Check before contact")
}

// What follows while nobody can be reached stands on the case page; where it is urgent,
// so does that nobody need wait for it.
func TestTheNextStepTowardsReachingThem(t *testing.T) {
	for concern, urgent := range map[string]bool{"risk-to-life": true, "fall-last-month": false} {
		s := newSite(t)
		answers := margaret(tech)
		answers["concerns"] = []string{concern}
		r := s.open(socialWorker, answers)
		s.take(r, tech, claimed)
		b := s.signIn(therapist)
		const words = "It is urgent: if you fear for them"
		b.get(web.PathOfCase(r)).must(http.StatusOK).lacks("Reaching them", words)
		form := b.get(web.PathOfStrand(r, tech, "contact")).must(http.StatusOK)
		b.post(web.PathOfStrand(r, tech, "contact"), form.fill(map[string]string{"on-day": "23", "on-month": "11", "on-year": "2026", "at": "10am",
			"how": "telephone", "reached": "no", "why-not": "no-answer", "left": "voicemail|card", "made-by": "The duty worker"})).must(http.StatusSeeOther)
		page := b.get(web.PathOfCase(r)).must(http.StatusOK).says("Next: try again by", "1 of 3 attempts made", "Left: a voicemail, a card at the door", "By The duty worker",
			"Tell the referrer that nobody can be reached")
		if urgent {
			page.says(words)
		} else {
			page.lacks(words)
		}
	}
}
