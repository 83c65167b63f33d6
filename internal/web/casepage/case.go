package casepage

import (
	"html/template"
	"slices"
	"strings"
	"time"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/govuk"
)

// casePage is everything about one case.
type casePage struct {
	Reference referral.Reference
	Name      string
	Warnings  []govuk.WarningText
	Findings  template.HTML // what does not fit, or must be seen to
	Strands   []strandView
	Whole     []action       // what can be done with the referral as a whole
	Death     []string       // what is recorded of the person’s death; none where they live
	Screening *screeningView // nil unless the referral asks for virtual-reality sessions
	Suggested template.HTML  // what could serve the needs; "" once it is decided
	Missing   govuk.Table
	Related   govuk.Table // other cases of the person that the visitor may see
	Sent      []govuk.SummaryList
	SentBy    string
	Documents template.HTML  // leads to the files; empty where there are none and none can be added
	Progress  *progressView  // where things are, for whoever referred; nil for everybody else
	Timeline  govuk.Timeline // empty for those who may not see the history
	Another   string         // where another person from the ward is referred; "" if it is of none, or not for this person
}

// strandView is a strand with what can be done with it now.
type strandView struct {
	ID      string
	Label   string
	Card    govuk.SummaryList
	Actions []action
	Version int
	Request string
}

// caseData is what the page is built from.
type caseData struct {
	c       referral.Case
	strands []referral.Strand
	sent    referral.Referral // with the answers that came later
	events  []referral.Event
	at      form.Context                // in what its questions are asked now
	changed map[string]string           // by field, who answered it later
	answer  func(section string) string // where a section can be answered; "" if not by this person now
	others  display.Others
	now     time.Time
	rules   referral.Rules
	actions func(referral.Strand) []action
	whole   []action
	request func() string
}

func buildCase(d caseData) casePage {
	page := casePage{
		Reference: d.c.Reference, Name: d.sent.Facts.Person.Name, Warnings: display.WarningsOf(d.sent), Whole: d.whole, Screening: screeningOf(d.sent),
		Sent: sentAnswers(d), SentBy: sentBy(d.sent), Timeline: display.TimelineOf(d.events), Missing: missingTable(d),
		Related: d.others.Table(),
	}
	page.Findings, page.Suggested = formview.FindingWords(findingsOf(d)), suggestionsOf(d)
	if d.c.Died != nil {
		page.Death = display.DeathLines(*d.c.Died)
	}
	for _, s := range d.strands {
		page.Strands = append(page.Strands, strandView{
			ID: string(s.Kind), Label: s.Kind.Label(), Card: d.others.AddTo(withGaps(withChanges(display.StrandCard(s, d.now, d.rules), s, d), s, d), s), Actions: d.actions(s), Version: s.Version, Request: d.request(),
		})
	}
	return page
}

func sentBy(sent referral.Referral) string {
	words := sent.Referrer.Name
	if label := sent.Referrer.Role.Label(); label != "" {
		words += ", " + strings.ToLower(label)
	}
	if number := sent.Referrer.Telephone; number != "" {
		words += ", " + form.Show(form.Field{Name: "n", Control: form.Telephone}, form.Answers{"n": {number}})[0]
	}
	if sent.Referrer.Email != "" {
		words += ", " + sent.Referrer.Email
	}
	words += ", " + display.Moment(sent.Sent)
	if from, taken := intake.TakenFrom(sent.Answers); taken {
		words += ". Taken by telephone"
		if from != "" {
			words += " from " + from
		}
	}
	return words
}

// sentAnswers shows what was sent, in the words of the form. What was not
// answered is not in it: what of that matters is under "Still to find out". What was
// answered later says by whom.
func sentAnswers(d caseData) []govuk.SummaryList {
	sent, at := d.sent, d.at
	var sections []govuk.SummaryList
	for _, section := range intake.SectionsFor(sent.Answers, at) {
		list := govuk.SummaryList{Card: govuk.SummaryCard{Title: govuk.CardTitle{Text: section.Title, HeadingLevel: 3}}}
		for _, f := range section.Asked(sent.Answers, at) {
			if len(sent.Answers[f.Name]) > 0 {
				value := display.Lines(form.Show(f, sent.Answers)...)
				if later := d.changed[f.Name]; later != "" {
					value += `<p class="govuk-hint govuk-!-margin-top-1 govuk-!-margin-bottom-0">` + display.Lines(later) + "</p>"
				}
				list.Rows = append(list.Rows, display.Row(f.Label, value))
			}
		}
		if path := d.answer(section.Slug); path != "" {
			list.Card.Actions.Items = []govuk.Action{{Text: "Add or correct", VisuallyHiddenText: "answers", Href: path}}
		}
		if len(list.Rows) > 0 {
			sections = append(sections, list)
		}
	}
	return sections
}

// missingTable lists what is still to be found out, and who can answer.
func missingTable(d caseData) govuk.Table {
	table := govuk.Table{FirstCellIsHeader: true, Head: []govuk.Cell{{Text: "Question"}, {Text: "Needed"}, {Text: "Who can answer"}}}
	for _, task := range intake.StillMissing(d.sent.Answers, d.at) {
		question := govuk.Cell{Text: task.Label()}
		if path := d.answer(task.Section); path != "" {
			question.HTML = web.Link{Text: task.Label(), Href: path + "#" + task.Field.Anchor()}.Render()
		}
		table.Rows = append(table.Rows, []govuk.Cell{question, {Text: task.NeededBy.Label()}, {Text: display.WhoCan(task.Who)}})
	}
	return table.Stacked()
}

// backToList is where the person's list of cases is; "" if they have none.
func (p pages) backToList(r *web.Request) string {
	switch {
	case r.Person().Ever(access.SeeList):
		return "/worklist"
	case r.Person().Ever(access.SeeOwn):
		return "/my-referrals"
	}
	return ""
}

func (p pages) caseShow(r *web.Request) error {
	sent, events, err := display.Current(r)
	if err != nil {
		return err
	}
	begun, err := display.UnsavedDrafts(r, r.Case.Reference)
	if err != nil {
		return err
	}
	found, err := display.OthersOf(r, sent.Facts.Person)
	if err != nil {
		return err
	}
	d := caseData{
		others: found, at: p.laterContext(r, sent), changed: display.ChangedAfter(events), answer: p.answerable(r),
		c: r.Case, strands: p.strandsToShow(r), sent: sent, now: p.Now(), rules: p.Rules, request: web.NewIdentifier,
		actions: func(s referral.Strand) []action {
			return goesOn(begun.Of(r.Case.Reference, s), slices.Concat(p.actionsFor(r, s), p.codeActions(r, s), settleActions(r, s, found)))
		},
		whole: p.wholeActions(r),
	}
	if r.May(access.SeeHistory) {
		d.events = p.eventsToShow(r, events)
	}
	doc := web.Document{Title: string(r.Case.Reference), Back: p.backToList(r)}
	if words := doneWords(r.URL.Query().Get("done")); words != "" {
		doc.Banner = govuk.NotificationBanner{Type: "success", HTML: `<p class="govuk-notification-banner__heading">` + display.Lines(words) + "</p>"}
	}
	page := buildCase(d)
	if page.Progress, err = p.progress(r, sent, d.at); err != nil {
		return err
	}
	files, err := p.Store.Attachments(r.Ctx(), r.Case.Draft)
	if err != nil {
		return err
	}
	if slices.Contains(r.Person().ToCase(r.Case, r.Strands), access.IsReferrer) && r.May(access.Another) && sent.Facts.Ward {
		page.Another = web.AnotherPath(r.Case.Reference)
	}
	page.Documents = display.FilesLink(r.Case.Reference, files, r.May(access.Attach))
	return r.Show("case", doc, page)
}
