package display

import (
	"slices"

	"assistive-referrals/internal/referral"
)

// EventsSince returns the events that raised a strand above that version. The
// strand begins at version 1, and each of its events raises it by one.
func EventsSince(events []referral.Event, kind referral.Kind, version int) []referral.Event {
	var of []referral.Event
	for _, e := range events {
		if slices.Contains(e.About(), kind) {
			of = append(of, e)
		}
	}
	return of[min(max(version-1, 0), len(of)):]
}
