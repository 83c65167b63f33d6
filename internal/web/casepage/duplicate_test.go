package casepage_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// mike is the form of a referral for the person of margaret.
func mike() map[string]url.Values {
	return webtest.With(webtest.Pendant(), "person", map[string]string{
		"full-name": "mike TESTCASE", "date-of-birth-day": "3", "date-of-birth-month": "2", "date-of-birth-year": "1941",
	})
}

// Whoever may see an open referral for the person is told of it before another one is
// sent, and can add to it or go on.
func TestAnOpenReferralIsShownBeforeAnotherIsSent(t *testing.T) {
	s := webtest.New(t)
	before := s.StrandAt(webtest.Tech, webtest.Claimed)
	ended := s.StrandAt(webtest.Tech, webtest.Closed)
	b := s.SignIn(webtest.SocialWorker)
	d := b.Begin().Fill(mike())
	page := d.Get(d.Path + "/check-answers").Must(http.StatusOK)
	page.Says("There is an open referral for this person", string(before), "Being assessed", `href="`+web.PathOfCase(before)+`"`, "Add to that referral", `href="`+d.Path+`/delete"`)
	page.Lacks(string(ended)).Golden("check_answers_open_referral", webtest.Between(`<h2 class="govuk-heading-m">Your answers</h2>`, `<h2 class="govuk-heading-m">Send the referral</h2>`))
	if got := strings.Join(s.Reads(before), " "); got != "possible-duplicate" {
		t.Errorf("recorded %q", got)
	}
	if len(s.Reads(ended)) > 0 {
		t.Error("a view of what was not shown")
	}
	after := d.Send()
	b.Get(web.PathOfCase(after)).Must(http.StatusOK).Says("Other referrals for this person", string(before), string(ended), webtest.Therapist.Name)
}

// A number with a wrong digit is nobody's: nothing is found by it.
func TestNobodyIsFoundByANumberThatCannotBeOne(t *testing.T) {
	s := webtest.New(t)
	s.StrandAt(webtest.Tech, webtest.Claimed)
	d := s.SignIn(webtest.SocialWorker).Begin()
	form := webtest.With(mike(), "person", map[string]string{"full-name": "Somebody Else", "nhs-number": "9990000019"})
	d.Post(d.Path+"/about", form["about"])
	d.Post(d.Path+"/person", form["person"]).Must(http.StatusUnprocessableEntity)
	d.Get(d.Path + "/check-answers").Must(http.StatusOK).Lacks("There is an open referral")
}

var request = regexp.MustCompile(`name="request" value="[^"]*"`)

// Whoever may not see an open referral for the person gets the same pages as if there
// were none, to the byte and with the same calls to the table: when the answers are
// checked, when they are refused, when they are sent, and afterwards.
func TestAnOpenReferralIsNotDisclosed(t *testing.T) {
	refer := func(there bool) (pages, calls []string) {
		s := webtest.New(t)
		if there {
			s.StrandAt(webtest.Tech, webtest.Claimed)
			s.StrandAt(referral.VRSessions, webtest.Waiting)
		}
		s.At(webtest.Monday.Add(time.Hour))
		d := s.SignIn(webtest.OtherWorker).Begin()
		identify := strings.NewReplacer(d.Id(), "DRAFT")
		var during []string
		s.Cloud.Refuse = func(operation, _ string) bool { during = append(during, operation); return false }
		note := func(p webtest.Page) webtest.Page {
			html := request.ReplaceAllString(identify.Replace(p.Html), "")
			pages, calls = append(pages, webtest.References.ReplaceAllString(html, "REFERENCE")), append(calls, strings.Join(during, " "))
			during = nil
			return p
		}
		d.Post(d.Path+"/about", mike()["about"])
		d.Post(d.Path+"/person", mike()["person"])
		note(d.Post(d.Path+"/check-answers", d.Checked()).Must(http.StatusUnprocessableEntity))
		d.Fill(mike())
		note(d.Get(d.Path + "/check-answers").Must(http.StatusOK))
		note(d.Post(d.Path+"/check-answers", d.Checked()).To(d.Path + "/sent"))
		note(d.Get(d.Path + "/sent").Must(http.StatusOK))
		sent := d.Reference()
		note(d.Get(web.PathOfCase(sent)).Must(http.StatusOK))
		s.Take(sent, webtest.Tech, webtest.Waiting)
		note(d.Get(web.PathOfCase(sent)).Must(http.StatusOK))
		note(d.Get("/my-referrals").Must(http.StatusOK))
		// The receiving team says that it is none: whoever referred does not see that.
		if there {
			s.Change(sent, webtest.Tech, webtest.Therapist.Actor, referral.Distinct{From: s.Strand(sent, webtest.Tech).MayDuplicate, Reason: "Another alarm."})
		}
		during = nil
		note(d.Get(web.PathOfCase(sent)).Must(http.StatusOK))
		return pages, calls
	}
	pages, calls := refer(true)
	usual, usualCalls := refer(false)
	for i := range usual {
		if pages[i] != usual[i] {
			t.Errorf("page %d differs:\n%s\nusually:\n%s", i, pages[i], usual[i])
		}
		if calls[i] != usualCalls[i] {
			t.Errorf("calls for page %d: %s; usually: %s", i, calls[i], usualCalls[i])
		}
	}
}

// twoAlike are two cases that ask for the same, the second sent by somebody else and on
// the worklist.
func twoAlike(t *testing.T) (s *webtest.Site, first, second referral.Reference) {
	s = webtest.New(t)
	first = s.StrandAt(webtest.Tech, webtest.Claimed)
	s.At(webtest.Monday.Add(time.Hour))
	second = s.Open(webtest.OtherWorker, webtest.Margaret(webtest.Tech))
	s.Take(second, webtest.Tech, webtest.Waiting)
	return s, first, second
}

func TestTheReceivingTeamEndsADuplicate(t *testing.T) {
	s, first, second := twoAlike(t)
	ot := s.SignIn(webtest.OtherOT)
	address := web.PathOfStrand(second, webtest.Tech, "duplicate")
	ot.Get("/worklist").Says("Possible duplicate")
	ot.Get(web.PathOfCase(second)).Must(http.StatusOK).Says("Possible duplicate", string(first), "Say whether it is a duplicate", "Other referrals for this person").Golden("case_possible_duplicate", webtest.WhatWasSent)
	ot.Get(web.PathOfCase(first)).Must(http.StatusOK).Says(string(second)).Lacks("Say whether it is a duplicate") // the later one may repeat the earlier
	form := ot.Get(address).Must(http.StatusOK).Says("Is this a duplicate?", string(first), webtest.Therapist.Name, "GPS locator").Golden("strand_duplicate_empty")
	ot.Post(address, form.Fill(nil)).Must(http.StatusUnprocessableEntity).Says("Select whether it is the same request")
	ot.Post(address, form.Fill(map[string]string{"of": string(second)})).Must(http.StatusUnprocessableEntity).Says("Select whether it is the same request")
	refused := ot.Post(address, form.Fill(map[string]string{"of": string(first)})).Must(http.StatusUnprocessableEntity)
	refused.Says("Enter why it is the same request", `href="#reason"`).Shown("strand_duplicate_error")
	ot.Post(address, form.Fill(map[string]string{"of": string(first), "reason": "The key safe code is 4821."})).Must(http.StatusUnprocessableEntity).Shown("strand_duplicate_filled")
	typed := form.Fill(map[string]string{"of": string(first), "reason": "The hospital sent it too. Ask the therapy team."})
	ot.Get(ot.Post(address, typed).To(web.PathOfCase(second)+"?done="+"same-request").Location).Says("Ended as a duplicate", "The same request as", string(first))
	ot.Post(address, typed).To(web.PathOfCase(second) + "?done=same-request") // a double click
	if got := s.Strand(second, webtest.Tech); got.State != referral.Withdrawn || got.DuplicateOf != first {
		t.Errorf("ended as %s of %q", got.State, got.DuplicateOf)
	}
	// Whoever referred reads why, and not which: it is not theirs to see.
	s.SignIn(webtest.OtherWorker).Get(web.PathOfCase(second)).Must(http.StatusOK).Says("The same request is open already", "Ask the therapy team.").Lacks(string(first))
	if got := strings.Join(s.Events(second), " "); !strings.HasSuffix(got, "ended-as-duplicate") || strings.Count(got, "ended") != 1 {
		t.Errorf("history: %s", got)
	}
	if got := strings.Join(s.Reads(first), " "); strings.Count(got, "related") < 3 {
		t.Errorf("views of the other: %s", got)
	}
}

func TestTheReceivingTeamSaysThatItIsNone(t *testing.T) {
	s, first, second := twoAlike(t)
	ot := s.SignIn(webtest.OtherOT)
	address := web.PathOfStrand(second, webtest.Tech, "duplicate")
	form := ot.Get(address).Must(http.StatusOK)
	ot.Get(ot.Post(address, form.Fill(map[string]string{"of": "none"})).To(web.PathOfCase(second)+"?done=duplicate").Location).
		Says("it is not a duplicate", "Not a duplicate", string(first)).Lacks("Say whether it is a duplicate")
	if got := s.Strand(second, webtest.Tech); got.State != referral.Waiting || got.Flagged(referral.FlagPossibleDuplicate) {
		t.Errorf("%s, %v", got.State, got.Flags)
	}
	ot.Get(address).Must(http.StatusConflict)
}

// What somebody has, a colleague does not end.
func TestAColleagueDoesNotEndWhatSomebodyHas(t *testing.T) {
	s, first, second := twoAlike(t)
	s.Change(second, webtest.Tech, webtest.Therapist.Actor, referral.Claim{})
	address := web.PathOfStrand(second, webtest.Tech, "duplicate")
	end := func(who referral.Referrer) webtest.Page {
		b := s.SignIn(who)
		form := b.Get(address).Must(http.StatusOK)
		return b.Post(address, form.Fill(map[string]string{"of": string(first), "reason": "Sent twice."}))
	}
	end(webtest.OtherOT).Must(http.StatusUnprocessableEntity).Says("Only Occupational Therapist One, who has it, or a team manager can end it as a duplicate.")
	end(webtest.Manager).Must(http.StatusSeeOther)
}
