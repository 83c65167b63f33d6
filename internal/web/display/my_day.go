package display

import ()

// DayHolds is how many strands of one practitioner the page looks at.
const DayHolds = 100
