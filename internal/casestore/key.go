package casestore

import "time"

// partition and sort are different types, so that one cannot be put in the
// other's place.
type (
	partition string
	sort      string
)

type key struct {
	PK partition
	SK sort
}

// instant writes an instant so that text order is time order.
func instant(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }
