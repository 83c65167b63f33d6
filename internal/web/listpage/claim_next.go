package listpage

import (
	"errors"
	"fmt"
	"slices"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
)

// claimNext claims the best that waits for the person. Whoever presses at the same
// moment gets another, the best that is left: see casestore.UpdateFirst.
func (p pages) claimNext(r *web.Request) error {
	request := r.Posted.Get("request")
	if request == "" || len(request) > web.MaxRequest {
		return web.Failure{Kind: web.Refused, Heading: "We could not read what was sent", Body: "Open the worklist and try again."}
	}
	var waits nextFound
	for range nextReads {
		var err error
		if waits, err = p.whatIsNext(r); err != nil {
			return err
		}
		chosen, err := p.Store.UpdateFirstAvailable(r.Ctx(), r.Actor(), request, waits.choices, func(referral.Case, referral.Strand) (referral.Change, error) {
			return display.Claiming(r), nil
		})
		switch {
		case err == nil:
			return p.claimedNext(r, chosen)
		case errors.Is(err, casestore.ErrNoneLeft):
			continue // what came meanwhile is on the next reading
		case errors.Is(err, casestore.ErrContention):
			return web.Failure{Kind: web.Stale, Heading: "Others were quicker", Body: "Several people are claiming at this moment. Nothing was changed. Press ‘Claim next’ again.", Beneath: err}
		case !errors.Is(err, casestore.ErrDoneBefore):
			return err
		}
		break
	}
	chosen, err := p.Store.SelectionOf(r.Ctx(), r.Actor().ID, request)
	if casestore.IsNotFound(err) {
		return waits.nothing()
	}
	if err != nil {
		return err
	}
	return p.claimedNext(r, chosen)
}

// nextReads is how often the list is read again where all that it showed is gone.
const nextReads = 3

func (p pages) claimedNext(r *web.Request, c casestore.Selection) error {
	return r.GoTo(web.PathOfCase(c.Reference) + "?done=" + display.DoneNext(c.Why))
}

// nextFound is what waits, in the order in which the person should take it.
type nextFound struct {
	choices []casestore.Candidate
	waiting int  // how many were looked at
	all     bool // whether that is all that waits
}

// whatIsNext reads the team's list, page by page until there is something that the
// person may take, and what they have already.
func (p pages) whatIsNext(r *web.Request) (nextFound, error) {
	team := r.Person().Team
	if team.Label() == "" {
		return nextFound{}, errNoTeam
	}
	held, err := p.Store.Mine(r.Ctx(), r.Actor().ID, "", PageSize)
	if err != nil {
		return nextFound{}, err
	}
	found := nextFound{}
	for from := casestore.Cursor(""); ; {
		page, err := p.Store.Worklist(r.Ctx(), team, casestore.ListWaiting, from, PageSize)
		if err != nil {
			return nextFound{}, err
		}
		found.waiting += len(page.Entries)
		found.all = page.Next == ""
		found.choices = choicesOf(p.Rules.NextFor(r.Who.Qualifications(), r.Actor().ID, p.listed(r, page.Entries, held.Entries)))
		if from = page.Next; from == "" || len(found.choices) > 0 || found.waiting >= casestore.MostExamined {
			return found, nil
		}
	}
}

// listed is what waits, as the rule of what is next sees it.
func (p pages) listed(r *web.Request, waiting, held []casestore.Entry) []referral.Listed {
	var listed []referral.Listed
	for _, e := range waiting {
		if !r.Person().Allowed(access.ClaimIt, r.Person().To(referral.Case{}, e.Strand)...) {
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
