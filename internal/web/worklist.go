package web

import (
	"errors"
	"html/template"
	"net/url"
	"strconv"
	"strings"
	"time"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
)

// pageSize is how many rows a page of a list has.
const pageSize = 25

// listMine is the list of what the person holds, in whatever team.
const listMine casestore.List = "mine"

// worklistPage is one of a team's lists, or the person's own.
type worklistPage struct {
	Heading    string
	Team       string
	ChooseTeam *govuk.Select // nil for those who see only their own
	List       casestore.List
	Lists      []listLink
	LastColumn string
	Rows       []worklistRow
	Empty      string
	Next       govuk.Pagination
	ClaimNext  string // request of the button that claims the best; "" without it
	Filter     *listFilter
}

// listLink leads to one of the lists.
type listLink struct {
	Text    string
	Href    string
	Current bool
}

// worklistRow is a strand in a list. It shows the person by initials only.
type worklistRow struct {
	Reference referral.Reference
	Href      string
	Initials  string
	Asked     string
	AskedFor  string // of it, in few words; "" in old cases
	Priority  template.HTML
	Flags     template.HTML // "" for none
	Since     string
	Due       []string
	State     govuk.Tag
	Holder    string
	Claim     string // address of the claim; "" if the person cannot claim it
	Version   int
	Request   string
}

// listNames are the lists in the order of the line, with what they are called and
// what is said when they are empty.
var listNames = []struct {
	list        casestore.List
	name, empty string
}{
	{casestore.ListWaiting, "Waiting to be claimed", "Nothing is waiting to be claimed."},
	{casestore.ListClaimed, "Being assessed", "Nothing is being assessed."},
	{casestore.ListAsked, "Waiting for the referrer", "Nothing is waiting for the referrer."},
	{casestore.ListHeld, "On hold", "Nothing is on hold."},
	{casestore.ListApproval, "To approve", "Nothing waits for approval."},
	{casestore.ListArranging, "To arrange", "Nothing is waiting to be put in place."},
	{casestore.ListCollect, "To collect", "Nothing is waiting to be collected."},
	{casestore.ListReview, "To review", "Nothing is waiting for a review."},
	{casestore.ListOverdue, "Overdue", "Nothing is overdue."},
	{casestore.ListClosed, "Closed in the last 30 days", "Nothing was closed in the last 30 days."},
	{listMine, "Mine", "You have nothing at the moment."},
}

// worklistData is what the page is built from.
type worklistData struct {
	team    referral.Team
	teams   []referral.Team // to choose from; none if there is no choice
	list    casestore.List
	counts  map[casestore.List]int // a list that is not among them is not offered, but for one's own
	chosen  listChoice
	page    casestore.Page
	now     time.Time
	mine    bool // whether the person can hold anything
	claims  func(referral.Strand) bool
	request func() string
}

func buildWorklist(d worklistData) worklistPage {
	page := worklistPage{Team: d.team.Label(), List: d.list, LastColumn: "Practitioner"}
	if d.list == listMine {
		page.LastColumn = "State"
	} else {
		page.Filter = d.filter()
	}
	for _, known := range listNames {
		if known.list == d.list {
			page.Heading, page.Empty = known.name, known.empty
		}
		text := known.name
		if count, counted := d.counts[known.list]; counted {
			text += " (" + countWords(count) + ")"
		} else if !d.mine || known.list != listMine {
			continue
		}
		page.Lists = append(page.Lists, listLink{Text: text, Href: worklistPath(d.team, known.list, listChoice{}, ""), Current: known.list == d.list})
	}
	if len(d.teams) > 0 {
		choose := govuk.Select{Name: "team", Label: govuk.Label{Text: "Team"}, Value: string(d.team)}
		for _, team := range d.teams {
			choose.Items = append(choose.Items, govuk.Option{Value: string(team), Text: team.Label()})
		}
		page.ChooseTeam = &choose
	}
	if d.list == casestore.ListWaiting && len(d.page.Entries) > 0 && d.claims(referral.Strand{Team: d.team}) {
		page.ClaimNext = d.request()
	}
	for _, e := range d.page.Entries {
		page.Rows = append(page.Rows, d.row(e))
	}
	if d.chosen.filters() && len(page.Rows) == 0 {
		page.Empty = "Nothing here is as you chose."
	}
	if d.page.Next != "" {
		page.Next.Next.Href = worklistPath(d.team, d.list, d.chosen, d.page.Next)
		if d.chosen.filters() && len(d.page.Entries) < pageSize {
			page.Next.Next.Text = "Continue with the rest of the list"
		}
	}
	return page
}

func (d worklistData) row(e casestore.Entry) worklistRow {
	row := worklistRow{
		Reference: e.Reference, Href: pathOfCase(e.Reference), Initials: e.Initials, Asked: e.Kind.Label(), AskedFor: e.AskedFor,
		Priority: priorityWithReasons(e.Strand), Flags: flagTags(e.Strand), Since: ageWords(e.Received, d.now), Due: rowDue(e.Strand, d.now),
		Version: e.Version, Request: d.request(),
	}
	// Every row of a list is in the same state, but for these.
	if d.list == listMine || d.list == casestore.ListOverdue || d.list == casestore.ListClosed {
		row.State = tag(e.State.Label(), e.State.Colour())
	}
	if d.list != listMine && e.Holder != nil {
		row.Holder = e.Holder.Name
	}
	if e.State == referral.Waiting && d.claims(e.Strand) {
		row.Claim = pathOfStrand(e.Reference, e.Kind, "claim")
	}
	return row
}

// rowDue says what is due: the review for what is in place, the next target
// otherwise.
func rowDue(s referral.Strand, now time.Time) []string {
	if s.Ending != nil {
		return []string{s.Ending.Reason, "on " + inLondon(s.Ending.At, "2 January 2006")}
	}
	if s.Hold != nil {
		return []string{"On hold until " + dayOf(s.Hold.Until)}
	}
	if s.State != referral.InPlace {
		return dueWords(s, now)
	}
	if s.ReviewBy != "" && string(s.ReviewBy) < inLondon(now, time.DateOnly) {
		return []string{"Overdue", "since " + dayOf(s.ReviewBy)}
	}
	return given("", dayOf(s.ReviewBy))
}

// countWords writes a count, which stops where counting does.
func countWords(count int) string {
	if count > 99 {
		return "99+"
	}
	return strconv.Itoa(count)
}

func worklistPath(team referral.Team, list casestore.List, chosen listChoice, from casestore.Cursor) string {
	query := url.Values{"team": {string(team)}, "list": {string(list)}}
	chosen.addTo(query)
	if from != "" {
		query.Set("from", string(from))
	}
	return "/worklist?" + query.Encode()
}

var (
	errNoSuchList = failure{kind: notFound, heading: "List not found",
		body: "There is no such list. Go to the worklist and choose one there."}
	errNoTeam = failure{kind: forbidden, heading: "You have no worklist",
		body: "You are in no team that has one. If you should be, ask your team manager."}
)

func worklist(v *visit) error {
	query := v.r.URL.Query()
	d := worklistData{now: v.Now(), mine: v.person().Ever(access.ClaimIt), request: newIdentifier, counts: map[casestore.List]int{}}
	var err error
	if d.team, err = v.teamOfList(referral.Team(query.Get("team"))); err != nil {
		return err
	}
	if v.person().Allowed(access.SeeList) {
		d.teams = referral.Teams()
	}
	if d.list, err = listOf(d.team, query.Get("list"), d.mine); err != nil {
		return err
	}
	if d.chosen, err = choiceOf(query); err != nil {
		return err
	}
	d.claims = v.canClaim
	for _, known := range listNames {
		if known.list == listMine || known.list == casestore.ListCollect && !d.team.Collects() {
			continue
		}
		if d.counts[known.list], err = v.Store.Count(v.ctx(), d.team, known.list); err != nil {
			return err
		}
	}
	from := casestore.Cursor(query.Get("from"))
	if d.list == listMine {
		d.page, err = v.Store.Mine(v.ctx(), v.who.Referrer.ID, from, pageSize)
	} else {
		d.page, err = v.Store.Browse(v.ctx(), casestore.Browse{
			Team: d.team, List: d.list, ByAge: d.chosen.byAge, Keep: d.chosen.keep(), From: from, Size: pageSize,
		})
	}
	if errors.Is(err, casestore.ErrCursor) {
		return errNoSuchList
	}
	if err != nil {
		return err
	}
	page := buildWorklist(d)
	return v.show("worklist", document{Title: strings.TrimPrefix(page.Team+": "+page.Heading, ": ")}, page)
}

// canClaim tells whether the person may take a strand from the worklist, by the
// access table and by what it asks of whoever takes it.
func (v *visit) canClaim(s referral.Strand) bool {
	return v.person().Allowed(access.ClaimIt, v.person().To(referral.Case{}, s)...) && s.MayTake(v.who.Qualifications()) == nil
}

// teamOfList returns the team whose list is asked for: one's own if none is
// named. It returns an error if the person may not see that team's.
func (v *visit) teamOfList(asked referral.Team) (referral.Team, error) {
	anyTeam := v.person().Allowed(access.SeeList)
	team := asked
	if team == "" {
		team = v.person().Team
	}
	switch {
	case team.Label() != "" && (anyTeam || team == v.person().Team):
		return team, nil
	case team.Label() != "":
		return "", errForbidden
	case asked != "":
		return "", errNoSuchList
	case anyTeam:
		return referral.Teams()[0], nil
	}
	return "", errNoTeam
}

// listOf returns the list that is asked for. If none is named that is where the
// team's work begins.
func listOf(team referral.Team, asked string, mine bool) (casestore.List, error) {
	if asked == "" && team == referral.InstallationTeam {
		return casestore.ListArranging, nil
	}
	if asked == "" {
		return casestore.ListWaiting, nil
	}
	for _, known := range listNames {
		if string(known.list) == asked && (known.list != listMine || mine) {
			return known.list, nil
		}
	}
	return "", errNoSuchList
}
