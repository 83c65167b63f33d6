package web

import (
	"errors"
	"slices"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

// The codes of why a strand was the next; the case page says them in words.
const (
	nextFirst = "claim-next"       // it is the first on the list
	nextKnown = "claim-next-known" // the person has something else of the same referral
)

// next is a strand to be claimed, and why.
type next struct {
	casestore.Entry
	why string
}

// nextOf puts what waits in the order in which the person should take it: as the
// list has it, but that what belongs to a referral of which they have another part
// comes before what is no more pressing, so that one person need not meet two
// practitioners.
func nextOf(waiting, mine []casestore.Entry, may func(referral.Strand) bool) []next {
	// Another part: the list and what the person has are read one after the other,
	// and in between they may have claimed this very strand.
	another := func(e casestore.Entry) bool {
		return slices.ContainsFunc(mine, func(m casestore.Entry) bool { return m.Reference == e.Reference && m.Kind != e.Kind })
	}
	var known, others []next
	for _, e := range waiting {
		switch {
		case !may(e.Strand):
		case another(e) && !lessPressing(e.Strand, waiting[0].Strand):
			known = append(known, next{e, nextKnown})
		default:
			others = append(others, next{e, nextFirst})
		}
	}
	return append(known, others...)
}

// lessPressing tells whether a has a lower priority than b.
func lessPressing(a, b referral.Strand) bool {
	order := map[referral.Priority]int{referral.Urgent: 0, referral.High: 1, referral.Standard: 2}
	return order[a.Priority] > order[b.Priority]
}

// claimNext claims the best that waits for the person. Whoever presses at the same
// moment gets another: each claim is made on the version that was read, and the
// next best is tried where somebody was quicker.
func claimNext(v *visit) error {
	request := v.form.Get("request")
	if request == "" || len(request) > maxRequest {
		return failure{kind: refused, heading: "We could not read what was sent", body: "Open the worklist and try again."}
	}
	chosen, err := v.Store.Once(v.ctx(), v.actor().ID, request)
	if err == nil {
		return v.claimedNext(chosen)
	}
	if !casestore.IsNotFound(err) {
		return err
	}
	candidates, err := v.nextCandidates()
	if err != nil {
		return err
	}
	for _, c := range candidates {
		chosen := casestore.Chosen{Reference: c.Reference, Kind: c.Kind, Why: c.why}
		_, err := v.Store.Update(v.ctx(), casestore.Revision{
			Reference: c.Reference, Kind: c.Kind, Version: c.Version, By: v.actor(), Request: request, Once: &chosen,
		}, func(referral.Case, referral.Strand) (referral.Change, error) {
			return v.claiming(), nil
		})
		var old casestore.StaleError
		switch {
		case err == nil:
			return v.claimedNext(chosen)
		case errors.Is(err, casestore.ErrDoneBefore):
			if chosen, err = v.Store.Once(v.ctx(), v.actor().ID, request); err != nil {
				return err
			}
			return v.claimedNext(chosen)
		case errors.As(err, &old), errors.Is(err, referral.ErrRefused):
			continue
		}
		return err
	}
	return failure{kind: stale, heading: "Nothing is waiting for you", body: "Nothing on your team’s worklist is waiting to be claimed. Nothing was changed."}
}

func (v *visit) claimedNext(c casestore.Chosen) error {
	return v.goTo(pathOfCase(c.Reference) + "?done=" + c.Why)
}

// nextCandidates reads the first page of the team's list and of what the person has.
func (v *visit) nextCandidates() ([]next, error) {
	team := v.person().Team
	if team.Label() == "" {
		return nil, errNoTeam
	}
	waiting, err := v.Store.Worklist(v.ctx(), team, casestore.ListWaiting, "", pageSize)
	if err != nil {
		return nil, err
	}
	held, err := v.Store.Mine(v.ctx(), v.actor().ID, "", pageSize)
	if err != nil {
		return nil, err
	}
	return nextOf(waiting.Entries, held.Entries, v.canClaim), nil
}
