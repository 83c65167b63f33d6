package web

import (
	"html/template"
	"strings"
	"time"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
)

// timelineOf writes a case's history, the latest first. Where the case has
// several strands each event says which it is about.
func timelineOf(events []referral.Event) govuk.Timeline {
	kinds := map[referral.Kind]bool{}
	for _, e := range events {
		for _, kind := range e.About() {
			kinds[kind] = true
		}
	}
	var timeline govuk.Timeline
	before := assessmentsBefore(events)
	for i := len(events) - 1; i >= 0; i-- {
		e := events[i]
		title := eventTitle(e)
		detail := eventDetail(e)
		if change, is := e.Change.(*referral.Assess); is {
			detail = append(detail, changedSince(e.Strand, before[e.Version], change.Assessment)...)
		}
		if e.Strand != "" && len(kinds) > 1 {
			title = e.Strand.Label() + ": " + title
		}
		timeline.Events = append(timeline.Events, govuk.TimelineEvent{Title: title, Byline: byline(e), HTML: paragraph(detail)})
	}
	return timeline
}

// byline says who did it and when.
func byline(e referral.Event) string {
	who := e.By.Name
	if e.By.Role != referral.SystemRole && e.By.Role != "" {
		who += ", " + strings.ToLower(e.By.Role.Label())
	}
	return who + ", " + moment(e.At)
}

// eventTitle says in a few words what happened, without anything about the person.
func eventTitle(e referral.Event) string {
	switch change := e.Change.(type) {
	case *referral.Send:
		return "Referral sent"
	case *referral.Triage:
		return "Triaged: " + strings.ToLower(change.Priority.Label())
	case *referral.Order:
		return "Ordered at once by a trusted assessor"
	case *referral.List:
		return "Put on the worklist"
	case *referral.Claim:
		return "Claimed"
	case *referral.Release:
		return "Put back on the worklist"
	case *referral.Contact:
		if change.Reached {
			return "Contact: reached"
		}
		return "Contact: not reached"
	case *referral.Assess:
		return "Assessment recorded"
	case *referral.Decide:
		return "Decided"
	case *referral.Propose:
		return "Proposed: waits for approval"
	case *referral.Approve:
		return "Approved"
	case *referral.SendBack:
		return "Sent back"
	case *referral.AuditOrder:
		return "Order audited: " + strings.ToLower(change.Finding.Label())
	case *referral.Arrange:
		return "Handed on"
	case *referral.PutInPlace:
		return "Put in place"
	case *referral.Close:
		return "Reviewed and closed"
	case *referral.Withdraw:
		return "Withdrawn"
	case *referral.PlanVisit:
		return "Visit planned"
	case *referral.MoveVisit:
		return "Visit moved"
	case *referral.CancelVisit:
		return "Visit cancelled"
	case *referral.Reassign:
		return "Given to " + change.To.Name
	case *referral.Assign:
		return "Given to " + change.To.Name
	case *referral.Duplicate:
		return "Ended as a duplicate"
	case *referral.Distinct:
		return "Not a duplicate"
	case *referral.Note:
		return "Note"
	case *referral.Warn:
		return "Warned that the claim lapses"
	case *referral.Lapse:
		return "The claim lapsed: back on the worklist"
	case *referral.Ask:
		return "Asked the referrer"
	case *referral.Reply:
		return "The referrer answered"
	case *referral.Hold:
		return "Put on hold"
	case *referral.Return:
		return "Taken up again"
	case *referral.Answer:
		switch {
		case len(change.Answers) == 0: // in older histories, where each strand had an event of its own
			return "Brought up to date with answers about the whole referral"
		case change.Corrects():
			return "Answers corrected"
		}
		return "Answers added"
	case *referral.Restart:
		return "Started again by the system"
	}
	if title := besideTitle(e); title != "" {
		return title
	}
	return "Changed (" + e.Name + ")"
}

// eventDetail says what changed and why, one line each.
func eventDetail(e referral.Event) []string {
	switch change := e.Change.(type) {
	case *referral.Send:
		var kinds []string
		for _, kind := range change.Kinds {
			kinds = append(kinds, kind.Label())
		}
		return []string{"For: " + strings.Join(kinds, ", ")}
	case *referral.Triage:
		return triageDetail(*change)
	case *referral.Order:
		return append(triageDetail(change.Triage), decisionDetail(change.Decision)...)
	case *referral.Release:
		return given("Why: ", change.Reason)
	case *referral.Contact:
		return contactLines(*change)
	case *referral.Assess:
		return assessmentDetail(e.Strand, change.Assessment)
	case *referral.Decide:
		return decisionDetail(change.Decision)
	case *referral.AuditOrder:
		return given("", change.Note)
	case *referral.Propose:
		return append(decisionDetail(change.Decision), "Cost: "+referral.Pounds(change.Pence))
	case *referral.Approve:
		return given("", change.Note)
	case *referral.SendBack:
		return given("Why: ", change.Reason)
	case *referral.PutInPlace:
		return append(given("On ", dayOf(change.On)), append(given("", change.Note), given("To be reviewed by ", dayOf(change.ReviewBy))...)...)
	case *referral.Close:
		return append([]string{labelOf(referral.Benefits(), change.Benefit)}, given("", change.Note)...)
	case *referral.Answer:
		return answerDetail(*change)
	case *referral.Withdraw:
		return append(given("", labelOf(referral.WithdrawReasons(), change.Why)), given("Why: ", change.Reason)...)
	case *referral.PlanVisit:
		return planLines(*change)
	case *referral.MoveVisit:
		return append(planLines(change.To), given("Why: ", change.Reason)...)
	case *referral.CancelVisit:
		return given("Why: ", change.Reason)
	case *referral.Reassign:
		return given("Why: ", change.Note)
	case *referral.Assign:
		return given("Why: ", change.Note)
	case *referral.Duplicate:
		return given("Why: ", change.Reason)
	case *referral.Distinct:
		return given("Why: ", change.Reason)
	case *referral.Note:
		return []string{change.Text}
	case *referral.Ask:
		return change.Questions
	case *referral.Reply:
		return change.Answers
	case *referral.Hold:
		return append(given("Until ", dayOf(change.Until)), given("Why: ", change.Reason)...)
	case *referral.Return:
		return given("Why: ", change.Reason)
	}
	return besideDetail(e)
}

func triageDetail(t referral.Triage) []string {
	lines := append(given("Team: ", t.Team.Label()), given("Because: ", strings.Join(t.Reasons, "; "))...)
	for _, need := range t.Needs {
		lines = append(lines, needLine(need))
	}
	return append(lines, given("First contact by ", moment(t.Targets.Contact))...)
}

func decisionDetail(d referral.Decision) []string {
	said := intake.DecisionWords(d)
	if d.Approval == nil {
		return said
	}
	return append(append(said, "Approved by "+d.Approval.By.Name+", "+moment(d.Approval.At)), given("", d.Approval.Note)...)
}

func equipmentNames(codes []catalogue.Code) string {
	var names []string
	for _, code := range codes {
		name := string(code)
		if e, known := catalogue.Find(code); known {
			name = e.Name
		}
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}

// given returns the text after its label as the only line, or no line if there is
// no text.
func given(label, text string) []string {
	if text == "" {
		return nil
	}
	return []string{label + text}
}

func paragraph(text []string) template.HTML {
	if len(text) == 0 {
		return ""
	}
	return `<p class="govuk-body">` + lines(text...) + "</p>"
}

// moment writes an instant, or "" for none.
func moment(t time.Time) string { return inLondon(t, "2 January 2006 at 3:04pm") }

// dayOf writes a date, or "" for none.
func dayOf(d referral.Date) string {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return ""
	}
	return t.Format("2 January 2006")
}
