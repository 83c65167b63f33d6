package web

import (
	"assistive-referrals/internal/web/base"
	"assistive-referrals/internal/web/display"
	"html/template"
	"strings"
	"time"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
)

// strandCard says where a strand is and what was done.
func strandCard(s referral.Strand, now time.Time) govuk.SummaryList {
	card := govuk.SummaryList{Card: govuk.SummaryCard{Title: govuk.CardTitle{Text: s.Kind.Label()}}}
	add := func(key string, text ...string) {
		if len(text) > 0 && text[0] != "" {
			card.Rows = append(card.Rows, row(key, display.Lines(text...)))
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
	add("Since referral", display.Age(s.Received, now))
	add("Team", s.Team.Label())
	if s.Decision == nil {
		add("Who can take it", needLines(s.Needs)...)
	}
	if s.Holder != nil {
		add("Practitioner", s.Holder.Name+", "+strings.ToLower(s.Holder.Role.Label()))
	}
	if !s.Lapses.IsZero() {
		add("Claim", "Goes back on the worklist at "+display.InLondon(s.Lapses, "3:04pm on 2 January 2006")+", unless you record a contact or a note")
	}
	if s.Hold != nil {
		add("On hold", append(display.Given("Until ", display.DayOf(s.Hold.Until)), s.Hold.Reason)...)
	}
	add("Due", display.Due(s, now)...)
	add("Targets", targetWords(s)...)
	for _, p := range s.Planned() {
		add("Visit planned", visitLines(p, now)...)
	}
	for _, c := range s.Contacts {
		add("Contact", contactLines(c)...)
	}
	for _, n := range s.Notes {
		add("Note", n.Text, "By "+n.By.Name+", "+display.Moment(n.At))
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
		add("Decision", append(decisionDetail(*s.Decision), "By "+s.Decision.By.Name+", "+display.Moment(s.Decision.At))...)
	}
	if s.Audit != nil {
		add("Audit of the order", auditLines(*s.Audit)...)
	}
	if s.Arranged != nil {
		add("Arrangement", "Handed to: "+s.Arranged.Team.Label()+", "+display.Moment(s.Arranged.At))
	}
	add("Marked as in place", display.Moment(s.InPlaceAt))
	add("Review by", display.DayOf(s.ReviewBy))
	card.Rows = append(card.Rows, besideRows(s)...)
	if s.Ending != nil {
		add("Ended", append([]string{s.Ending.Reason + ", " + display.Moment(s.Ending.At)}, display.Given("", s.Ending.Note)...)...)
	}
	return card
}

// withChanges adds to a strand's card what its latest assessment changed.
func withChanges(card govuk.SummaryList, s referral.Strand, d caseData) govuk.SummaryList {
	if changed := lastChanged(d.events, s.Kind); len(changed) > 0 {
		card.Rows = append(card.Rows, row("Assessed again", display.Lines(changed...)))
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
			words = string(web.Link{Text: gap.Message, Href: d.answer(gap.Section) + "#" + gap.Anchor}.Render())
		}
		needed = append(needed, words)
	}
	if len(needed) > 0 {
		card.Rows = append(card.Rows, row("Needed before it is put in place", template.HTML(strings.Join(needed, "<br>"))))
	}
	return card
}

// proposalLines says what was proposed, what it costs, and whether it was sent back.
func proposalLines(p referral.Proposal) []string {
	words := append(decisionDetail(p.Decision), "Cost: "+costWords(p), "Proposed by "+p.Decision.By.Name+", "+display.Moment(p.Decision.At))
	if p.Back == nil {
		return words
	}
	return append(words, "Sent back by "+p.Back.By.Name+", "+display.Moment(p.Back.At), "Why: "+p.Back.Reason)
}

// auditLines says what a look at a direct order found.
func auditLines(a referral.Audit) []string {
	if a.By == nil {
		return []string{"It is in the sample of direct orders that is audited. Nobody has looked at it yet."}
	}
	return append(append([]string{a.Finding.Label()}, display.Given("", a.Note)...), "By "+a.By.Name+", "+display.Moment(a.At))
}

// inquiryLines says what was asked of the referrer, and what they answered.
func inquiryLines(i referral.Inquiry) []string {
	words := []string{"By " + i.By.Name + ", " + display.Moment(i.At)}
	for n, question := range i.Questions {
		words = append(words, question)
		if i.Answered() {
			words = append(words, "Answer: "+i.Answers[n])
		}
	}
	if !i.Answered() {
		return append(append(words, "No answer yet"), reminderLines(i)...)
	}
	return append(words, "Answered by "+i.AnsweredBy.Name+", "+display.Moment(i.AnsweredAt))
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
		shown += "<br>" + display.Lines(s.Reasons...)
	}
	return shown
}

// ageWords says how long ago a strand was received, in whole days.

func targetWords(s referral.Strand) []string {
	words := display.Given("First contact by ", display.Moment(s.Targets.Contact))
	words = append(words, display.Given("Assessed by ", display.Moment(s.Targets.Assessed))...)
	return append(words, display.Given("In place by ", display.Moment(s.Targets.InPlace))...)
}
