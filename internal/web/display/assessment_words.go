package display

import (
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
)

// AssessmentRows says what was found, one row for each part of it.
func AssessmentRows(kind referral.Kind, a referral.Assessment) []govuk.SummaryRow {
	var rows []govuk.SummaryRow
	for i, part := range intake.AssessmentParts(kind, a) {
		said := part.Lines
		if i == 0 {
			said = append(said, Given("By ", a.By.Name)...)
		}
		rows = append(rows, Row(part.Title, Lines(said...)))
	}
	return rows
}

// changedSince says what a later assessment changed; nothing for the first.
func changedSince(kind referral.Kind, before *referral.Assessment, a referral.Assessment) []string {
	if before == nil {
		return nil
	}
	changes := intake.AssessmentChanges(kind, *before, a)
	if len(changes) == 0 {
		return []string{"Nothing was changed since the assessment before."}
	}
	return append([]string{"Changed since the assessment before:"}, changes...)
}

// assessmentsBefore returns, by the version of each event that records an
// assessment, the one that it replaces.
func assessmentsBefore(events []referral.Event) map[int]*referral.Assessment {
	before, last := map[int]*referral.Assessment{}, map[referral.Kind]*referral.Assessment{}
	for _, e := range events {
		if change, is := e.Change.(*referral.Assess); is {
			before[e.Version], last[e.Strand] = last[e.Strand], &change.Assessment
		}
	}
	return before
}

// LastChanged says what the latest assessment of a strand changed.
func LastChanged(events []referral.Event, kind referral.Kind) []string {
	before := assessmentsBefore(events)
	for i := len(events) - 1; i >= 0; i-- {
		if change, is := events[i].Change.(*referral.Assess); is && events[i].Strand == kind {
			return changedSince(kind, before[events[i].Version], change.Assessment)
		}
	}
	return nil
}
