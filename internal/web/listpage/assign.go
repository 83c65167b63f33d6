package listpage

import (
	"errors"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/caseload"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/govuk"
)

// assignPage lists what of a team can be given to somebody: many at a time, to one
// practitioner, with a note.
type assignPage struct {
	Team       string
	TeamCode   referral.Team
	ChooseTeam govuk.Select
	List       casestore.List
	Lists      []listLink
	Error      string // about what is chosen
	Rows       []assignRow
	Empty      string
	Questions  []template.HTML
	Request    string
	From       casestore.Cursor // of this page, to come back to
	Next       govuk.Pagination
}

// assignRow is a strand that can be chosen.
type assignRow struct {
	Value     string // reference, kind and version
	ID        string
	Chosen    bool
	Reference referral.Reference
	Href      string
	Initials  string
	Asked     string
	AskedFor  string
	Priority  template.HTML
	Since     string
	Due       []string
	Holder    string
}

// assignLists are the lists from which work is given, with what is said when they
// are empty.
var assignLists = []struct {
	list        casestore.List
	name, empty string
}{
	{casestore.ListWaiting, "Waiting to be claimed", "Nothing is waiting to be claimed."},
	{casestore.ListClaimed, "Being assessed", "Nothing is being assessed."},
}

// assignForm is what is asked for, with what was typed.
type assignForm struct {
	team    referral.Team
	list    casestore.List
	chosen  []chosenStrand
	filled  formview.Filled
	request string
	problem string // about what is chosen
}

// chosenStrand is a strand as the page showed it.
type chosenStrand struct {
	reference referral.Reference
	kind      referral.Kind
	version   int
}

func (c chosenStrand) value() string {
	return string(c.reference) + "/" + string(c.kind) + "/" + strconv.Itoa(c.version)
}

// readChosen reads what was ticked. It returns false if something is none of what
// the page offered.
func readChosen(values []string) ([]chosenStrand, bool) {
	var all []chosenStrand
	for _, value := range values {
		parts := strings.Split(value, "/")
		if len(parts) != 3 {
			return nil, false
		}
		reference, err := referral.ParseReference(parts[0])
		version, notNumber := strconv.Atoi(parts[2])
		kind := referral.Kind(parts[1])
		if err != nil || notNumber != nil || version < 1 || !kind.Valid() || len(all) == PageSize {
			return nil, false
		}
		all = append(all, chosenStrand{reference, kind, version})
	}
	return all, true
}

// newAssignForm returns the form for a team with what was typed, if anything was.
func (p pages) newAssignForm(r *web.Request, team referral.Team, loads []caseload.Load) assignForm {
	var who []form.Option
	for _, w := range loads {
		who = append(who, form.Option{Value: w.ID, Label: w.Name, Hint: w.Words()})
	}
	return assignForm{team: team, request: web.NewIdentifier(), filled: formview.Fill(r, form.Section{Slug: "assign", Fields: []form.Field{
		form.Choice("to", "Who is to have it?", who, "Select who is to have it").
			Hinted("Practitioners of the " + team.Label() + " team who signed in lately."),
		form.LongText("note", "Note for them", "Enter a note for whoever is to have it").
			Hinted("The same for each. It stays in the history."),
	}}, nil)}
}

// assignTo reads which team's list is asked for, and which list.
func (p pages) assignTo(r *web.Request, team, list string) (referral.Team, casestore.List, error) {
	of, err := p.teamOfList(r, referral.Team(team))
	if err != nil {
		return "", "", err
	}
	for _, known := range assignLists {
		if list == "" || string(known.list) == list {
			return of, known.list, nil
		}
	}
	return "", "", web.ErrNoSuchList
}

func (p pages) assignAsk(r *web.Request) error {
	query := r.URL.Query()
	team, list, err := p.assignTo(r, query.Get("team"), query.Get("list"))
	if err != nil {
		return err
	}
	loads, err := caseload.Team(r.Ctx(), p.Store, p.Rules, team, p.Now())
	if err != nil {
		return err
	}
	f := p.newAssignForm(r, team, loads)
	f.list = list
	return p.showAssign(r, http.StatusOK, f, casestore.Cursor(query.Get("from")))
}

// showAssign shows a page of the list with the form.
func (p pages) showAssign(r *web.Request, status int, f assignForm, from casestore.Cursor) error {
	rows, err := p.Store.Browse(r.Ctx(), casestore.Browse{Team: f.team, List: f.list, From: from, Size: PageSize})
	if errors.Is(err, casestore.ErrCursor) {
		return web.ErrNoSuchList
	}
	if err != nil {
		return err
	}
	page := assignPage{Team: f.team.Label(), TeamCode: f.team, List: f.list, Error: f.problem, Questions: f.filled.Questions(), Request: f.request, From: from}
	page.ChooseTeam = govuk.Select{Name: "team", Label: govuk.Label{Text: "Team"}, Value: string(f.team)}
	for _, team := range referral.Teams() {
		page.ChooseTeam.Items = append(page.ChooseTeam.Items, govuk.Option{Value: string(team), Text: team.Label()})
	}
	for _, known := range assignLists {
		page.Lists = append(page.Lists, listLink{Text: known.name, Href: web.PathOfAssign(f.team, known.list, ""), Current: known.list == f.list})
		if known.list == f.list {
			page.Empty = known.empty
		}
	}
	for n, e := range rows.Entries {
		chosen := chosenStrand{e.Reference, e.Kind, e.Version}
		row := assignRow{
			Value: chosen.value(), ID: "strand-" + strconv.Itoa(n+1), Reference: e.Reference, Href: web.PathOfCase(e.Reference), Initials: e.Initials,
			Asked: e.Kind.Label(), AskedFor: e.AskedFor, Priority: display.PriorityWithReasons(e.Strand), Since: display.Age(e.Received, p.Now()), Due: rowDue(e.Strand, p.Now(), p.Rules.Calendar),
		}
		if n == 0 {
			row.ID = "strand" // where the error summary leads
		}
		if e.Holder != nil {
			row.Holder = e.Holder.Name
		}
		row.Chosen = slices.ContainsFunc(f.chosen, func(c chosenStrand) bool { return c.reference == e.Reference && c.kind == e.Kind })
		page.Rows = append(page.Rows, row)
	}
	if rows.Next != "" {
		page.Next.Next.Href = web.PathOfAssign(f.team, f.list, rows.Next)
	}
	d := web.Document{Title: "Give work to somebody", Back: "/worklist?team=" + string(f.team)}
	if f.problem != "" {
		d.Problems.ErrorList = append(d.Problems.ErrorList, govuk.ErrorItem{Text: f.problem, Href: "#strand"})
	}
	d.Problems.ErrorList = append(d.Problems.ErrorList, f.filled.Summary().ErrorList...)
	return r.ShowAs(status, "assign", d, page)
}

// assignSave gives each of what was chosen in a transaction of its own, and says what
// became of each. Sent again, what was done is recognised.
func (p pages) assignSave(r *web.Request) error {
	team, list, err := p.assignTo(r, r.Posted.Get("team"), r.Posted.Get("list"))
	if err != nil {
		return err
	}
	loads, err := caseload.Team(r.Ctx(), p.Store, p.Rules, team, p.Now())
	if err != nil {
		return err
	}
	f := p.newAssignForm(r, team, loads)
	f.list = list
	chosen, ok := readChosen(r.Posted["strand"])
	if request := r.Posted.Get("request"); request != "" && len(request) <= web.MaxRequest {
		f.request = request
	} else {
		ok = ok && len(chosen) == 0 // an empty form is told what it lacks
	}
	if !ok {
		return web.Failure{Kind: web.Refused, Heading: "We could not read what was sent", Body: "Open the page and try again."}
	}
	f.chosen = chosen
	if len(chosen) == 0 {
		f.problem = "Select what you want to give to somebody"
	}
	if f.problem != "" || f.filled.Wrong() {
		return p.showAssign(r, http.StatusUnprocessableEntity, f, casestore.Cursor(r.Posted.Get("from")))
	}
	var to casestore.Colleague
	for _, w := range loads {
		if w.ID == f.filled.First("to") {
			to = w.Colleague
		}
	}
	result := assignedPage{To: to.Name, Team: team.Label(), List: web.PathOfAssign(team, list, "")}
	for _, c := range chosen {
		result.add(p.assign(r, c, to, f))
	}
	if result.Retry != nil {
		result.Retry.Team, result.Retry.List, result.Retry.To, result.Retry.Note, result.Retry.Request = team, list, to.ID, f.filled.First("note"), f.request
	}
	return r.Show("assigned", web.Document{Title: result.Heading(), Back: result.List}, result)
}

// errOtherTeam says that a strand is no longer with the team whose practitioner is
// to have it.
type errOtherTeam referral.Team

func (e errOtherTeam) Error() string {
	return "It is now with another team: " + referral.Team(e).Label() + "."
}

// assign gives one strand, and says what became of it.
func (p pages) assign(r *web.Request, c chosenStrand, to casestore.Colleague, f assignForm) assigned {
	outcome := assigned{chosen: c, Reference: c.reference, Href: web.PathOfCase(c.reference), Asked: c.kind.Label()}
	strand, err := p.Store.UpdateStrand(r.Ctx(), casestore.StrandRevision{
		Reference: c.reference, Kind: c.kind, Version: c.version, By: r.Actor(), Request: f.request,
	}, func(of referral.Case, s referral.Strand) (referral.Change, error) {
		if !r.Person().Allowed(access.Reassign, r.Person().To(of, s)...) {
			return nil, web.ErrForbidden
		}
		if s.Team != f.team {
			return nil, errOtherTeam(s.Team)
		}
		return p.Rules.Give(s, to.Actor, to.Qualifications, to.Email, f.filled.First("note"), p.Now()), nil
	})
	var old casestore.StaleError
	var elsewhere errOtherTeam
	switch {
	case err == nil && strand.Holder != nil && strand.Holder.ID == to.ID:
		outcome.Given, outcome.Words = true, []string{"Given to " + to.Name}
	case err == nil:
		outcome.Given, outcome.Words = true, []string{"You gave this to " + to.Name + " before.", stateWords(strand)}
	case errors.As(err, &old):
		outcome.Words = append([]string{"Not given: somebody changed it meanwhile."}, p.changedSince(r, c, old.Strand)...)
	case errors.Is(err, referral.ErrRefused), errors.As(err, &elsewhere):
		outcome.Words = []string{"Not given: " + insideSentence(err.Error())}
	case casestore.IsNotFound(err):
		outcome.Words = []string{"Not given: there is no such referral."}
	default:
		p.Log.Error("could not give a strand to somebody", "request", r.ID, "reference", c.reference, "strand", c.kind, "error", err.Error())
		outcome.Failed, outcome.Words = true, []string{"Not given: it could not be saved. Nothing of it was changed; try again."}
	}
	return outcome
}

// changedSince says who changed a strand since the page showed it, and how.
func (p pages) changedSince(r *web.Request, c chosenStrand, now referral.Strand) []string {
	events, err := p.Store.History(r.Ctx(), c.reference)
	if err != nil {
		return []string{stateWords(now)} // who it was can be seen on the case
	}
	var words []string
	for _, e := range display.EventsSince(events, c.kind, c.version) {
		words = append(words, e.Change.Title()+": "+display.Byline(e))
	}
	return append(words, stateWords(now))
}

// stateWords says where a strand is now, and with whom.
func stateWords(s referral.Strand) string {
	words := "It is now: " + s.State.Label()
	if s.Holder != nil && !s.State.Final() {
		words += ", with " + s.Holder.Name
	}
	return words + "."
}
