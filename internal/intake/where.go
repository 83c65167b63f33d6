package intake

import (
	"strings"

	"assistive-referrals/internal/form"
)

// WhereNow returns where somebody who visits the person would go, on one line or
// several, as far as the answers say; "" where they do not.
func WhereNow(a form.Answers) string {
	switch a.First("where-now") {
	case "home":
		var lines []string
		for _, line := range append(strings.Split(a.First(AddressName), "\n"), a.First(PostcodeName)) {
			if line = strings.TrimSpace(line); line != "" {
				lines = append(lines, line)
			}
		}
		return strings.Join(lines, "\n")
	case "hospital":
		return a.First("ward")
	}
	return ""
}
