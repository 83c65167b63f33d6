package listpage

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/parallel"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/govuk"
	"assistive-referrals/internal/workingtime"
)

// PageSize is how many rows a page of a list has.
const PageSize = 25

// ListMine is the list of what the person holds, in whatever team.
const ListMine casestore.List = "mine"

// worklistPage is one of a team's lists, or the person's own.
type worklistPage struct {
	Heading    string
	Team       string
	ChooseTeam *govuk.Select // nil for those who see only their own
	List       casestore.List
	Lists      []listLink
	Views      []listLink // saved by the person
	Filter     *listFilter
	Chosen     []chosenTag
	Clear      string // address without what was chosen
	Save       string // address of the page that saves this as a view
	ClaimNext  string // request of the button that claims the best; "" without it
	Came       *cameBefore
	LastColumn string
	Rows       []worklistRow
	Empty      string
	Pages      govuk.Pagination
	Live       liveList
	Shortcuts  shortcutsHelp
}

// listLink leads to one of the lists, or to a saved view.
type listLink struct {
	Text    string
	Href    string
	Current bool
	Key     string // pressed after g, it goes there
}

// cameBefore names what came before this page since the first one was read.
type cameBefore struct {
	Words string
	Links []web.Link
	First string
}

// listNames are the lists in the order of the line, one's own after what is
// unclaimed, with what they are called, what is said when they are empty, and the key
// that goes there.
var listNames = []struct {
	list             casestore.List
	name, empty, key string
}{
	{casestore.ListWaiting, "Waiting to be claimed", "Nothing is waiting to be claimed.", "u"},
	{ListMine, "Mine", "You have nothing at the moment.", "m"},
	{casestore.ListClaimed, "Being assessed", "Nothing is being assessed.", "t"},
	{casestore.ListHeld, "On hold", "Nothing is on hold.", "h"},
	{casestore.ListAsked, "Waiting for the referrer", "Nothing is waiting for the referrer.", "r"},
	{casestore.ListApproval, "To approve", "Nothing waits for approval.", "p"},
	{casestore.ListArranging, "To arrange", "Nothing is waiting to be put in place.", "a"},
	{casestore.ListCollect, "To collect", "Nothing is waiting to be collected.", "l"},
	{casestore.ListReview, "To review", "Nothing is waiting for a review.", "v"},
	{casestore.ListOverdue, "Overdue", "Nothing is overdue.", "o"},
	{casestore.ListClosed, "Closed in the last 30 days", "Nothing was closed in the last 30 days.", "c"},
}

// withColleagues are the words for what is being assessed, for somebody who has a list
// of their own besides.
const (
	withColleagues   = "With colleagues"
	noneOfColleagues = "Your colleagues are assessing nothing."
)

// worklistData is what the page is built from.
type worklistData struct {
	team       referral.Team
	teams      []referral.Team // to choose from; none if there is no choice
	list       casestore.List
	counts     map[casestore.List]int // a list that is not among them is not offered
	chosen     listChoice
	from       casestore.Cursor
	page       casestore.Page
	now        time.Time
	calendar   *workingtime.Calendar
	who        string // the person's identifier
	brings     referral.Qualifications
	mine       bool // whether the person can hold anything
	claims     func(referral.Strand) bool
	names      map[referral.Reference]string // of people who may be named
	colleagues []casestore.Colleague
	settings   casestore.Settings
	view       string // identifier of the saved view that is shown; "" for none
	request    func() string
}

// browse is the page of the list that is asked for.
func (d worklistData) browse(list casestore.List) casestore.Browse {
	b := casestore.Browse{Team: d.team, List: list, Size: PageSize}
	if list == ListMine {
		b.Holder = d.who
	}
	if list == casestore.ListClaimed && d.mine {
		b.NotHolder = d.who
	}
	return b
}

// wanted is browse with what was chosen.
func (d worklistData) wanted() casestore.Browse {
	b := d.browse(d.list)
	b.ByAge, b.Keep, b.From = d.chosen.byAge, d.chosen.keep(d.now), d.from
	return b
}

// address is where the page is, or a later page of it.
func (d worklistData) address(chosen listChoice, from casestore.Cursor) string {
	return worklistPath(d.team, d.list, chosen, from)
}

// nameOf says who a colleague is.
func (d worklistData) nameOf(id string) string {
	for _, c := range d.colleagues {
		if c.ID == id {
			return c.Name
		}
	}
	return "somebody who is no longer in the team"
}

func buildWorklist(d worklistData) worklistPage {
	page := worklistPage{Team: d.team.Label(), List: d.list, LastColumn: "Practitioner", Filter: d.filter(), Chosen: d.chosen.tags(
		func(less listChoice) string { return d.address(less, "") }, d.nameOf)}
	if d.list == ListMine {
		page.LastColumn = "State"
	}
	for _, known := range listNames {
		name, empty := known.name, known.empty
		if known.list == casestore.ListClaimed && d.mine {
			name, empty = withColleagues, noneOfColleagues
		}
		if known.list == d.list {
			page.Heading, page.Empty = name, empty
		}
		if count, counted := d.counts[known.list]; counted {
			page.Lists = append(page.Lists, listLink{
				Text: name + " (" + countWords(count) + ")", Href: worklistPath(d.team, known.list, listChoice{}, ""),
				Current: known.list == d.list, Key: known.key,
			})
		}
	}
	for _, view := range d.settings.Views {
		page.Views = append(page.Views, listLink{Text: view.Name, Href: viewPath(view), Current: view.ID == d.view})
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
	if d.chosen.filters() {
		page.Clear = d.address(listChoice{byAge: d.chosen.byAge}, "")
		if len(page.Rows) == 0 {
			page.Empty = "Nothing here is as you chose."
		}
	}
	page.Save = "/worklist/save-view?" + d.query(d.chosen).Encode()
	page.Pages, page.Came = d.pages(), d.cameBefore()
	page.Live, page.Shortcuts = d.live(page.Rows), d.shortcuts()
	return page
}

// pages leads forward, and back to the first page.
func (d worklistData) pages() govuk.Pagination {
	var p govuk.Pagination
	if d.page.Next != "" {
		p.Next.Href = d.address(d.chosen, d.page.Next)
		if d.page.Anew || d.chosen.filters() && len(d.page.Entries) < PageSize {
			p.Next.Text = "Continue with the rest of the list"
		}
	}
	if d.from != "" {
		p.Previous = govuk.PageLink{Href: d.address(d.chosen, ""), Text: "First page"}
	}
	return p
}

// cameBefore says what came before this page since the first one was read, so that
// nothing is missed by going forward; nil if nothing did.
func (d worklistData) cameBefore() *cameBefore {
	n := len(d.page.Before)
	if n == 0 && !d.page.Unlooked {
		return nil
	}
	came := cameBefore{First: d.address(d.chosen, "")}
	since := " since you began at " + workingtime.InLondon(d.page.Began, "3:04pm") + "."
	switch {
	case n == 0:
		came.Words = "This is far down the list: what came before it" + strings.TrimSuffix(since, ".") + " is not shown here."
	case n == 1:
		came.Words = "1 referral came before this page" + since
	default:
		came.Words = strconv.Itoa(n) + " referrals came before this page" + since
	}
	for _, e := range d.page.Before[:min(n, mostNamed)] {
		came.Links = append(came.Links, web.Link{Text: string(e.Reference), Href: web.PathOfCase(e.Reference) + "#" + string(e.Kind)})
	}
	return &came
}

// mostNamed is how many of those are named.
const mostNamed = 10

// countWords writes a count, which stops where counting does.
func countWords(count int) string {
	if count > 99 {
		return "99+"
	}
	return strconv.Itoa(count)
}

func worklistPath(team referral.Team, list casestore.List, chosen listChoice, from casestore.Cursor) string {
	query := worklistData{team: team, list: list}.query(chosen)
	if from != "" {
		query.Set("from", string(from))
	}
	return "/worklist?" + query.Encode()
}

// query is the list and what was chosen, as an address has it.
func (d worklistData) query(chosen listChoice) url.Values {
	query := url.Values{"team": {string(d.team)}, "list": {string(d.list)}}
	chosen.addTo(query)
	return query
}

var (
	errNoTeam = web.Failure{Kind: web.Forbidden, Heading: "You have no worklist",
		Body: "You are in no team that has one. If you should be, ask your team manager."}
)

// asked reads which list, and what of it, an address asks for. It returns an error if
// there is no such list or the person may not see it.
func (p pages) asked(r *web.Request, query url.Values) (worklistData, error) {
	d := worklistData{
		now: p.Now(), calendar: p.Rules.Calendar, who: r.Who.Referrer.ID, brings: r.Who.Qualifications(), mine: r.Person().Ever(access.ClaimIt), claims: func(s referral.Strand) bool { return p.canClaim(r, s) },
		request: web.NewIdentifier, from: casestore.Cursor(query.Get("from")), view: query.Get("view"),
	}
	var err error
	if d.team, err = p.teamOfList(r, referral.Team(query.Get("team"))); err != nil {
		return d, err
	}
	if d.list, err = listOf(d.team, query.Get("list"), d.mine); err != nil {
		return d, err
	}
	d.chosen, err = choiceOf(query)
	return d, err
}

func (p pages) worklist(r *web.Request) error {
	settings, err := p.Store.Settings(r.Ctx(), r.Who.Referrer.ID)
	if err != nil {
		return err
	}
	query := r.URL.Query()
	banner, path := p.defaultView(r, settings, query)
	if path != "" {
		return r.GoTo(path)
	}
	d, err := p.asked(r, query)
	if err != nil {
		return p.refuseView(r, settings, query, err)
	}
	d.settings = settings
	if err := p.readList(r, &d); err != nil {
		return err
	}
	page := buildWorklist(d)
	return r.Show("worklist", web.Document{Title: strings.TrimPrefix(page.Team+": "+page.Heading, ": "), Banner: banner}, page)
}

// readList reads the page of the list, and what stands around it.
func (p pages) readList(r *web.Request, d *worklistData) error {
	if r.Person().Allowed(access.SeeList) {
		d.teams = referral.Teams()
	}
	asked := *d
	err := parallel.Do(r.Ctx(), func(ctx context.Context) (err error) {
		d.counts, err = p.countLists(ctx, asked)
		return err
	}, func(ctx context.Context) (err error) {
		d.colleagues, err = p.Store.Colleagues(ctx, asked.team)
		return err
	}, func(ctx context.Context) (err error) {
		d.page, err = p.Store.Browse(ctx, asked.wanted())
		return err
	})
	if errors.Is(err, casestore.ErrCursor) {
		return web.ErrNoSuchList
	}
	if err != nil || d.list != ListMine {
		return err
	}
	d.names, err = p.recordedNames(r, "list", casesOf(d.page.Entries))
	return err
}

// countLists counts each list that is offered.
func (p pages) countLists(ctx context.Context, d worklistData) (map[casestore.List]int, error) {
	var offered []casestore.List
	for _, known := range listNames {
		if (known.list != ListMine || d.mine) && (known.list != casestore.ListCollect || d.team.Collects()) {
			offered = append(offered, known.list)
		}
	}
	numbers := make([]int, len(offered))
	err := parallel.Each(ctx, offered, func(ctx context.Context, at int, list casestore.List) (err error) {
		numbers[at], err = p.Store.Count(ctx, d.browse(list))
		return err
	})
	counts := map[casestore.List]int{}
	for at, list := range offered {
		counts[list] = numbers[at]
	}
	return counts, err
}

// casesOf are the cases of some entries, each once.
func casesOf(entries []casestore.Entry) []referral.Reference {
	var all []referral.Reference
	for _, e := range entries {
		if !slices.Contains(all, e.Reference) {
			all = append(all, e.Reference)
		}
	}
	return all
}

// canClaim tells whether the person may take a strand from the worklist, by the
// access table and by what it asks of whoever takes it.
func (p pages) canClaim(r *web.Request, s referral.Strand) bool {
	return r.Person().Allowed(access.ClaimIt, r.Person().To(referral.Case{}, s)...) && s.MayTake(r.Who.Qualifications()) == nil
}

// teamOfList returns the team whose list is asked for: one's own if none is
// named. It returns an error if the person may not see that team's.
func (p pages) teamOfList(r *web.Request, asked referral.Team) (referral.Team, error) {
	anyTeam := r.Person().Allowed(access.SeeList)
	team := asked
	if team == "" {
		team = r.Person().Team
	}
	switch {
	case team.Label() != "" && (anyTeam || team == r.Person().Team):
		return team, nil
	case team.Label() != "":
		return "", web.ErrForbidden
	case asked != "":
		return "", web.ErrNoSuchList
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
		if string(known.list) == asked && (known.list != ListMine || mine) {
			return known.list, nil
		}
	}
	return "", web.ErrNoSuchList
}

// Lists are the lists in the order of the line.
func Lists() []casestore.List {
	var lists []casestore.List
	for _, known := range listNames {
		lists = append(lists, known.list)
	}
	return lists
}
