package intake

import (
	"fmt"

	"assistive-referrals/internal/form"
)

// maxWhoElse is how many others can be told.
const maxWhoElse = 3

// whoElse is which colleagues hear the outcome besides the referrer.
func whoElse() form.Section {
	var fields []form.Field
	for n := 1; n <= maxWhoElse; n++ {
		fields = append(fields, form.Field{
			Name: fmt.Sprintf("also-tell-%d", n), Label: fmt.Sprintf("Email address of colleague %d", n), Silent: true, Control: form.Email,
			Rule: "omitempty,max=254,email",
			Messages: map[string]string{
				"max":   "Email address must be 254 characters or less",
				"email": "Enter an email address, like name@example.org",
			},
			NeededBy: form.Decide, AnsweredBy: []form.Who{form.Referrer},
		})
	}
	return form.Section{
		Slug: "who-else", Title: "Who else should hear the outcome", Optional: true,
		Lead:   "Colleagues only. They are told the reference and the outcome, and nothing about the person.",
		Fields: fields,
	}
}

// alsoTell returns the addresses, each once.
func alsoTell(a form.Answers) []string {
	var addresses []string
	seen := map[string]bool{}
	for n := 1; n <= maxWhoElse; n++ {
		if address := a.First(fmt.Sprintf("also-tell-%d", n)); address != "" && !seen[address] {
			seen[address] = true
			addresses = append(addresses, address)
		}
	}
	return addresses
}
