package casepage

import (
	"strings"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
)

// action is something that the person can do with a strand now.
type action struct {
	Text string
	Href string
	Post bool // it needs no further page: a button does it
	// Secondary is for such a button that is not what is to be done first.
	Secondary bool
}

// actionsFor returns what the person of the visit can do with a strand of its
// case now: what the access table allows them and the strand's state admits.
func (p pages) actionsFor(r *web.Request, s referral.Strand) []action {
	may := func(a access.Action) bool { return r.Person().Allowed(a, r.Person().To(r.Case, s)...) }
	var actions []action
	add := func(may bool, name, text string) {
		if may {
			actions = append(actions, action{Text: text, Href: web.PathOfStrand(r.Case.Reference, s.Kind, name), Post: name == "claim" || name == "tell-referrer"})
		}
	}
	add(s.State == referral.Waiting && may(access.ClaimIt) && s.MayTake(r.Who.Qualifications()) == nil, "claim", "Claim")
	working := s.State == referral.Claimed && may(access.WorkIt)
	add(working, "contact", "Record a contact")
	actions = append(actions, p.nextContactActions(r, s, working)...)
	add(working, "assessment", "Record the assessment")
	add(working && s.Assessment != nil, "decision", "Record the decision")
	add(s.State == referral.AwaitingApproval && may(access.Approve) && referral.Approve{}.Possible(s, r.Actor()) == nil, "approval", "Approve the decision or send it back")
	add(s.State == referral.AwaitingApproval && may(access.WorkIt), "take-back", "Take the proposal back")
	add(may(access.AuditIt) && referral.AuditOrder{}.Possible(s, r.Actor()) == nil, "audit", "Audit the order")
	add(working, "ask", "Ask the referrer")
	for _, c := range changePages {
		add(c.offered(p, r, s), c.path, c.action)
	}
	add(s.State.StopsClock() && may(access.WorkIt), "return", "Go on with it now")
	add(may(access.WorkIt) && referral.PlanVisit{}.Possible(s, r.Actor()) == nil, "plan-visit", "Plan a visit")
	add(may(access.WorkIt) && len(s.Planned()) > 0, "move-visit", "Move a visit")
	add(may(access.WorkIt) && len(s.Planned()) > 0, "cancel-visit", "Cancel a visit")
	add(s.State == referral.AwaitingReferrer && may(access.Reply), "reply", "Answer the practitioner’s questions")
	add(working, "escalate", "Ask the manager")
	add(working, "release", "Put back on the worklist")
	gift := "Give to somebody else"
	if s.Holder == nil {
		gift = "Give to somebody"
	}
	add(p.Rules.Give(s, referral.Actor{}, referral.Qualifications{}, "", "", p.Now()).Possible(s, r.Actor()) == nil && may(access.Reassign), "reassign", gift)
	add(!s.State.Final() && may(access.Annotate), "note", "Add a note")
	add(s.State == referral.Arranging && may(access.PutInPlace), "in-place", "Mark as in place")
	add(s.State == referral.InPlace && may(access.CloseIt), "review", "Review and keep")
	add(s.State == referral.InPlace && may(access.CloseIt), "close", "Review and close")
	add(s.State == referral.Collecting && may(access.PutInPlace), "collected", "Record the collection")
	add(r.Case.Died == nil && may(access.Reopen) && p.Rules.Reopen("", s, referral.Referral{}, p.Now()).Possible(s, r.Actor()) == nil, "reopen", "Reopen")
	withdrawable := referral.Withdraw{}.Possible(s, r.Actor()) == nil
	if withdrawable && may(access.Withdraw) {
		actions = append(actions, action{Text: "Withdraw", Href: web.PathOfCase(r.Case.Reference) + "/withdraw?strand=" + string(s.Kind)})
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
