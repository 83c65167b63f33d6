package referpage

import (
	"errors"
	"fmt"
	"html/template"
	"net/url"
	"slices"
	"strings"
	"time"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/govuk"
	"assistive-referrals/internal/workingtime"
)

// myReferralsPage is what somebody has begun and what they have sent. It shows
// people by their initials only, so seeing it is not recorded.
type myReferralsPage struct {
	Start     govuk.Button
	FirstPage bool // drafts are shown on the first page only
	Drafts    govuk.SummaryList
	NoDrafts  bool
	DraftDays int // for how long a draft is kept
	Sent      []govuk.SummaryList
	Pages     template.HTML // the links to newer and older ones, if there are any
}

// sentPerPage is how many strands one page shows, about: a referral's strands are
// never parted.
const sentPerPage = 20

func (p pages) myReferrals(r *web.Request) error {
	who, from := r.Who.Referrer.ID, casestore.Cursor(r.URL.Query().Get("from"))
	sent, err := p.sentFrom(r, who, from)
	if err != nil {
		return err
	}
	var drafts []casestore.Draft
	if from == "" {
		if drafts, err = p.Store.Drafts(r.Ctx(), who); err != nil {
			return err
		}
	}
	return r.Show("my_referrals", web.Document{Title: "My referrals"}, newMyReferralsPage(drafts, sent, from, display.At(r), p.Rules.Policy))
}

// sentFrom returns a page of what was sent, with all strands of its last referral.
func (p pages) sentFrom(r *web.Request, who string, from casestore.Cursor) (casestore.Page, error) {
	page, err := p.Store.Sent(r.Ctx(), who, from, sentPerPage)
	if errors.Is(err, casestore.ErrCursor) {
		return page, web.ErrNoSuchPage
	}
	for range referral.Kinds() {
		if err != nil || page.Next == "" || len(page.Entries) == 0 {
			return page, err
		}
		var more casestore.Page
		more, err = p.Store.Sent(r.Ctx(), who, page.Next, 1)
		if err == nil && len(more.Entries) == 0 {
			page.Next = ""
			return page, nil
		}
		if err != nil || more.Entries[0].Reference != page.Entries[len(page.Entries)-1].Reference {
			return page, err
		}
		page.Entries, page.Next = append(page.Entries, more.Entries...), more.Next
	}
	return page, err
}

func newMyReferralsPage(drafts []casestore.Draft, sent casestore.Page, from casestore.Cursor, at form.Context, policy referral.Policy) myReferralsPage {
	page := myReferralsPage{
		Start:     govuk.Button{Text: "Start a referral", Href: "/referral/start", IsStartButton: true},
		FirstPage: from == "", NoDrafts: len(drafts) == 0, DraftDays: policy.DraftDays,
	}
	drafts = slices.Clone(drafts)
	slices.SortFunc(drafts, func(a, b casestore.Draft) int { return b.Saved.Compare(a.Saved) })
	for _, draft := range drafts {
		page.Drafts.Rows = append(page.Drafts.Rows, draftRow(draft, at, policy))
	}
	for start, end := 0, 0; start < len(sent.Entries); start = end {
		for end = start; end < len(sent.Entries) && sent.Entries[end].Reference == sent.Entries[start].Reference; {
			end++
		}
		page.Sent = append(page.Sent, sentCard(sent.Entries[start:end], at.Now))
	}
	if from == "" && sent.Next == "" {
		return page
	}
	links := govuk.Pagination{LandmarkLabel: "Referrals that you sent"}
	if from != "" {
		links.Previous = govuk.PageLink{Text: "Newest", Href: "/my-referrals"}
	}
	if sent.Next != "" {
		links.Next = govuk.PageLink{Text: "Older", Href: "/my-referrals?from=" + url.QueryEscape(string(sent.Next))}
	}
	page.Pages = links.Render()
	return page
}

func draftRow(draft casestore.Draft, at form.Context, policy referral.Policy) govuk.SummaryRow {
	all := draft.Answers()
	saved := "saved " + display.Moment(draft.Saved)
	name := draftName(all)
	if name == "" {
		name = "No name yet"
	}
	var kinds []string
	for _, kind := range intake.KindsOf(all) {
		kinds = append(kinds, kind.Label())
	}
	asked := strings.Join(kinds, ", ")
	if asked == "" {
		asked = "Not said yet what it is for"
	}
	if all.First(intake.CallBack) != "" {
		asked += ". A call back is needed"
	}
	which := name + ", " + saved
	return govuk.SummaryRow{
		Key:   govuk.Content{Text: name},
		Value: govuk.Content{HTML: display.Lines(asked, missingWords(all, at), strings.ToUpper(saved[:1])+saved[1:]) + "<br>" + keptHTML(draft, at.Now, policy)},
		Actions: govuk.Actions{Items: []govuk.Action{
			{Text: "Continue", VisuallyHiddenText: "the draft: " + which, Href: web.DraftPath(draft.ID, whereTheyWere(draft, at))},
			{Text: "Delete", VisuallyHiddenText: "the draft: " + which, Href: web.DraftPath(draft.ID, "delete")},
		}},
	}
}

// missingWords says what is missing to send a draft, by section.
func missingWords(all form.Answers, at form.Context) string {
	var where []string
	needed := 0
	for _, section := range intake.SectionsFor(all, at) {
		if problems := len(section.Check(all, at)); problems > 0 {
			needed += problems
			where = append(where, section.Title)
		}
	}
	switch needed {
	case 0:
		return "Nothing is missing: check the answers and send it"
	case 1:
		return "1 answer is missing: " + where[0]
	}
	return fmt.Sprintf("%d answers are missing: %s", needed, strings.Join(where, ", "))
}

// keptUntil says until when a draft is kept, and how many days are left.
func keptUntil(draft casestore.Draft, now time.Time, policy referral.Policy) (until, left string, soon bool) {
	last := time.Unix(draft.Expires, 0).Add(-time.Second)
	days := workingtime.Days(now, last)
	switch days {
	case 0:
		left = "last day"
	case 1:
		left = "1 day left"
	default:
		left = fmt.Sprintf("%d days left", days)
	}
	return "Kept until " + workingtime.InLondon(last, "2 January 2006"), left, days <= policy.DraftNoticeDays
}

func keptHTML(draft casestore.Draft, now time.Time, policy referral.Policy) template.HTML {
	until, left, soon := keptUntil(draft, now, policy)
	if soon {
		return display.Lines(until) + " " + display.Tag(left, "orange").Render()
	}
	return display.Lines(until + "; " + left)
}

// whereTheyWere returns the page on which somebody goes on with a draft: the section
// that they saved last or, if that is complete, the one after it; "" for the task
// list, if nothing was saved.
func whereTheyWere(draft casestore.Draft, at form.Context) string {
	all := draft.Answers()
	for _, s := range intake.SectionsFor(all, at) {
		if s.Slug != draft.Last {
			continue
		}
		if intake.Status(s, all, at) == intake.Completed {
			return nextSection(s.Slug, all, at)
		}
		return s.Slug
	}
	return ""
}

// sentCard shows one referral with each of its strands, in the order in which
// people see kinds.
func sentCard(entries []casestore.Entry, now time.Time) govuk.SummaryList {
	entries = slices.Clone(entries)
	slices.SortFunc(entries, func(a, b casestore.Entry) int {
		return slices.Index(referral.Kinds(), a.Kind) - slices.Index(referral.Kinds(), b.Kind)
	})
	first := entries[0]
	card := govuk.SummaryList{Card: govuk.SummaryCard{
		Title: govuk.CardTitle{Text: string(first.Reference) + ", " + first.Initials, HeadingLevel: 3},
		Actions: govuk.Actions{Items: []govuk.Action{
			{Text: "View", VisuallyHiddenText: "referral", Href: web.PathOfCase(first.Reference)},
		}},
	}}
	if first.Ward {
		card.Card.Actions.Items = append(card.Card.Actions.Items, govuk.Action{
			Text: "Refer another from this ward", Href: web.AnotherPath(first.Reference),
		})
	}
	for _, entry := range entries {
		state := display.Tag(entry.State.Label(), entry.State.Colour()).Render()
		card.Rows = append(card.Rows, govuk.SummaryRow{
			Key:   govuk.Content{Text: entry.Kind.Label()},
			Value: govuk.Content{HTML: state + template.HTML("<br>") + display.Lines(progressOf(entry, now)...)},
		})
	}
	return card
}

// progressOf says how long a strand has taken, what came of it and what is
// expected by when.
func progressOf(e casestore.Entry, now time.Time) []string {
	said := []string{daysSince(e.Age(now))}
	if e.Decision != nil {
		said = append(said, "Outcome: "+e.Decision.Outcome.Label())
	}
	if e.Ending != nil {
		said = append(said, "Ended on "+workingtime.InLondon(e.Ending.At, "2 January 2006"))
	}
	if review, due := e.ReviewBy.In(now.Location()); due && !e.State.Final() {
		said = append(said, "Review by "+review.Format("2 January 2006"))
	}
	due := e.Due()
	if due.IsZero() {
		return said
	}
	if since, paused := e.Paused(); paused && since.Before(due) {
		return append(said, "The clock is stopped since "+workingtime.InLondon(since, "3:04pm on 2 January 2006"))
	}
	what := "First contact"
	switch due {
	case e.Targets.InPlace:
		what = "In place"
	case e.Targets.Assessed:
		what = "Assessed"
	}
	expected := what + " due by " + workingtime.InLondon(due, "3:04pm on 2 January 2006")
	if now.After(due) {
		expected += " – overdue"
	}
	return append(said, expected)
}

func daysSince(days int) string {
	switch days {
	case 0:
		return "Referred today"
	case 1:
		return "1 day since referral"
	}
	return fmt.Sprintf("%d days since referral", days)
}
