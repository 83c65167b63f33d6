package workingtime

import "time"

// InLondon writes an instant in London's time, or "" for none.
func InLondon(t time.Time, layout string) string {
	if t.IsZero() {
		return ""
	}
	return t.In(London()).Format(layout)
}
