package casestore

import (
	"time"
)

// firstLook is how long an effect or a notification may take before the sweep
// looks whether it was lost.
const firstLook = 5 * time.Minute
