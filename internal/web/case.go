package web

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strings"
	"time"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
	"assistive-referrals/internal/workingtime"
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
	at      intake.Context              // in what its questions are asked now
	changed map[string]string           // by field, who answered it later
	answer  func(section string) string // where a section can be answered; "" if not by this person now
	others  others
	now     time.Time
	actions func(referral.Strand) []action
	whole   []action
	request func() string
}

func buildCase(d caseData) casePage {
	page := casePage{
		Reference: d.c.Reference, Name: d.sent.Facts.Person.Name, Warnings: warningsOf(d.sent), Whole: d.whole, Screening: screeningOf(d.sent),
		Sent: sentAnswers(d), SentBy: sentBy(d.sent), Timeline: timelineOf(d.events), Missing: missingTable(d),
		Related: d.others.table(),
	}
	page.Findings, page.Suggested = findingWords(findingsOf(d)), suggestionsOf(d)
	if d.c.Died != nil {
		page.Death = deathLines(*d.c.Died)
	}
	for _, s := range d.strands {
		page.Strands = append(page.Strands, strandView{
			ID: string(s.Kind), Label: s.Kind.Label(), Card: d.others.addTo(withGaps(withChanges(strandCard(s, d.now), s, d), s, d), s), Actions: d.actions(s), Version: s.Version, Request: d.request(),
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
		words += ", " + intake.Show(intake.Field{Name: "n", Control: intake.Telephone}, intake.Answers{"n": {number}})[0]
	}
	if sent.Referrer.Email != "" {
		words += ", " + sent.Referrer.Email
	}
	words += ", " + moment(sent.Sent)
	if from, taken := intake.TakenFrom(sent.Answers); taken {
		words += ". Taken by telephone"
		if from != "" {
			words += " from " + from
		}
	}
	return words
}

// withChanges adds to a strand's card what its latest assessment changed.
func withChanges(card govuk.SummaryList, s referral.Strand, d caseData) govuk.SummaryList {
	if changed := lastChanged(d.events, s.Kind); len(changed) > 0 {
		card.Rows = append(card.Rows, row("Assessed again", lines(changed...)))
	}
	return card
}

// withGaps adds to a strand's card what must be answered before it is put in place.
func withGaps(card govuk.SummaryList, s referral.Strand, d caseData) govuk.SummaryList {
	if settled(s) {
		return card
	}
	var needed []string
	for _, gap := range gapsOf(s, d.sent, d.at) {
		words := template.HTMLEscapeString(gap.Message)
		if d.answer(gap.Section) != "" {
			words = string(link{gap.Message, d.answer(gap.Section) + "#" + gap.Anchor}.render())
		}
		needed = append(needed, words)
	}
	if len(needed) > 0 {
		card.Rows = append(card.Rows, row("Needed before it is put in place", template.HTML(strings.Join(needed, "<br>"))))
	}
	return card
}

// strandCard says where a strand is and what was done.
func strandCard(s referral.Strand, now time.Time) govuk.SummaryList {
	card := govuk.SummaryList{Card: govuk.SummaryCard{Title: govuk.CardTitle{Text: s.Kind.Label()}}}
	add := func(key string, text ...string) {
		if len(text) > 0 && text[0] != "" {
			card.Rows = append(card.Rows, row(key, lines(text...)))
		}
	}
	card.Rows = append(card.Rows, row("State", tag(s.State.Label(), s.State.Colour()).Render()))
	add("What happens next", s.State.Next())
	if s.Priority != "" {
		card.Rows = append(card.Rows, row("Priority", priorityWithReasons(s)))
	}
	if flags := flagTags(s); flags != "" {
		card.Rows = append(card.Rows, row("Flags", flags))
	}
	add("Since referral", ageWords(s.Received, now))
	add("Team", s.Team.Label())
	if s.Decision == nil {
		add("Who can take it", needLines(s.Needs)...)
	}
	if s.Holder != nil {
		add("Practitioner", s.Holder.Name+", "+strings.ToLower(s.Holder.Role.Label()))
	}
	if !s.Lapses.IsZero() {
		add("Claim", "Goes back on the worklist at "+inLondon(s.Lapses, "3:04pm on 2 January 2006")+", unless you record a contact or a note")
	}
	if s.Hold != nil {
		add("On hold", append(given("Until ", dayOf(s.Hold.Until)), s.Hold.Reason)...)
	}
	add("Due", dueWords(s, now)...)
	add("Targets", targetWords(s)...)
	for _, p := range s.Planned() {
		add("Visit planned", visitLines(p, now)...)
	}
	for _, c := range s.Contacts {
		add("Contact", contactLines(c)...)
	}
	for _, n := range s.Notes {
		add("Note", n.Text, "By "+n.By.Name+", "+moment(n.At))
	}
	for _, i := range s.Inquiries {
		add("Asked of the referrer", inquiryLines(i)...)
	}
	if s.Assessment != nil {
		card.Rows = append(card.Rows, assessmentRows(s.Kind, *s.Assessment)...)
	}
	if s.Proposal != nil {
		add("Proposed, not decided", proposalLines(*s.Proposal)...)
	}
	if s.Decision != nil {
		add("Decision", append(decisionDetail(*s.Decision), "By "+s.Decision.By.Name+", "+moment(s.Decision.At))...)
	}
	if s.Audit != nil {
		add("Audit of the order", auditLines(*s.Audit)...)
	}
	if s.Arranged != nil {
		add("Arrangement", "Handed to: "+s.Arranged.Team.Label()+", "+moment(s.Arranged.At))
	}
	add("Marked as in place", moment(s.InPlaceAt))
	add("Review by", dayOf(s.ReviewBy))
	card.Rows = append(card.Rows, besideRows(s)...)
	if s.Ending != nil {
		add("Ended", append([]string{s.Ending.Reason + ", " + moment(s.Ending.At)}, given("", s.Ending.Note)...)...)
	}
	return card
}

// proposalLines says what was proposed, what it costs, and whether it was sent back.
func proposalLines(p referral.Proposal) []string {
	words := append(decisionDetail(p.Decision), "Cost: "+costWords(p), "Proposed by "+p.Decision.By.Name+", "+moment(p.Decision.At))
	if p.Back == nil {
		return words
	}
	return append(words, "Sent back by "+p.Back.By.Name+", "+moment(p.Back.At), "Why: "+p.Back.Reason)
}

// auditLines says what a look at a direct order found.
func auditLines(a referral.Audit) []string {
	if a.By == nil {
		return []string{"It is in the sample of direct orders that is audited. Nobody has looked at it yet."}
	}
	return append(append([]string{a.Finding.Label()}, given("", a.Note)...), "By "+a.By.Name+", "+moment(a.At))
}

// inquiryLines says what was asked of the referrer, and what they answered.
func inquiryLines(i referral.Inquiry) []string {
	words := []string{"By " + i.By.Name + ", " + moment(i.At)}
	for n, question := range i.Questions {
		words = append(words, question)
		if i.Answered() {
			words = append(words, "Answer: "+i.Answers[n])
		}
	}
	if !i.Answered() {
		return append(append(words, "No answer yet"), reminderLines(i)...)
	}
	return append(words, "Answered by "+i.AnsweredBy.Name+", "+moment(i.AnsweredAt))
}

func row(key string, value template.HTML) govuk.SummaryRow {
	return govuk.SummaryRow{Key: govuk.Content{Text: key}, Value: govuk.Content{HTML: value}}
}

func tag(text, colour string) govuk.Tag {
	return govuk.Tag{Text: text, Classes: "govuk-tag--" + colour}
}

func priorityWithReasons(s referral.Strand) template.HTML {
	shown := govuk.Priority(string(s.Priority), s.Priority.Label()).Render()
	if len(s.Reasons) > 0 {
		shown += "<br>" + lines(s.Reasons...)
	}
	return shown
}

// ageWords says how long ago a strand was received, in whole days.
func ageWords(received, now time.Time) string {
	switch days := workingtime.Days(received, now); days {
	case 0:
		return "Less than a day"
	case 1:
		return "1 day"
	default:
		return fmt.Sprintf("%d days", days)
	}
}

// dueWords says by when a strand should get further, and in words if that has
// passed; nothing where nothing is due.
func dueWords(s referral.Strand, now time.Time) []string {
	due := s.Due()
	if due.IsZero() {
		return nil
	}
	// What was late before the clock was stopped is late all the same.
	if since, paused := s.Paused(); paused && since.Before(due) {
		return []string{"Clock stopped", "since " + moment(since)}
	}
	return byWords(due, now)
}

// byWords say by when something should be done, and how many working days are left.
func byWords(due, now time.Time) []string {
	if now.After(due) {
		return []string{"Overdue", "since " + moment(due)}
	}
	return []string{moment(due), daysLeft(due, now)}
}

// daysLeft says in words how many working days are left.
func daysLeft(due, now time.Time) string {
	switch days := workingtime.England().Between(now, due); days {
	case 0:
		if workingtime.Days(now, due) == 0 {
			return "(today)"
		}
		return "(no working day left)"
	case 1:
		return "(1 working day left)"
	default:
		return fmt.Sprintf("(%d working days left)", days)
	}
}

func targetWords(s referral.Strand) []string {
	words := given("First contact by ", moment(s.Targets.Contact))
	words = append(words, given("Assessed by ", moment(s.Targets.Assessed))...)
	return append(words, given("In place by ", moment(s.Targets.InPlace))...)
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
				value := lines(intake.Show(f, sent.Answers)...)
				if later := d.changed[f.Name]; later != "" {
					value += `<p class="govuk-hint govuk-!-margin-top-1 govuk-!-margin-bottom-0">` + lines(later) + "</p>"
				}
				list.Rows = append(list.Rows, row(f.Label, value))
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
			question.HTML = link{task.Label(), path + "#" + task.Field.Anchor()}.render()
		}
		table.Rows = append(table.Rows, []govuk.Cell{question, {Text: task.NeededBy.Label()}, {Text: whoCan(task.Who)}})
	}
	return table.Stacked()
}

// The codes of what a form did that is not called as the form is.
const (
	doneProposed = "proposed"
	doneSentBack = "sent-back"
	doneKept     = "kept"
)

// doneWords are what the case page says was done, by the name of the page that
// did it. Nothing else from an address is ever shown.
var doneWords = map[string]string{
	"claim":        "You have claimed this. Contact the person next.",
	"release":      "Put back on the worklist.",
	"contact":      "The contact has been saved.",
	"plan-visit":   "The visit has been saved. It is on your day when its time comes.",
	"move-visit":   "The visit has been moved.",
	"cancel-visit": "The visit is cancelled.",
	"assessment":   "The assessment has been saved.",
	"decision":     "The decision has been saved. The referrer will be told.",
	doneProposed:   "The decision has been saved, and waits for a team manager’s approval because of its cost. Nobody else has been told yet.",
	"approval":     "Approved. Whoever must know will be told.",
	doneSentBack:   "Sent back. Whoever proposed it will be told why.",
	"audit":        "The audit has been saved. Whoever ordered it will be told.",
	doneKept:       "What you wrote is saved, and not recorded yet. Only you can see it.",
	"take-back":    "Taken back. Change the decision and save it again.",
	"reassign":     "It has been given to them.",
	"note":         "The note has been saved.",
	"ask":          "The referrer has been asked. The clock is stopped until they answer.",
	"reply":        "Your answers have been sent. The practitioner goes on.",
	"hold":         "Put on hold. It comes back by itself.",
	"return":       "The clock runs again. Go on with it.",
	"in-place":     "Marked as in place.",
	"answers":      "The answers have been saved.",
	"close":        "Reviewed and closed.",
	"withdraw":     "Withdrawn.",
	"duplicate":    "Saved: it is not a duplicate. Nobody is asked again.",
	doneDuplicate:  "Ended as a duplicate. Whoever referred is told. If it says anything new, add it to the other referral.",
	"review":       "The review has been saved. You are told when the next is due.",
	"escalate":     "The manager has been asked.",
	"reopen":       "Reopened. It goes back to the team’s worklist in a moment.",
	"collected":    "The collection has been recorded.",
	"died":         "It is recorded that the person has died. Everything has stopped.",
	"not-them":     "It is recorded that it is somebody else.",
	"alive":        "It has been taken back. Everything goes on where it was.",

	"not-reached":      "It is closed as not reached. The referrer will be told.",
	"tell-referrer":    "The referrer has been told.",
	"entered-in-error": "It is recorded as entered in error.",
	"right-after-all":  "It has been taken back. It goes on where it was.",
}

// backToList is where the person's list of cases is; "" if they have none.
func (v *visit) backToList() string {
	switch {
	case v.person().Ever(access.SeeList):
		return "/worklist"
	case v.person().Ever(access.SeeOwn):
		return "/my-referrals"
	}
	return ""
}

func caseShow(v *visit) error {
	sent, events, err := v.current()
	if err != nil {
		return err
	}
	begun, err := v.unrecorded(v.c.Reference)
	if err != nil {
		return err
	}
	found, err := v.others(sent.Facts.Person)
	if err != nil {
		return err
	}
	d := caseData{
		others: found, at: laterContext(v, sent), changed: changedAfter(events), answer: v.answerable(),
		c: v.c, strands: v.strandsToShow(), sent: sent, now: v.Now(), request: newIdentifier,
		actions: func(s referral.Strand) []action {
			return begun.of(v.c.Reference, s).goesOn(slices.Concat(actionsFor(v, s), v.codeActions(s), v.settleActions(s, found)))
		},
		whole: wholeActions(v),
	}
	if v.may(access.SeeHistory) {
		d.events = v.eventsToShow(events)
	}
	doc := document{Title: string(v.c.Reference), Back: v.backToList()}
	done := v.r.URL.Query().Get("done")
	if words := cmp.Or(doneWords[done], nextWords[done]); words != "" {
		doc.Banner = govuk.NotificationBanner{Type: "success", HTML: `<p class="govuk-notification-banner__heading">` + lines(words) + "</p>"}
	}
	page := buildCase(d)
	if page.Progress, err = v.progress(sent, d.at); err != nil {
		return err
	}
	files, err := v.Store.Attachments(v.ctx(), v.c.Draft)
	if err != nil {
		return err
	}
	if slices.Contains(v.person().ToCase(v.c, v.strands), access.IsReferrer) && v.may(access.Another) && sent.Facts.Ward {
		page.Another = anotherPath(v.c.Reference)
	}
	page.Documents = filesLink(v.c.Reference, files, v.may(access.Attach))
	return v.show("case", doc, page)
}
