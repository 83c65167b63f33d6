package webtest

import (
	"maps"
	"net/http"
	"net/url"
	"strings"

	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/formview"
)

// Draft is somebody's draft, with its address.
type Draft struct {
	Browser
	Path string
}

// Begin starts a referral as a browser does.
func (b Browser) Begin() Draft {
	b.T.Helper()
	id := b.Get("/referral/start").Must(200).Value("draft")
	b.Post("/referral", url.Values{"draft": {id}}).To("/referral/" + id)
	return Draft{b, "/referral/" + id}
}

// Post sends the form as its page does: the page of a section brings back what it
// showed, as it is now.
func (d Draft) Post(path string, form url.Values) Page {
	d.T.Helper()
	slug, _ := strings.CutPrefix(path, d.Path+"/")
	slug = strings.TrimPrefix(slug, "telephone"+"/")
	if _, isSection := intake.Find(slug); (isSection || slug == "ending") && !form.Has(formview.CarriedShown) {
		carried := d.Get(path).Carried()
		maps.Copy(carried, form)
		form = carried
	}
	return d.Browser.Post(path, form)
}

// Carried returns what the page of a section brings back besides the answers.
func (p Page) Carried() url.Values {
	p.T.Helper()
	form := url.Values{}
	if p.Status == http.StatusOK || p.Status == http.StatusUnprocessableEntity {
		for _, name := range []string{formview.CarriedFrom, formview.CarriedShown, formview.CarriedPage, formview.CarriedTurn} {
			form.Set(name, p.Value(name))
		}
	}
	return form
}

func (d Draft) Id() string { return d.Path[len("/referral/"):] }

// Fill saves every section of the form, each of which must be good.
func (d Draft) Fill(form map[string]url.Values) Draft {
	d.T.Helper()
	for _, s := range intake.Sections() {
		if answers, given := form[s.Slug]; given {
			d.Post(d.Path+"/"+s.Slug, answers).Must(303)
		}
	}
	return d
}

// Checked shows the answers and returns the form that sends them.
func (d Draft) Checked() url.Values {
	d.T.Helper()
	page := d.Get(d.Path + "/check-answers").Must(200)
	return url.Values{"request": {page.Value("request")}, "version": {page.Value("version")}}
}

// Send sends the referral and returns its reference.
func (d Draft) Send() referral.Reference {
	d.T.Helper()
	d.Post(d.Path+"/check-answers", d.Checked()).To(d.Path + "/sent")
	return d.Reference()
}

// Reference is what the draft was sent as.
func (d Draft) Reference() referral.Reference {
	d.T.Helper()
	for _, who := range []referral.Referrer{SocialWorker, OtherWorker, Assessor} {
		if draft, err := d.Store.Draft(d.T.Context(), who.ID, d.Id()); err == nil {
			return draft.SentAs
		}
	}
	d.T.Fatal("there is no such draft")
	return ""
}

// Pendant is the least that a referral for one pendant alarm needs.
func Pendant() map[string]url.Values {
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

// Everything asks for all three kinds and leaves the screening open.
func Everything() map[string]url.Values {
	form := Pendant()
	form["about"] = url.Values{"kinds": {"assistive-technology", "vr-sessions", "digital-support"}}
	form["vr-sessions"] = url.Values{"vr-aim": {"relaxation"}, "vr-enjoys-dont-know": {"dont-know"}}
	form["vr-screening"] = url.Values{"vr-seizure": {"no"}, "vr-implant": {"yes"}}
	form["digital-support"] = url.Values{"barriers": {"device", "skills"}}
	return form
}

// With returns the form with a section's answers changed; "" takes one away.
func With(form map[string]url.Values, section string, changes map[string]string) map[string]url.Values {
	form = maps.Clone(form)
	form[section] = maps.Clone(form[section])
	for name, value := range changes {
		if form[section].Del(name); value != "" {
			form[section].Set(name, value)
		}
	}
	return form
}
