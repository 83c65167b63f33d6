package web

import (
	"assistive-referrals/internal/access"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/base"
)

// changePage is the page of one change to a strand: what the case page offers and
// says afterwards, the questions, and the change that their answers make.
type changePage struct {
	path     string // last part of the address; the view is recorded under it
	action   string // what the case page offers, and the page's title
	button   string
	done     string // what the case page says then
	may      access.Action
	form     intake.Section
	typical  intake.Answers // an answer to each question, to find out whether it can be done at all
	changeOf func(*visit, referral.Strand, intake.Answers) referral.Change
}

// changePages lists them in the order in which a case page offers them.
var changePages = []changePage{hold}

// routes are the page's two.
func (p changePage) routes(a *app) []web.Route {
	pattern := "/case/{reference}/{strand}/" + p.path
	return []web.Route{
		{Pattern: "GET " + pattern, May: p.may, On: web.OnStrand, Shows: p.path, Serve: a.to(func(v *visit) error { return v.ask(p.work(v)) })},
		{Pattern: "POST " + pattern, May: p.may, On: web.OnStrand, Serve: a.to(func(v *visit) error { return v.act(p.work(v)) })},
	}
}

// offered tells whether the person can do it to a strand now.
func (p changePage) offered(v *visit, s referral.Strand) bool {
	return v.Person().Allowed(p.may, v.Person().To(v.Case, s)...) && p.changeOf(v, s, p.typical).Possible(s, v.Actor()) == nil
}

// work is the form with what was typed, where it was sent.
func (p changePage) work(v *visit) strandWork {
	at := intake.Context{Now: v.Now()}
	section := intake.Confirmed(p.form)
	a := asking{section: section, all: intake.Answers{}, at: at, problems: map[string]intake.Problem{}}
	if v.Posted != nil {
		a.all = section.Normalise(section.Read(v.Posted, at))
		for _, problem := range section.Check(a.all, at) {
			a.problems[problem.Field] = problem
		}
	}
	w := strandWork{
		name: p.path, title: p.action, button: p.button, typical: p.changeOf(v, v.Strand, p.typical),
		change: func(s referral.Strand) referral.Change { return p.changeOf(v, s, a.all) },
	}
	for _, f := range section.Asked(a.all, at) {
		field, _ := a.field(f)
		w.fields = append(w.fields, field)
	}
	return w
}

// doneOf is what the case page says was done by the page of that name.
func doneOf(path string) string {
	for _, p := range changePages {
		if p.path == path {
			return p.done
		}
	}
	return ""
}
