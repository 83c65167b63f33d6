package display

import (
	"html/template"
	"slices"
	"strings"
	"time"

	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
	"assistive-referrals/internal/workingtime"
)

// StrandCard says where a strand is and what was done.
func StrandCard(s referral.Strand, now time.Time, rules referral.Rules) govuk.SummaryList {
	card := govuk.SummaryList{Card: govuk.SummaryCard{Title: govuk.CardTitle{Text: s.Kind.Label()}}}
	card.Rows = slices.Concat(standRows(s, now, rules), doneRows(s, now), besideRows(s, rules))
	if s.Ending != nil {
		ended := append([]string{s.Ending.Reason + ", " + Moment(s.Ending.At)}, Given("", s.Ending.Note)...)
		card.Rows = append(card.Rows, Row("Ended", Lines(ended...)))
	}
	return card
}

// rows are those of a card; nothing to say is no row.
type rows []govuk.SummaryRow

func (r *rows) add(key string, text ...string) {
	if len(text) > 0 && text[0] != "" {
		*r = append(*r, Row(key, Lines(text...)))
	}
}

// standRows say where a strand stands, who has it, and by when.
func standRows(s referral.Strand, now time.Time, rules referral.Rules) rows {
	all := rows{Row("State", Tag(s.State.Label(), s.State.Colour()).Render())}
	all.add("What happens next", s.State.Next())
	if s.Priority != "" {
		all = append(all, Row("Priority", PriorityWithReasons(s)))
	}
	if flags := FlagTags(s); flags != "" {
		all = append(all, Row("Flags", flags))
	}
	all.add("Since referral", Age(s.Received, now))
	all.add("Team", s.Team.Label())
	if s.Decision == nil {
		all.add("Who can take it", needLines(s.Needs)...)
	}
	if s.Holder != nil {
		all.add("Practitioner", s.Holder.Name+", "+strings.ToLower(s.Holder.Role.Label()))
	}
	if !s.Lapses.IsZero() {
		all.add("Claim", "Goes back on the worklist at "+workingtime.InLondon(s.Lapses, "3:04pm on 2 January 2006")+", unless you record a contact or a note")
	}
	if s.Hold != nil {
		all.add("On hold", append(Given("Until ", DayOf(s.Hold.Until)), s.Hold.Reason)...)
	}
	all.add("Due", Due(s, now, rules.Calendar)...)
	all.add("Targets", targetWords(s)...)
	return all
}

// doneRows say what was planned, done and decided.
func doneRows(s referral.Strand, now time.Time) rows {
	var all rows
	for _, p := range s.Planned() {
		all.add("Visit planned", visitLines(p, now)...)
	}
	for _, c := range s.Contacts {
		all.add("Contact", c.Detail()...)
	}
	for _, n := range s.Notes {
		all.add("Note", n.Text, "By "+n.By.Name+", "+Moment(n.At))
	}
	for _, i := range s.Inquiries {
		all.add("Asked of the referrer", inquiryLines(i)...)
	}
	if s.Assessment != nil {
		all = append(all, AssessmentRows(s.Kind, *s.Assessment)...)
	}
	if s.Proposal != nil {
		all.add("Proposed, not decided", proposalLines(*s.Proposal)...)
	}
	if s.Decision != nil {
		all.add("Decision", append(DecisionDetail(*s.Decision), "By "+s.Decision.By.Name+", "+Moment(s.Decision.At))...)
	}
	if s.Audit != nil {
		all.add("Audit of the order", auditLines(*s.Audit)...)
	}
	if s.Arranged != nil {
		all.add("Arrangement", "Handed to: "+s.Arranged.Team.Label()+", "+Moment(s.Arranged.At))
	}
	all.add("Marked as in place", Moment(s.InPlaceAt))
	all.add("Review by", DayOf(s.ReviewBy))
	return all
}

// proposalLines says what was proposed, what it costs, and whether it was sent back.
func proposalLines(p referral.Proposal) []string {
	words := append(DecisionDetail(p.Decision), "Cost: "+CostWords(p), "Proposed by "+p.Decision.By.Name+", "+Moment(p.Decision.At))
	if p.Back == nil {
		return words
	}
	return append(words, "Sent back by "+p.Back.By.Name+", "+Moment(p.Back.At), "Why: "+p.Back.Reason)
}

// auditLines says what a look at a direct order found.
func auditLines(a referral.Audit) []string {
	if a.By == nil {
		return []string{"It is in the sample of direct orders that is audited. Nobody has looked at it yet."}
	}
	return append(append([]string{a.Finding.Label()}, Given("", a.Note)...), "By "+a.By.Name+", "+Moment(a.At))
}

// inquiryLines says what was asked of the referrer, and what they answered.
func inquiryLines(i referral.Inquiry) []string {
	words := []string{"By " + i.By.Name + ", " + Moment(i.At)}
	for n, question := range i.Questions {
		words = append(words, question)
		if i.Answered() {
			words = append(words, "Answer: "+i.Answers[n])
		}
	}
	if !i.Answered() {
		return append(append(words, "No answer yet"), reminderLines(i)...)
	}
	return append(words, "Answered by "+i.AnsweredBy.Name+", "+Moment(i.AnsweredAt))
}

func Row(key string, value template.HTML) govuk.SummaryRow {
	return govuk.SummaryRow{Key: govuk.Content{Text: key}, Value: govuk.Content{HTML: value}}
}

func Tag(text, colour string) govuk.Tag {
	return govuk.Tag{Text: text, Classes: "govuk-tag--" + colour}
}

func PriorityWithReasons(s referral.Strand) template.HTML {
	shown := govuk.Priority(string(s.Priority), s.Priority.Label()).Render()
	if len(s.Reasons) > 0 {
		shown += "<br>" + Lines(s.Reasons...)
	}
	return shown
}

func targetWords(s referral.Strand) []string {
	words := Given("First contact by ", Moment(s.Targets.Contact))
	words = append(words, Given("Assessed by ", Moment(s.Targets.Assessed))...)
	return append(words, Given("In place by ", Moment(s.Targets.InPlace))...)
}

// DecisionDetail says what was decided, and who approved it.
func DecisionDetail(d referral.Decision) []string {
	said := intake.DecisionWords(d)
	if d.Approval == nil {
		return said
	}
	return append(append(said, "Approved by "+d.Approval.By.Name+", "+Moment(d.Approval.At)), Given("", d.Approval.Note)...)
}
