package casepage_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

func TestCaseForms(t *testing.T) {
	for _, form := range webtest.CaseForms {
		t.Run(form.Name, func(t *testing.T) {
			s := webtest.New(t)
			r := s.Open(webtest.SocialWorker, webtest.Margaret(webtest.Tech, referral.VRSessions))
			s.Take(r, webtest.Tech, webtest.Claimed)
			s.Take(r, referral.VRSessions, webtest.InPlace)
			for _, before := range form.Before {
				s.ChangeWhole(r, webtest.SocialWorker.Actor, before)
			}
			s.Settle(r, webtest.Tech, referral.VRSessions)
			b, path := s.SignIn(form.Who), web.PathOfCase(r)+"/"+form.Name
			events := s.Events(r)
			b.Get(web.PathOfCase(r)).Must(http.StatusOK).Says(`href="` + path + `"`)

			empty := b.Get(path).Must(http.StatusOK).Says("Mike Testcase", string(r)).Golden("case_" + form.Name + "_empty")
			if got := s.Reads(r); !slices.Contains(got, form.Name) {
				t.Errorf("views recorded: %q", got)
			}
			b.Post(path, empty.Fill(nil)).Must(http.StatusUnprocessableEntity).
				Says("<title>Error: ", "There is a problem").Shown("case_" + form.Name + "_error")
			b.Post(path, empty.Fill(spoilt(form.Typed))).Must(http.StatusUnprocessableEntity).Shown("case_" + form.Name + "_filled")
			if got := s.Events(r); len(got) != len(events) {
				t.Errorf("a refused form left %q", got[len(events):])
			}

			full := empty.Fill(form.Typed)
			done := b.Post(path, full).To(web.PathOfCase(r) + "?done=" + form.Name)
			b.Post(path, full).To(done.Location) // the same again, after a lost answer
			if got := s.Events(r)[len(events):]; !slices.Equal(got, []string{form.Event}) {
				t.Errorf("events %q, want one %q", got, form.Event)
			}
			b.Get(done.Location).Must(http.StatusOK).Says("Success")

			again := empty.Fill(form.Typed) // another press of the same page
			again.Set("request", web.NewIdentifier())
			if answer := b.Post(path, again); answer.Status == http.StatusSeeOther {
				t.Errorf("a second press was taken: %q", s.Events(r)[len(events):])
			}
			if form.Name != "entered-in-error" { // the other part may still be one
				b.Get(path).Must(http.StatusConflict)
			}
		})
	}
}

func TestCaseFormsRefuseLongTexts(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Claimed)
	b, long := s.SignIn(webtest.SocialWorker), strings.Repeat("é", 201)
	path := web.PathOfCase(r) + "/died"
	b.Post(path, b.Get(path).Fill(map[string]string{"on-day": "20", "on-month": "11", "on-year": "2026", "told-by": long})).Must(http.StatusUnprocessableEntity).
		Says("Shorten ‘Who told us?’ to 200 characters or less", `href="#told-by"`, long)
	s.ChangeWhole(r, webtest.SocialWorker.Actor, referral.CheckDeath{On: "2026-11-20", From: "7K3Q-9M2P", Number: 1})
	path = web.PathOfCase(r) + "/not-them"
	b = s.SignIn(webtest.Therapist)
	b.Post(path, b.Get(path).Fill(map[string]string{"how": long})).Must(http.StatusUnprocessableEntity).Says("Shorten ‘How do you know?’ to 200 characters or less", `href="#how"`, long)
}

// Everything stops at once, in one event; the words stand on every page; what the
// person has is for the team that collects; and it can be taken back.
func TestDeathStopsEverythingAtOnce(t *testing.T) {
	s := webtest.New(t)
	r := s.Open(webtest.SocialWorker, webtest.Margaret(webtest.Tech, referral.VRSessions, referral.DigitalSupport))
	s.Take(r, webtest.Tech, webtest.InPlace)
	s.Take(r, referral.VRSessions, webtest.Held)
	s.Take(r, referral.DigitalSupport, webtest.Closed)
	before := len(s.Events(r))
	b := s.SignIn(webtest.Installer)
	path := web.PathOfCase(r) + "/died"
	page := b.Get(path).Must(http.StatusOK).Says("What the person has is to be collected: GPS locator.", "Digital support: whatever was lent is to be collected.")
	b.Post(path, page.Fill(map[string]string{"told-by": "Her daughter at the door"})).Must(http.StatusSeeOther)
	if got := states(s, r); got[webtest.Tech] != referral.Collecting || got[referral.VRSessions] != referral.Died || got[referral.DigitalSupport] != referral.Collecting {
		t.Errorf("states %v", got)
	}
	if got := s.Events(r); len(got) != before+1 {
		t.Errorf("events %q", got[before:])
	}
	c, _, err := s.Store.Case(t.Context(), r)
	if err != nil || c.OpenStrands != 2 || !c.Closed.IsZero() {
		t.Errorf("%d strands are open, closed %s (%v)", c.OpenStrands, c.Closed, err)
	}
	for _, page := range []string{web.PathOfCase(r), web.PathOfStrand(r, webtest.Tech, "note"), web.PathOfStrand(r, webtest.Tech, "collected"), web.AnswersPath(r, "home"), web.PathOfCase(r) + "/died"} {
		b.Get(page).Says("The person has died. Do not write to, ring or visit them.")
	}
	b.Get(web.PathOfCase(r)).Golden("case_died", webtest.WhatWasSent)
	s.SignIn(webtest.OtherWorker).Get(web.PathOfCase(r)).Must(http.StatusNotFound).Lacks("has died")
	b.Get("/worklist?team=installation&list=collect").Must(http.StatusOK).Says("To collect (1)", string(r), "MT").Lacks("Testcase")
	s.SignIn(webtest.Therapist).Get("/worklist?team=occupational-therapy&list=on-hold").Must(http.StatusOK).Lacks(string(r))
	notices, err := s.Store.Notifications(t.Context(), r)
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
	ot := s.SignIn(webtest.Therapist)
	path = web.PathOfCase(r) + "/alive"
	page = ot.Get(path).Must(http.StatusOK)
	ot.Post(path, page.Fill(map[string]string{"reason": "Her sister."})).Must(http.StatusUnprocessableEntity).Says("Try again in a minute.", "Her sister.")
	s.Settle(r, webtest.Tech, referral.VRSessions, referral.DigitalSupport)
	ot.Post(path, page.Fill(map[string]string{"reason": "Her sister."})).Must(http.StatusSeeOther)
	if got := states(s, r); got[webtest.Tech] != referral.InPlace || got[referral.VRSessions] != referral.OnHold || got[referral.DigitalSupport] != referral.Closed {
		t.Errorf("restored to %v", got)
	}
	strand := s.Strand(r, referral.VRSessions)
	if strand.Run != 2 || strand.Holder == nil || strand.Hold == nil || strand.Hold.Until != "2026-12-07" {
		t.Errorf("the hold came back as %+v", strand)
	}
	ot.Get(web.PathOfCase(r)).Must(http.StatusOK).Lacks("Do not write to").Says("A mistake was taken back", "Her sister.")
}

// What was entered in error is on no list and found by no team, is kept, and those
// who may know still see it.
func TestEnteredInErrorIsHidden(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Claimed)
	s.SignIn(webtest.OtherOT).Get(web.PathOfCase(r)).Must(http.StatusOK)
	s.ChangeWhole(r, webtest.SocialWorker.Actor, referral.MarkError{Kinds: []referral.Kind{webtest.Tech}, Why: "wrong-person", Reason: "Another Testcase."})
	for who, status := range map[*referral.Referrer]int{
		&webtest.OtherOT: http.StatusNotFound, &webtest.OtherWorker: http.StatusNotFound, &webtest.Installer: http.StatusNotFound,
		&webtest.Therapist: http.StatusOK, &webtest.SocialWorker: http.StatusOK, &webtest.Manager: http.StatusOK, &webtest.DataOfficer: http.StatusOK,
	} {
		page := s.SignIn(*who).Get(web.PathOfCase(r)).Must(status)
		if status == http.StatusOK {
			page.Says("Entered in error: it is about the wrong person", "Another Testcase.")
		}
	}
	for _, list := range []casestore.List{casestore.ListWaiting, casestore.ListClaimed, casestore.ListOverdue, casestore.ListClosed} {
		page, err := s.Store.Worklist(t.Context(), referral.OccupationalTherapyTeam, list, "", 10)
		if err != nil || len(page.Entries) > 0 {
			t.Errorf("%s has %d entries (%v)", list, len(page.Entries), err)
		}
	}
	s.SignIn(webtest.SocialWorker).Get("/my-referrals").Must(http.StatusOK).Lacks(string(r))
	dpo := s.SignIn(webtest.DataOfficer)
	dpo.Find("9990000018", "", "").Must(http.StatusOK).Lacks(string(r))
	dpo.Find(string(r), "", "").To(web.PathOfCase(r))
	if owed, err := s.Store.OutboxEntry(t.Context(), r, webtest.Tech); err != nil || owed.Effect != referral.Stop {
		t.Errorf("owed %+v (%v)", owed, err)
	}
	if got := strings.Join(s.Events(r), " "); got != "sent triaged listed claimed entered-in-error" {
		t.Errorf("events %s", got)
	}
}

// A reopened strand goes back to the line in a new run, and only once the old one is
// over; what it came to before stays to be read.
func TestReopening(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Claimed)
	s.Change(r, webtest.Tech, webtest.Therapist.Actor, referral.Withdraw{Why: "not-wanted"})
	b, path := s.SignIn(webtest.Therapist), web.PathOfStrand(r, webtest.Tech, "reopen")
	page := b.Get(path).Must(http.StatusOK)
	b.Post(path, page.Fill(map[string]string{"reason": "She wants it after all."})).Must(http.StatusUnprocessableEntity).Says("Try again in a minute.")
	s.Settle(r, webtest.Tech)
	b.Post(path, page.Fill(map[string]string{"reason": "She wants it after all."})).To(web.PathOfCase(r) + "?done=reopen")
	strand := s.Strand(r, webtest.Tech)
	if strand.State != referral.Received || strand.Run != 2 || strand.Holder != nil || strand.HadBefore().ID != webtest.Therapist.ID || !slices.Contains(strand.Known, webtest.Therapist.ID) {
		t.Errorf("reopened as %+v", strand)
	}
	if owed, err := s.Store.OutboxEntry(t.Context(), r, webtest.Tech); err != nil || owed.Effect != referral.Start || owed.Run != 2 {
		t.Errorf("owed %+v (%v)", owed, err)
	}
	b.Get(web.PathOfCase(r)).Says("Before it was reopened", "Withdrawn: the person does not want it any more", "She wants it after all.")

	s.Settle(r, webtest.Tech)
	s.Change(r, webtest.Tech, webtest.SocialWorker.Actor, referral.Withdraw{Why: "moved"})
	s.Settle(r, webtest.Tech)
	s.At(webtest.Monday.AddDate(0, 0, 91))
	s.SignIn(webtest.SocialWorker).Get(path).Must(http.StatusConflict).Says("It ended more than 90 days ago. Make a new referral")
}

// That somebody who may be the person has died is for those who check it: whoever
// refers learns nothing of it, for it may be somebody else.
func TestWhoChecksADeath(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Claimed)
	s.ChangeWhole(r, referral.System("relay"), referral.CheckDeath{On: "2026-11-20", From: "7K3Q-9M2P", Number: 1})
	const words = "Somebody with the same name and date of birth has died, on 20 November 2026."
	for who, checks := range map[*referral.Referrer]bool{&webtest.Therapist: true, &webtest.OtherOT: true, &webtest.Manager: true, &webtest.SocialWorker: false, &webtest.DataOfficer: false} {
		b := s.SignIn(*who)
		page := b.Get(web.PathOfCase(r)).Must(http.StatusOK)
		if checks {
			page.Says(words, "Check before contact", "To check:", web.PathOfCase(r)+"/not-them")
			b.Get(web.PathOfCase(r) + "/not-them").Must(http.StatusOK)
		} else {
			page.Lacks("date of birth has died", "Check before contact", "not-them", "7K3Q-9M2P")
			b.Get(web.PathOfCase(r) + "/not-them").Must(http.StatusForbidden)
		}
		page.Lacks("7K3Q-9M2P")
	}
	s.SignIn(webtest.Therapist).Get(web.PathOfStrand(r, webtest.Tech, "contact")).Must(http.StatusOK).Says(words)
	s.SignIn(webtest.Therapist).Get("/worklist?list=claimed").Must(http.StatusOK).Says("Check before contact")
}

// What follows while nobody can be reached stands on the case page; where it is urgent,
// so does that nobody need wait for it.
func TestTheNextStepTowardsReachingThem(t *testing.T) {
	for concern, urgent := range map[string]bool{"risk-to-life": true, "fall-last-month": false} {
		s := webtest.New(t)
		answers := webtest.Margaret(webtest.Tech)
		answers["concerns"] = []string{concern}
		r := s.Open(webtest.SocialWorker, answers)
		s.Take(r, webtest.Tech, webtest.Claimed)
		b := s.SignIn(webtest.Therapist)
		const words = "It is urgent: if you fear for them"
		b.Get(web.PathOfCase(r)).Must(http.StatusOK).Lacks("Reaching them", words)
		form := b.Get(web.PathOfStrand(r, webtest.Tech, "contact")).Must(http.StatusOK)
		b.Post(web.PathOfStrand(r, webtest.Tech, "contact"), form.Fill(map[string]string{"on-day": "23", "on-month": "11", "on-year": "2026", "at": "10am",
			"how": "telephone", "reached": "no", "why-not": "no-answer", "left": "voicemail|card", "made-by": "The duty worker"})).Must(http.StatusSeeOther)
		page := b.Get(web.PathOfCase(r)).Must(http.StatusOK).Says("Next: try again by", "1 of 3 attempts made", "Left: a voicemail, a card at the door", "By The duty worker",
			"Tell the referrer that nobody can be reached")
		if urgent {
			page.Says(words)
		} else {
			page.Lacks(words)
		}
	}
}
