package site

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// mike is the form of a referral for the person of margaret.
func mike() map[string]url.Values {
	return with(pendant(), "person", map[string]string{
		"full-name": "mike TESTCASE", "date-of-birth-day": "3", "date-of-birth-month": "2", "date-of-birth-year": "1941",
	})
}

// Whoever may see an open referral for the person is told of it before another one is
// sent, and can add to it or go on.
func TestAnOpenReferralIsShownBeforeAnotherIsSent(t *testing.T) {
	s := newSite(t)
	before := s.strandAt(tech, claimed)
	ended := s.strandAt(tech, closed)
	b := s.signIn(socialWorker)
	d := b.begin().fill(mike())
	page := d.get(d.path + "/check-answers").must(http.StatusOK)
	page.says("There is an open referral for this person", string(before), "Being assessed", `href="`+web.PathOfCase(before)+`"`, "Add to that referral", `href="`+d.path+`/delete"`)
	page.lacks(string(ended)).golden("check_answers_open_referral")
	if got := strings.Join(s.reads(before), " "); got != "possible-duplicate" {
		t.Errorf("recorded %q", got)
	}
	if len(s.reads(ended)) > 0 {
		t.Error("a view of what was not shown")
	}
	after := d.send()
	b.get(web.PathOfCase(after)).must(http.StatusOK).says("Other referrals for this person", string(before), string(ended), therapist.Name)
}

// A number with a wrong digit is nobody's: nothing is found by it.
func TestNobodyIsFoundByANumberThatCannotBeOne(t *testing.T) {
	s := newSite(t)
	s.strandAt(tech, claimed)
	d := s.signIn(socialWorker).begin()
	form := with(mike(), "person", map[string]string{"full-name": "Somebody Else", "nhs-number": "9990000019"})
	d.post(d.path+"/about", form["about"])
	d.post(d.path+"/person", form["person"]).must(http.StatusUnprocessableEntity)
	d.get(d.path + "/check-answers").must(http.StatusOK).lacks("There is an open referral")
}

var request = regexp.MustCompile(`name="request" value="[^"]*"`)

// Whoever may not see an open referral for the person gets the same pages as if there
// were none, to the byte and with the same calls to the table: when the answers are
// checked, when they are refused, when they are sent, and afterwards.
func TestAnOpenReferralIsNotDisclosed(t *testing.T) {
	refer := func(there bool) (pages, calls []string) {
		s := newSite(t)
		if there {
			s.strandAt(tech, claimed)
			s.strandAt(referral.VRSessions, waiting)
		}
		s.at(monday.Add(time.Hour))
		d := s.signIn(otherWorker).begin()
		identify := strings.NewReplacer(d.id(), "DRAFT")
		var during []string
		s.cloud.refuse = func(operation, _ string) bool { during = append(during, operation); return false }
		note := func(p page) page {
			html := request.ReplaceAllString(identify.Replace(p.html), "")
			pages, calls = append(pages, references.ReplaceAllString(html, "REFERENCE")), append(calls, strings.Join(during, " "))
			during = nil
			return p
		}
		d.post(d.path+"/about", mike()["about"])
		d.post(d.path+"/person", mike()["person"])
		note(d.post(d.path+"/check-answers", d.checked()).must(http.StatusUnprocessableEntity))
		d.fill(mike())
		note(d.get(d.path + "/check-answers").must(http.StatusOK))
		note(d.post(d.path+"/check-answers", d.checked()).to(d.path + "/sent"))
		note(d.get(d.path + "/sent").must(http.StatusOK))
		sent := d.reference()
		note(d.get(web.PathOfCase(sent)).must(http.StatusOK))
		s.take(sent, tech, waiting)
		note(d.get(web.PathOfCase(sent)).must(http.StatusOK))
		note(d.get("/my-referrals").must(http.StatusOK))
		// The receiving team says that it is none: whoever referred does not see that.
		if there {
			s.change(sent, tech, therapist.Actor, referral.Distinct{From: s.strand(sent, tech).MayDuplicate, Reason: "Another alarm."})
		}
		during = nil
		note(d.get(web.PathOfCase(sent)).must(http.StatusOK))
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
func twoAlike(t *testing.T) (s *site, first, second referral.Reference) {
	s = newSite(t)
	first = s.strandAt(tech, claimed)
	s.at(monday.Add(time.Hour))
	second = s.open(otherWorker, margaret(tech))
	s.take(second, tech, waiting)
	return s, first, second
}

func TestTheReceivingTeamEndsADuplicate(t *testing.T) {
	s, first, second := twoAlike(t)
	ot := s.signIn(otherOT)
	address := web.PathOfStrand(second, tech, "duplicate")
	ot.get("/worklist").says("Possible duplicate")
	ot.get(web.PathOfCase(second)).must(http.StatusOK).says("Possible duplicate", string(first), "Say whether it is a duplicate", "Other referrals for this person").golden("case_possible_duplicate")
	ot.get(web.PathOfCase(first)).must(http.StatusOK).says(string(second)).lacks("Say whether it is a duplicate") // the later one may repeat the earlier
	form := ot.get(address).must(http.StatusOK).says("Is this a duplicate?", string(first), therapist.Name, "GPS locator").golden("strand_duplicate_empty")
	ot.post(address, form.fill(nil)).must(http.StatusUnprocessableEntity).says("Select whether it is the same request")
	ot.post(address, form.fill(map[string]string{"of": string(second)})).must(http.StatusUnprocessableEntity).says("Select whether it is the same request")
	refused := ot.post(address, form.fill(map[string]string{"of": string(first)})).must(http.StatusUnprocessableEntity)
	refused.says("Enter why it is the same request", `href="#reason"`).golden("strand_duplicate_error")
	ot.post(address, form.fill(map[string]string{"of": string(first), "reason": "The key safe code is 4821."})).must(http.StatusUnprocessableEntity).golden("strand_duplicate_filled")
	typed := form.fill(map[string]string{"of": string(first), "reason": "The hospital sent it too. Ask the therapy team."})
	ot.get(ot.post(address, typed).to(web.PathOfCase(second)+"?done="+"same-request").location).says("Ended as a duplicate", "The same request as", string(first))
	ot.post(address, typed).to(web.PathOfCase(second)) // a double click
	if got := s.strand(second, tech); got.State != referral.Withdrawn || got.DuplicateOf != first {
		t.Errorf("ended as %s of %q", got.State, got.DuplicateOf)
	}
	// Whoever referred reads why, and not which: it is not theirs to see.
	s.signIn(otherWorker).get(web.PathOfCase(second)).must(http.StatusOK).says("The same request is open already", "Ask the therapy team.").lacks(string(first))
	if got := strings.Join(s.events(second), " "); !strings.HasSuffix(got, "ended-as-duplicate") || strings.Count(got, "ended") != 1 {
		t.Errorf("history: %s", got)
	}
	if got := strings.Join(s.reads(first), " "); strings.Count(got, "related") < 3 {
		t.Errorf("views of the other: %s", got)
	}
}

func TestTheReceivingTeamSaysThatItIsNone(t *testing.T) {
	s, first, second := twoAlike(t)
	ot := s.signIn(otherOT)
	address := web.PathOfStrand(second, tech, "duplicate")
	form := ot.get(address).must(http.StatusOK)
	ot.get(ot.post(address, form.fill(map[string]string{"of": "none"})).to(web.PathOfCase(second)+"?done=duplicate").location).
		says("it is not a duplicate", "Not a duplicate", string(first)).lacks("Say whether it is a duplicate")
	if got := s.strand(second, tech); got.State != referral.Waiting || got.Flagged(referral.FlagPossibleDuplicate) {
		t.Errorf("%s, %v", got.State, got.Flags)
	}
	ot.get(address).must(http.StatusConflict)
}

// What somebody has, a colleague does not end.
func TestAColleagueDoesNotEndWhatSomebodyHas(t *testing.T) {
	s, first, second := twoAlike(t)
	s.change(second, tech, therapist.Actor, referral.Claim{})
	address := web.PathOfStrand(second, tech, "duplicate")
	end := func(who referral.Referrer) page {
		b := s.signIn(who)
		form := b.get(address).must(http.StatusOK)
		return b.post(address, form.fill(map[string]string{"of": string(first), "reason": "Sent twice."}))
	}
	end(otherOT).must(http.StatusUnprocessableEntity).says("Only Occupational Therapist One, who has it, or a team manager can end it as a duplicate.")
	end(manager).must(http.StatusSeeOther)
}
