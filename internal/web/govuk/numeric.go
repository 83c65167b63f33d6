package govuk

import "strconv"

// Numeric is a cell with a number.
func Numeric(n int) Cell { return Cell{Text: strconv.Itoa(n), Format: "numeric"} }
