package referpage_test

import (
	"net/http"
	"net/url"
	"testing"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// complete answers every question of a section, those that a choice reveals included:
// a single choice is one that reveals something, if there is one.
func complete(s form.Section) url.Values {
	typed := url.Values{}
	for _, f := range s.Fields {
		answer := good(f)
		switch f.Control {
		case form.Radios:
			answer = []string{revealing(s, f)}
		case form.Checkboxes:
			answer = nil
			for _, o := range f.Options {
				if !o.Exclusive {
					answer = append(answer, o.Value)
				}
			}
		}
		put(typed, f.Name, f.Control, answer...)
	}
	return typed
}

func revealing(s form.Section, f form.Field) string {
	for _, o := range f.Options {
		for _, other := range s.Fields {
			if other.Parent != nil && *other.Parent == (form.Parent{Field: f.Name, Value: o.Value}) {
				return o.Value
			}
		}
	}
	return f.Options[0].Value
}

// wrong answers every question of a section as it refuses it, without texts that would
// fill a golden file.
func wrong(s form.Section) url.Values {
	typed := url.Values{}
	for _, f := range s.Fields {
		answer := bad(f)
		if f.MaxLength() > 0 && f.Control != form.Email {
			answer = []string{"code 4821"}
		}
		put(typed, f.Name, f.Control, answer...)
	}
	return typed
}

// The form's pages in writing, each as it is first shown, with everything answered that
// can be, and refused.
func TestSectionPages(t *testing.T) {
	b := webtest.New(t).SignIn(webtest.SocialWorker)
	filled := b.Begin()
	for _, s := range intake.Sections() {
		name := webtest.GoldenName(s)
		empty := b.Begin()
		if s.Slug != "about" {
			empty.Post(empty.Path+"/about", webtest.Everything()["about"]).Must(http.StatusSeeOther)
		}
		empty.Get(empty.Path + "/" + s.Slug).Must(http.StatusOK).Shown("section_" + name + "_empty")
		filled.Post(filled.Path+"/"+s.Slug, complete(s))
		filled.Get(filled.Path + "/" + s.Slug).Must(http.StatusOK).Shown("section_" + name + "_filled")
		empty.Post(empty.Path+"/"+s.Slug, wrong(s)).Must(http.StatusUnprocessableEntity).Shown("section_" + name + "_error")
	}
}

// The same pages as they are spoken.
func TestSpokenPages(t *testing.T) {
	b := webtest.New(t).SignIn(webtest.SocialWorker)
	filled := takeCall(b)
	for _, s := range webtest.SpokenGoldens() {
		name := webtest.GoldenName(s)
		empty := takeCall(b)
		if s.Slug != "about" {
			say(empty, "about", webtest.Everything()["about"]).Must(http.StatusSeeOther)
		}
		empty.Get(by(empty, s.Slug)).Must(http.StatusOK).Shown("telephone_" + name + "_empty")
		say(filled, s.Slug, complete(s))
		filled.Get(by(filled, s.Slug)).Must(http.StatusOK).Shown("telephone_" + name + "_filled")
		say(empty, s.Slug, wrong(s)).Must(http.StatusUnprocessableEntity).Shown("telephone_" + name + "_error")
	}
}

// Answers that are added or corrected after a referral was sent.
func TestAnswersPages(t *testing.T) {
	s := webtest.New(t)
	r := s.Open(webtest.SocialWorker, webtest.Margaret(webtest.Tech, referral.VRSessions, referral.DigitalSupport))
	b := s.SignIn(webtest.SocialWorker)
	for _, section := range webtest.AnswersGoldens() {
		name, path := webtest.GoldenName(section), web.AnswersPath(r, section.Slug)
		shown := b.Get(path).Must(http.StatusOK).Shown("answers_" + name + "_empty")
		b.Post(path, shown.Answered(complete(section), map[string]string{"reason": "The key safe code is 4821."})).Must(http.StatusUnprocessableEntity).Shown("answers_" + name + "_filled")
		b.Post(path, shown.Answered(wrong(section), nil)).Must(http.StatusUnprocessableEntity).Shown("answers_" + name + "_error")
	}
}

// What the three editors of a section put around its questions, which have golden files
// of their own: each control in internal/web/formview, what is asked in internal/intake.
func TestWhatSurroundsTheQuestions(t *testing.T) {
	s := webtest.New(t)
	b := s.SignIn(webtest.SocialWorker)
	d := b.Begin().Fill(webtest.Everything())
	d.Get(d.Path+"/digital-support").Must(http.StatusOK).Golden("editor_section_filled", webtest.Questions)
	d.Get(d.Path+"/vr-screening").Must(http.StatusOK).Golden("editor_section_screening", webtest.Questions)
	d.Post(d.Path+"/digital-support", url.Values{}).Must(http.StatusUnprocessableEntity).Golden("editor_section_error", webtest.Questions)

	call := takeCall(b)
	call.Get(by(call, "call")).Must(http.StatusOK).Golden("editor_telephone_empty", webtest.Questions)
	say(call, "about", webtest.Everything()["about"]).Must(http.StatusSeeOther)
	others := webtest.Between(`<div class="govuk-details__text">`, `</details>`)
	say(call, "digital-support", url.Values{}).Must(http.StatusUnprocessableEntity).Golden("editor_telephone_error", webtest.Questions, others)

	const carried, why = `name="request" value="IDENTIFIER">`, `<div class="govuk-form-group govuk-form-group--error govuk-character-count`
	r := s.Open(webtest.SocialWorker, webtest.Margaret(webtest.Tech, referral.VRSessions, referral.DigitalSupport))
	section, _ := intake.Find("digital-support")
	path := web.AnswersPath(r, section.Slug)
	shown := b.Get(path).Must(http.StatusOK).Golden("editor_answers_empty", webtest.Questions)
	b.Post(path, shown.Answered(complete(section), map[string]string{"reason": "The key safe code is 4821."})).Must(http.StatusUnprocessableEntity).Golden("editor_answers_filled", webtest.Between(carried, why))
	b.Post(path, shown.Answered(wrong(section), nil)).Must(http.StatusUnprocessableEntity).Golden("editor_answers_error", webtest.Between(carried, why))
}
