// Package intake is the referral form: its questions, what a good answer to each
// is, and what a referral must hold to be sent.
//
// A question is one form.Field in the file of its section, stated once. Pages, check
// answers, the case page and print range over Sections; nothing else names a
// field. Rules over several answers are in rules.go.
//
// Sending does this:
//
//	if problems := intake.Check(all, at); len(problems) == 0 {
//		answers, facts := intake.Final(all, at), intake.Facts(all, at)
//	}
//
// Only answers that the form needs to be sent can stop it. Everything else can be
// left, or answered with "Don’t know – ask later", and is then in StillMissing with
// who can answer it.
package intake

import (
	"slices"
	"sync"
	"time"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

// Sections returns the whole form in speaking order. The sections and their lists
// of fields are the caller's; the options and messages of a field are shared, and
// are never to be changed.
func Sections() []form.Section {
	sections := slices.Clone(allSections())
	for i := range sections {
		sections[i] = sections[i].Clone()
	}
	return sections
}

// allSections is the form, made once: a request asks for it many times.
var allSections = sync.OnceValue(func() []form.Section {
	sections := []form.Section{
		about(), call(), route(), person(), personMore(), agreement(), consent(), needs(), needsMore(),
		equipment(), home(), responders(), vrSessions(), vrScreening(), vrMore(), digitalSupport(), digitalMore(), whoElse(),
	}
	return confirmed(sections)
})

// confirmed adds to each section with free text the question whether there is a key
// safe code in it.
func confirmed(sections []form.Section) []form.Section {
	for i := range sections {
		sections[i] = sections[i].WithCodeQuestion()
	}
	return sections
}

// SectionsFor returns the sections that a referral with those answers has, with
// the fields that are asked of people in that role.
func SectionsFor(all form.Answers, at form.Context) []form.Section {
	var asked []form.Section
	for _, s := range allSections() {
		if s.Kind == "" || all.Has("kinds", string(s.Kind)) {
			asked = append(asked, s.ForRole(at.Role))
		}
	}
	return asked
}

// Find returns the section with that slug, and whether there is one.
func Find(slug string) (form.Section, bool) {
	for _, s := range allSections() {
		if s.Slug == slug {
			return s.Clone(), true
		}
	}
	return form.Section{}, false
}

// At is in what somebody in that role is asked then, by the council's rules.
func At(rules referral.Rules, now time.Time, role referral.Role) form.Context {
	return form.Context{Now: now, Role: role, OrderLimitPence: rules.Policy.OrderLimitPence}
}

// KindsOf returns what the referral is for, in the order of referral.Kinds.
func KindsOf(all form.Answers) []referral.Kind {
	var kinds []referral.Kind
	for _, kind := range referral.Kinds() {
		if all.Has("kinds", string(kind)) {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

// Final returns what is sent: the normalised answers to the questions that were
// asked. An answer whose question no longer applies stays in the draft only.
func Final(all form.Answers, at form.Context) form.Answers {
	final := form.Answers{}
	for _, s := range SectionsFor(all, at) {
		normalised := s.Normalise(all)
		for _, f := range s.Asked(all, at) {
			if values := normalised[f.Name]; len(values) > 0 {
				final[f.Name] = slices.Clone(values)
			}
		}
	}
	return final
}

// Named returns the field with that name and the section that it is in.
func Named(name string) (form.Section, form.Field, bool) {
	for _, s := range allSections() {
		if f, found := s.Field(name); found {
			return s, f, true
		}
	}
	return form.Section{}, form.Field{}, false
}

// Check returns what stands in the way of sending the referral: the problems of
// all its sections. With none, the referral holds everything that it must.
func Check(all form.Answers, at form.Context) []form.Problem {
	var problems []form.Problem
	for _, s := range SectionsFor(all, at) {
		problems = append(problems, s.Check(all, at)...)
	}
	return problems
}
