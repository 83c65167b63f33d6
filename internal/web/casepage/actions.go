package casepage

import (
	"strings"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
)

// action is something that the person can do with a strand now.
type action struct {
	Text      string
	Href      string
	Post      bool // it needs no further page: a button does it
	Secondary bool // such a button is not what is to be done first
}

// actionsFor returns what the person can do with a strand of the request's case now:
// what the access table allows them and the strand admits.
func (p pages) actionsFor(r *web.Request, s referral.Strand) []action {
	var actions []action
	for _, c := range changePages() {
		if c.offered(p, r, s) {
			actions = append(actions, c.on(s).action(web.PathOfStrand(r.Case.Reference, s.Kind, c.path)))
		}
	}
	if p.mayWithdraw(r, s) && (referral.Withdraw{}).Possible(s, r.Actor()) == nil {
		actions = append(actions, action{Text: "Withdraw", Href: web.PathOfCase(r.Case.Reference) + "/withdraw?strand=" + string(s.Kind)})
	}
	return actions
}

// wholeActions returns what the person can do with the request's case as a whole now.
func (p pages) wholeActions(r *web.Request) []action {
	var actions []action
	for _, c := range changePages() {
		if c.offeredOnCase(p, r) {
			actions = append(actions, c.action(web.PathOfCase(r.Case.Reference)+"/"+c.path))
		}
	}
	return actions
}

// goesOn says of what can be done that it was begun.
func goesOn(u display.Unrecorded, actions []action) []action {
	for _, one := range u {
		for i, a := range actions {
			if strings.HasSuffix(a.Href, "/"+one.Page) {
				actions[i].Text = "Go on with the " + one.Page + ": it is not recorded yet"
			}
		}
	}
	return actions
}
