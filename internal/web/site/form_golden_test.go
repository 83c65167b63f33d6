package site

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// complete answers every question of a section, those that a choice reveals included:
// a single choice is one that reveals something, if there is one.
func complete(s intake.Section) url.Values {
	form := url.Values{}
	for _, f := range s.Fields {
		answer := good(f)
		switch f.Control {
		case intake.Radios:
			answer = []string{revealing(s, f)}
		case intake.Checkboxes:
			answer = nil
			for _, o := range f.Options {
				if !o.Exclusive {
					answer = append(answer, o.Value)
				}
			}
		}
		put(form, f.Name, f.Control, answer...)
	}
	return form
}

func revealing(s intake.Section, f intake.Field) string {
	for _, o := range f.Options {
		for _, other := range s.Fields {
			if other.Parent != nil && *other.Parent == (intake.Parent{Field: f.Name, Value: o.Value}) {
				return o.Value
			}
		}
	}
	return f.Options[0].Value
}

// wrong answers every question of a section as it refuses it, without texts that would
// fill a golden file.
func wrong(s intake.Section) url.Values {
	form := url.Values{}
	for _, f := range s.Fields {
		answer := bad(f)
		if f.MaxLength() > 0 && f.Control != intake.Email {
			answer = []string{"code 4821"}
		}
		put(form, f.Name, f.Control, answer...)
	}
	return form
}

// goldenName is what a section's golden files are called after.
func goldenName(s intake.Section) string { return strings.ReplaceAll(s.Slug, "-", "_") }

// The form's pages in writing, each as it is first shown, with everything answered that
// can be, and refused.
func TestSectionPages(t *testing.T) {
	b := newSite(t).signIn(socialWorker)
	filled := b.begin()
	for _, s := range intake.Sections() {
		name := "section_" + goldenName(s)
		empty := b.begin()
		if s.Slug != "about" {
			empty.post(empty.path+"/about", everything()["about"]).must(http.StatusSeeOther)
		}
		empty.get(empty.path + "/" + s.Slug).must(http.StatusOK).golden(name + "_empty")
		filled.post(filled.path+"/"+s.Slug, complete(s))
		filled.get(filled.path + "/" + s.Slug).must(http.StatusOK).golden(name + "_filled")
		empty.post(empty.path+"/"+s.Slug, wrong(s)).must(http.StatusUnprocessableEntity).golden(name + "_error")
	}
}

// The same pages as they are spoken.
func TestSpokenPages(t *testing.T) {
	b := newSite(t).signIn(socialWorker)
	filled := b.takeCall()
	for _, s := range spokenGoldens() {
		name := "telephone_" + goldenName(s)
		empty := b.takeCall()
		if s.Slug != "about" {
			empty.say("about", everything()["about"]).must(http.StatusSeeOther)
		}
		empty.get(empty.by(s.Slug)).must(http.StatusOK).golden(name + "_empty")
		filled.say(s.Slug, complete(s))
		filled.get(filled.by(s.Slug)).must(http.StatusOK).golden(name + "_filled")
		empty.say(s.Slug, wrong(s)).must(http.StatusUnprocessableEntity).golden(name + "_error")
	}
}

// spokenGoldens are the sections of a call about everything that can be asked for.
func spokenGoldens() []intake.Section {
	all := intake.Answers{"kinds": everything()["about"]["kinds"]}
	return intake.Spoken(all, intake.Context{Now: monday, Role: referral.SocialWorker})
}

// Answers that are added or corrected after a referral was sent.
func TestAnswersPages(t *testing.T) {
	s := newSite(t)
	r := s.open(socialWorker, margaret(tech, referral.VRSessions, referral.DigitalSupport))
	b := s.signIn(socialWorker)
	for _, section := range answersGoldens() {
		name, path := "answers_"+goldenName(section), web.AnswersPath(r, section.Slug)
		shown := b.get(path).must(http.StatusOK).golden(name + "_empty")
		b.post(path, shown.answered(complete(section), map[string]string{"reason": "The key safe code is 4821."})).must(http.StatusUnprocessableEntity).golden(name + "_filled")
		b.post(path, shown.answered(wrong(section), nil)).must(http.StatusUnprocessableEntity).golden(name + "_error")
	}
}

// answersGoldens are the sections of which something can be answered afterwards.
func answersGoldens() []intake.Section {
	var later []intake.Section
	for _, s := range intake.Sections() {
		for _, f := range s.Fields {
			if !f.Fixed && !f.OnScreen {
				later = append(later, s)
				break
			}
		}
	}
	return later
}
