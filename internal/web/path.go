package web

import (
	"net/url"
	"strings"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/intake"
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

func AnotherPath(r referral.Reference) string { return PathOfCase(r) + "/another" }

func AnswersPath(r referral.Reference, section string) string {
	return PathOfCase(r) + "/" + section + "/answers"
}

// DraftPath returns the address of a page of the draft, of its task list if page
// is "".
func DraftPath(draft, page string) string {
	path := "/referral/" + url.PathEscape(draft)
	if page == "" {
		return path
	}
	return path + "/" + page
}

// OwnPath returns a path of this service, or "" for anything that could lead
// elsewhere.
func OwnPath(path string) string {
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n") {
		return ""
	}
	return path
}

// CameFrom returns the page that Change leads back to, or "" for the task list.
func CameFrom(from string) string {
	if from == intake.CheckAnswersSlug {
		return from
	}
	return ""
}
