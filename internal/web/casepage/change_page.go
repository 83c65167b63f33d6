package casepage

import (
	"cmp"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// changePage is the page of one change to a strand, or to a whole case: what the case
// page offers and says afterwards, the questions, and the change that their answers
// make. A file of this package states it, and a line of changes.go lists it.
type changePage struct {
	path   string                       // last part of the address; the view is recorded under it
	title  string                       // of the page, and what the case page offers
	titled func(referral.Strand) string // the title, where that depends on the strand
	offer  string                       // what the case page offers, where that is not the title
	button string
	ends   bool   // the button is one that warns
	done   string // what the case page says then
	may    access.Action
	form   form.Section

	// change is what the answers make of a strand, and caseChange of a whole case: a page
	// has one of them. Without answers they tell whether it is possible at all.
	change     func(p pages, s referral.Strand, a form.Answers) referral.Change
	caseChange func(p pages, strands []referral.Strand, a form.Answers) referral.CaseChange

	// Only some pages have what follows.

	// with completes the page for a request with what depends on the case.
	with  func(p pages, r *web.Request, c *changePage) error
	begin form.Answers // what a new form holds
	gaps  []intake.Gap // answers of the referral without which it may not be done
	// same and maybe are the person's other cases that must hear of it.
	same, maybe []referral.Reference
	// show makes the data of a template of the page's own, called as its path is.
	show func(f changeForm, r *web.Request, sent referral.Referral) any
	// outcomes are what is said instead of done where one of them holds.
	outcomes []outcome
	// offers tells whether the case page offers it, where that it is possible does not.
	offers func(p pages, r *web.Request, s referral.Strand) bool
	// press does it by a button of the case page: there is no form.
	press     func(p pages, r *web.Request) error
	secondary bool // such a button is not what is to be done first
	// long makes the form of a page that is written over some time.
	long func(p pages, r *web.Request, c changePage) (longForm, error)
}

// outcome is what was done by a page that can do more than what it is called after.
type outcome struct {
	code, words string
	is          func(referral.Strand) bool
}

// routes are the page and where it is sent.
func (c changePage) routes(p pages) []web.Route {
	pattern, on := "/case/{reference}/{strand}/"+c.path, web.OnStrand
	if c.caseChange != nil {
		pattern, on = "/case/{reference}/"+c.path, web.OnCase
	}
	serve := func(r *web.Request) error { return c.serve(p, r) }
	post := web.Route{Pattern: "POST " + pattern, May: c.may, On: on, Serve: serve}
	if c.press != nil {
		return []web.Route{post}
	}
	return []web.Route{{Pattern: "GET " + pattern, May: c.may, On: on, Shows: c.path, Serve: serve}, post}
}

func (c changePage) serve(p pages, r *web.Request) error {
	c = c.on(r.Strand)
	switch {
	case c.press != nil:
		return c.press(p, r)
	case c.long != nil:
		w, err := c.long(p, r, c)
		if err != nil {
			return err
		}
		return p.write(r, w)
	case c.with != nil:
		if err := c.with(p, r, &c); err != nil {
			return err
		}
	}
	if r.Posted == nil {
		return p.openChange(r, c)
	}
	if c.caseChange != nil {
		return p.changeCase(r, c)
	}
	return p.changeStrand(r, c)
}

// possible returns nil, or why it cannot be done to the request's case now.
func (c changePage) possible(p pages, r *web.Request) error {
	if c.caseChange != nil {
		return c.caseChange(p, r.Strands, nil).Possible(r.Case, r.Strands, r.Actor())
	}
	return c.change(p, r.Strand, nil).Possible(r.Strand, r.Actor())
}

// on is the page as it is called for a strand.
func (c changePage) on(s referral.Strand) changePage {
	if c.titled != nil {
		c.title = c.titled(s)
	}
	return c
}

// action is what the case page offers of it, at that address.
func (c changePage) action(path string) action {
	return action{Text: cmp.Or(c.offer, c.title), Href: path, Post: c.press != nil, Secondary: c.secondary}
}

// offered tells whether the person can do it to a strand now.
func (c changePage) offered(p pages, r *web.Request, s referral.Strand) bool {
	switch {
	case c.caseChange != nil || !r.Person().Allowed(c.may, r.Person().To(r.Case, s)...):
		return false
	case c.offers != nil:
		return c.offers(p, r, s)
	}
	return c.change(p, s, nil).Possible(s, r.Actor()) == nil
}

// offeredOnCase tells whether the person can do it to the whole case now.
func (c changePage) offeredOnCase(p pages, r *web.Request) bool {
	return c.caseChange != nil && r.Person().Allowed(c.may, r.Person().ToCase(r.Case, r.Strands)...) && c.possible(p, r) == nil
}

// code is what the address of the case page says was done, with the strand as it then is.
func (c changePage) code(s referral.Strand) string {
	for _, o := range c.outcomes {
		if o.is(s) {
			return o.code
		}
	}
	return c.path
}

// doneWords is what the case page says was done, by its code. Nothing else from an
// address is ever shown.
func doneWords(code string) string {
	for _, c := range changePages() {
		if c.path == code {
			return c.done
		}
		for _, o := range c.outcomes {
			if o.code == code {
				return o.words
			}
		}
	}
	return otherWords[code]
}

// doneKept is the code by which the case page says that a long form is kept.
const doneKept = "kept"

// otherWords are said of what no changePage does.
var otherWords = map[string]string{
	doneKept:   "What you wrote is saved, and not recorded yet. Only you can see it.",
	"answers":  "The answers have been saved.",
	"withdraw": "Withdrawn.",
}
