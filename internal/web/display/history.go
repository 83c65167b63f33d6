package display

import (
	"html/template"
	"strings"

	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
)

// TimelineOf writes a case's history, the latest first. Where the case has
// several strands each event says which it is about.
func TimelineOf(events []referral.Event) govuk.Timeline {
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
		title := e.Change.Title()
		detail := intake.Describe(e)
		if change, is := e.Change.(*referral.Assess); is {
			detail = append(detail, changedSince(e.Strand, before[e.Version], change.Assessment)...)
		}
		if e.Strand != "" && len(kinds) > 1 {
			title = e.Strand.Label() + ": " + title
		}
		timeline.Events = append(timeline.Events, govuk.TimelineEvent{Title: title, Byline: Byline(e), HTML: paragraph(detail)})
	}
	return timeline
}

// Byline says who did it and when.
func Byline(e referral.Event) string {
	who := e.By.Name
	if e.By.Role != referral.SystemRole && e.By.Role != "" {
		who += ", " + strings.ToLower(e.By.Role.Label())
	}
	return who + ", " + Moment(e.At)
}

func paragraph(text []string) template.HTML {
	if len(text) == 0 {
		return ""
	}
	return `<p class="govuk-body">` + Lines(text...) + "</p>"
}
