package casepage

import (
	"assistive-referrals/internal/access"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/formview"
)

// changePage is the page of one change to a strand: what the case page offers and
// says afterwards, the questions, and the change that their answers make.
type changePage struct {
	path     string // last part of the address; the view is recorded under it
	action   string // what the case page offers, and the page's title
	button   string
	done     string // what the case page says then
	may      access.Action
	form     form.Section
	changeOf func(pages, *web.Request, referral.Strand, form.Answers) referral.Change
}

// changePages lists them in the order in which a case page offers them.
var changePages = []changePage{hold}

// routes are the page's two.
func (c changePage) routes(p pages) []web.Route {
	pattern := "/case/{reference}/{strand}/" + c.path
	return []web.Route{
		{Pattern: "GET " + pattern, May: c.may, On: web.OnStrand, Shows: c.path, Serve: func(r *web.Request) error { return p.showForm(r, c.work(p, r)) }},
		{Pattern: "POST " + pattern, May: c.may, On: web.OnStrand, Serve: func(r *web.Request) error { return p.submit(r, c.work(p, r)) }},
	}
}

// offered tells whether the person can do it to a strand now.
func (c changePage) offered(p pages, r *web.Request, s referral.Strand) bool {
	return r.Person().Allowed(c.may, r.Person().To(r.Case, s)...) && c.changeOf(p, r, s, form.Answers{}).Possible(s, r.Actor()) == nil
}

// work is the form with what was typed, where it was sent.
func (c changePage) work(p pages, r *web.Request) strandWork {
	at := form.Context{Now: p.Now()}
	section := c.form.WithCodeQuestion()
	all, problems := form.Answers{}, []form.Problem(nil)
	if r.Posted != nil {
		all = section.Normalise(section.Read(r.Posted, at))
		problems = section.Check(all, at)
	}
	a := formview.Ask(section, all, at, problems)
	w := strandWork{
		name: c.path, title: c.action, button: c.button,
		change: func(s referral.Strand) referral.Change { return c.changeOf(p, r, s, a.All) },
	}
	for _, f := range section.Asked(a.All, at) {
		field, _ := a.Field(f)
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
