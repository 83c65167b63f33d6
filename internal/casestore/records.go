package casestore

import (
	"time"
)

// firstRetry is how long an effect or a notification may take before the sweep
// looks whether it was lost.
const firstRetry = 5 * time.Minute
