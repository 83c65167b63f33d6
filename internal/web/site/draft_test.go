package site

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/formview"
)

// aDraft is somebody's draft, with its address.
type aDraft struct {
	browser
	path string
}

// begin starts a referral as a browser does.
func (b browser) begin() aDraft {
	b.t.Helper()
	id := b.get("/referral/start").must(200).value("draft")
	b.post("/referral", url.Values{"draft": {id}}).to("/referral/" + id)
	return aDraft{b, "/referral/" + id}
}

// post sends the form as its page does: the page of a section brings back what it
// showed, as it is now.
func (d aDraft) post(path string, form url.Values) page {
	d.t.Helper()
	slug, _ := strings.CutPrefix(path, d.path+"/")
	slug = strings.TrimPrefix(slug, "telephone"+"/")
	if _, isSection := intake.Find(slug); (isSection || slug == "ending") && !form.Has(formview.CarriedShown) {
		carried := d.get(path).carried()
		maps.Copy(carried, form)
		form = carried
	}
	return d.browser.post(path, form)
}

// carried returns what the page of a section brings back besides the answers.
func (p page) carried() url.Values {
	p.t.Helper()
	form := url.Values{}
	if p.status == http.StatusOK || p.status == http.StatusUnprocessableEntity {
		for _, name := range []string{formview.CarriedFrom, formview.CarriedShown, formview.CarriedPage, formview.CarriedTurn} {
			form.Set(name, p.value(name))
		}
	}
	return form
}

func (d aDraft) id() string { return d.path[len("/referral/"):] }

// fill saves every section of the form, each of which must be good.
func (d aDraft) fill(form map[string]url.Values) aDraft {
	d.t.Helper()
	for _, s := range intake.Sections() {
		if answers, given := form[s.Slug]; given {
			d.post(d.path+"/"+s.Slug, answers).must(303)
		}
	}
	return d
}

// checked shows the answers and returns the form that sends them.
func (d aDraft) checked() url.Values {
	d.t.Helper()
	page := d.get(d.path + "/check-answers").must(200)
	return url.Values{"request": {page.value("request")}, "version": {page.value("version")}}
}

// send sends the referral and returns its reference.
func (d aDraft) send() referral.Reference {
	d.t.Helper()
	d.post(d.path+"/check-answers", d.checked()).to(d.path + "/sent")
	return d.reference()
}

// reference is what the draft was sent as.
func (d aDraft) reference() referral.Reference {
	d.t.Helper()
	for _, who := range []referral.Referrer{socialWorker, otherWorker, assessor} {
		if draft, err := d.store.Draft(d.t.Context(), who.ID, d.id()); err == nil {
			return draft.SentAs
		}
	}
	d.t.Fatal("there is no such draft")
	return ""
}

// pendant is the least that a referral for one pendant alarm needs.
func pendant() map[string]url.Values {
	return map[string]url.Values{
		"about": {"kinds": {"assistive-technology"}},
		"person": {
			"full-name": {"Mike Test"}, "date-of-birth-day": {"27"}, "date-of-birth-month": {"3"}, "date-of-birth-year": {"1948"},
			"where-now": {"home"}, "will-be": {"home"}, "address": {"1 Example Street\r\nExampleton"}, "postcode": {"sw1a1aa"},
			"telephone": {"01632 960 002"}, "must-not-tell": {"no"}, "misuse": {"no"}, "danger": {"no"},
		},
		"agreement": {"agreement": {"agrees"}},
		"needs":     {"why-now": {"She fell at home."}, "immediate-risk": {"no"}, "concerns": {"fall-last-month"}},
		"equipment": {"equipment": {"pendant-alarm"}},
	}
}

// everything asks for all three kinds and leaves the screening open.
func everything() map[string]url.Values {
	form := pendant()
	form["about"] = url.Values{"kinds": {"assistive-technology", "vr-sessions", "digital-support"}}
	form["vr-sessions"] = url.Values{"vr-aim": {"relaxation"}, "vr-enjoys-dont-know": {"dont-know"}}
	form["vr-screening"] = url.Values{"vr-seizure": {"no"}, "vr-implant": {"yes"}}
	form["digital-support"] = url.Values{"barriers": {"device", "skills"}}
	return form
}

// with returns the form with a section's answers changed; "" takes one away.
func with(form map[string]url.Values, section string, changes map[string]string) map[string]url.Values {
	form = maps.Clone(form)
	form[section] = maps.Clone(form[section])
	for name, value := range changes {
		if form[section].Del(name); value != "" {
			form[section].Set(name, value)
		}
	}
	return form
}

func TestReferralFromStartToSent(t *testing.T) {
	s := newSite(t)
	b := s.signIn(socialWorker)
	d := b.begin()
	d.post(d.path+"/about", pendant()["about"]).to(d.path + "/person")
	d.post(d.path+"/person", pendant()["person"]).to(d.path + "/agreement")
	d.post(d.path+"/agreement", pendant()["agreement"]).to(d.path + "/needs")
	d.post(d.path+"/needs", pendant()["needs"]).to(d.path + "/equipment")
	d.post(d.path+"/equipment", pendant()["equipment"]).to(d.path + "/check-answers")
	reference := d.send()
	d.get(d.path+"/sent").must(200).says("Referral sent", string(reference), "Trusted assessors")
	b.get("/my-referrals").must(200).says(string(reference), "MT", "Received", "Referred today").lacks("Mike")
	r, err := s.store.Referral(t.Context(), reference)
	if err != nil {
		t.Fatal(err)
	}
	if r.Answers.First("postcode") != "SW1A 1AA" || r.Facts.Person.Name != "Mike Test" || !slices.Equal(r.Kinds, []referral.Kind{referral.AssistiveTechnology}) || r.Referrer != socialWorker {
		t.Errorf("sent as %+v", r)
	}
	// The confirmation shows a case, so that view is recorded.
	reads, err := s.store.Reads(t.Context(), reference)
	if err != nil || len(reads) != 1 || reads[0].What != "confirmation" {
		t.Errorf("recorded views: %+v, %v", reads, err)
	}
	// Whatever is asked of a draft that was sent leads to its confirmation.
	for _, page := range []string{"", "/about", "/check-answers", "/delete"} {
		d.get(d.path + page).to(d.path + "/sent")
	}
	for _, page := range []string{"/about", "/check-answers", "/delete"} {
		d.post(d.path+page, url.Values{}).to(d.path + "/sent")
	}
}
