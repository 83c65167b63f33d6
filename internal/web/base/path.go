package web

import (
	"net/url"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

// PathOfCase is the address of a case's page.
func PathOfCase(r referral.Reference) string { return "/case/" + string(r) }

// PathOfStrand is the address of one of the pages about a strand.
func PathOfStrand(r referral.Reference, k referral.Kind, page string) string {
	return PathOfCase(r) + "/" + string(k) + "/" + page
}

// PathOfAssign is where the work of a team is given out.
func PathOfAssign(team referral.Team, list casestore.List, from casestore.Cursor) string {
	query := url.Values{"team": {string(team)}, "list": {string(list)}}
	if from != "" {
		query.Set("from", string(from))
	}
	return "/assign?" + query.Encode()
}

// PathOfWorklist is the address of one of a team's lists.
func PathOfWorklist(team referral.Team, list casestore.List) string {
	return "/worklist?" + url.Values{"team": {string(team)}, "list": {string(list)}}.Encode()
}
