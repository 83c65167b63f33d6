package web

import (
	"assistive-referrals/internal/web/display"
	"html/template"
	"strings"

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
	return who + ", " + display.Moment(e.At)
}

// eventTitle says in a few words what happened, without anything about the person.
func eventTitle(e referral.Event) string {
	if e.Change != nil {
		return e.Change.Title()
	}
	switch change := e.Change.(type) {
	case *referral.Send:
		return "Referral sent"
	case *referral.Triage:
		return "Triaged: " + strings.ToLower(change.Priority.Label())
	case *referral.Order:
		return "Ordered at once by a trusted assessor"
	case *referral.AddToWorklist:
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
	case *referral.LapseWarning:
		return "Warned that the claim lapses"
	case *referral.Lapse:
		return "The claim lapsed: back on the worklist"
	case *referral.Ask:
		return "Asked the referrer"
	case *referral.Reply:
		return "The referrer answered"
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
	if e.Change != nil {
		return intake.Describe(e)
	}
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
		return display.Given("Why: ", change.Reason)
	case *referral.Contact:
		return contactLines(*change)
	case *referral.Assess:
		return assessmentDetail(e.Strand, change.Assessment)
	case *referral.Decide:
		return decisionDetail(change.Decision)
	case *referral.AuditOrder:
		return display.Given("", change.Note)
	case *referral.Propose:
		return append(decisionDetail(change.Decision), "Cost: "+referral.Pounds(change.Pence))
	case *referral.Approve:
		return display.Given("", change.Note)
	case *referral.SendBack:
		return display.Given("Why: ", change.Reason)
	case *referral.PutInPlace:
		return append(display.Given("On ", display.DayOf(change.On)), append(display.Given("", change.Note), display.Given("To be reviewed by ", display.DayOf(change.ReviewBy))...)...)
	case *referral.Close:
		return append([]string{labelOf(referral.Benefits(), change.Benefit)}, display.Given("", change.Note)...)
	case *referral.Answer:
		return answerDetail(*change)
	case *referral.Withdraw:
		return append(display.Given("", labelOf(referral.WithdrawReasons(), change.Why)), display.Given("Why: ", change.Reason)...)
	case *referral.PlanVisit:
		return planLines(*change)
	case *referral.MoveVisit:
		return append(planLines(change.To), display.Given("Why: ", change.Reason)...)
	case *referral.CancelVisit:
		return display.Given("Why: ", change.Reason)
	case *referral.Reassign:
		return display.Given("Why: ", change.Note)
	case *referral.Assign:
		return display.Given("Why: ", change.Note)
	case *referral.Duplicate:
		return display.Given("Why: ", change.Reason)
	case *referral.Distinct:
		return display.Given("Why: ", change.Reason)
	case *referral.Note:
		return []string{change.Text}
	case *referral.Ask:
		return change.Questions
	case *referral.Reply:
		return change.Answers
	}
	return besideDetail(e)
}

func triageDetail(t referral.Triage) []string {
	lines := append(display.Given("Team: ", t.Team.Label()), display.Given("Because: ", strings.Join(t.Reasons, "; "))...)
	for _, need := range t.Needs {
		lines = append(lines, needLine(need))
	}
	return append(lines, display.Given("First contact by ", display.Moment(t.Targets.Contact))...)
}

func decisionDetail(d referral.Decision) []string {
	said := intake.DecisionWords(d)
	if d.Approval == nil {
		return said
	}
	return append(append(said, "Approved by "+d.Approval.By.Name+", "+display.Moment(d.Approval.At)), display.Given("", d.Approval.Note)...)
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

func paragraph(text []string) template.HTML {
	if len(text) == 0 {
		return ""
	}
	return `<p class="govuk-body">` + display.Lines(text...) + "</p>"
}
