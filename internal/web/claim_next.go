package web

import (
	"assistive-referrals/internal/web/base"
	"errors"
	"fmt"
	"slices"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

// doneNext is the code by which the case page says why it was the next.
func doneNext(why string) string { return "claim-next-" + why }

// nextWords say why somebody was given this strand.
var nextWords = map[string]string{
	doneNext(string(referral.NextFirst)): "You have claimed this: it was the most pressing on your team’s list. Contact the person next.",
	doneNext(string(referral.NextAble)):  "You have claimed this: it was the most pressing that you can take. What comes before it needs somebody else. Contact the person next.",
	doneNext(string(referral.NextPart)):  "You have claimed this: you have another part of the same referral, and nothing more urgent waits. Contact the person next.",
	doneNext(string(referral.NextKnown)): "You have claimed this: you have worked with this person before, and nothing more urgent waits. Contact the person next.",
	doneNext(string(referral.NextSkill)): "You have claimed this: it asks for a skill that you have, and nothing more urgent waits. Contact the person next.",
}

// claimNext claims the best that waits for the person. Whoever presses at the same
// moment gets another, the best that is left: see casestore.UpdateFirst.
func claimNext(v *visit) error {
	request := v.Posted.Get("request")
	if request == "" || len(request) > maxRequest {
		return web.Failure{Kind: web.Refused, Heading: "We could not read what was sent", Body: "Open the worklist and try again."}
	}
	var waits nextFound
	for range nextReads {
		var err error
		if waits, err = v.whatIsNext(); err != nil {
			return err
		}
		chosen, err := v.Store.UpdateFirstAvailable(v.Ctx(), v.Actor(), request, waits.choices, func(referral.Case, referral.Strand) (referral.Change, error) {
			return v.claiming(), nil
		})
		switch {
		case err == nil:
			return v.claimedNext(chosen)
		case errors.Is(err, casestore.ErrNoneLeft):
			continue // what came meanwhile is on the next reading
		case errors.Is(err, casestore.ErrContention):
			return web.Failure{Kind: web.Stale, Heading: "Others were quicker", Body: "Several people are claiming at this moment. Nothing was changed. Press ‘Claim next’ again.", Beneath: err}
		case !errors.Is(err, casestore.ErrDoneBefore):
			return err
		}
		break
	}
	chosen, err := v.Store.SelectionOf(v.Ctx(), v.Actor().ID, request)
	if casestore.IsNotFound(err) {
		return waits.nothing()
	}
	if err != nil {
		return err
	}
	return v.claimedNext(chosen)
}

// nextReads is how often the list is read again where all that it showed is gone.
const nextReads = 3

func (v *visit) claimedNext(c casestore.Selection) error {
	return v.GoTo(web.PathOfCase(c.Reference) + "?done=" + doneNext(c.Why))
}

// nextFound is what waits, in the order in which the person should take it.
type nextFound struct {
	choices []casestore.Candidate
	waiting int  // how many were looked at
	all     bool // whether that is all that waits
}

// whatIsNext reads the team's list, page by page until there is something that the
// person may take, and what they have already.
func (v *visit) whatIsNext() (nextFound, error) {
	team := v.Person().Team
	if team.Label() == "" {
		return nextFound{}, errNoTeam
	}
	held, err := v.Store.Mine(v.Ctx(), v.Actor().ID, "", pageSize)
	if err != nil {
		return nextFound{}, err
	}
	found := nextFound{}
	for from := casestore.Cursor(""); ; {
		page, err := v.Store.Worklist(v.Ctx(), team, casestore.ListWaiting, from, pageSize)
		if err != nil {
			return nextFound{}, err
		}
		found.waiting += len(page.Entries)
		found.all = page.Next == ""
		found.choices = choicesOf(referral.NextFor(v.Who.Qualifications(), v.Actor().ID, v.listed(page.Entries, held.Entries)))
		if from = page.Next; from == "" || len(found.choices) > 0 || found.waiting >= casestore.MostExamined {
			return found, nil
		}
	}
}

// listed is what waits, as the rule of what is next sees it.
func (v *visit) listed(waiting, held []casestore.Entry) []referral.Listed {
	var listed []referral.Listed
	for _, e := range waiting {
		if !v.Person().Allowed(access.ClaimIt, v.Person().To(referral.Case{}, e.Strand)...) {
			continue
		}
		// Another part: what the person has is read before the list, and in between
		// they may have put this very strand back.
		another := slices.ContainsFunc(held, func(h casestore.Entry) bool { return h.Reference == e.Reference && h.Kind != e.Kind })
		listed = append(listed, referral.Listed{Strand: e.Strand, Reference: e.Reference, Another: another})
	}
	return listed
}

func choicesOf(order []referral.Next) []casestore.Candidate {
	var choices []casestore.Candidate
	for _, n := range order {
		choices = append(choices, casestore.Candidate{Reference: n.Reference, Kind: n.Kind, Version: n.Version, Why: string(n.Why)})
	}
	return choices
}

// nothing says why there is nothing to claim.
func (f nextFound) nothing() error {
	body := "Nothing on your team’s worklist is waiting to be claimed. Nothing was changed."
	switch {
	case len(f.choices) > 0:
		body = "Others were quicker with everything that waited. Nothing was changed. Try again in a minute."
	case f.waiting > 0 && f.all:
		body = "What is waiting needs a registration or a skill that your sign-in does not show. Nothing was changed. If it should show it, ask your team manager."
	case f.waiting > 0:
		body = fmt.Sprintf("The first %d that are waiting need a registration or a skill that your sign-in does not show. Nothing was changed. If it should show it, ask your team manager.", f.waiting)
	}
	return web.Failure{Kind: web.Stale, Heading: "Nothing is waiting for you", Body: body}
}
