package referral

import (
	"fmt"

	"assistive-referrals/internal/catalogue"
)

// Provided is one item that a decision provides, and how it is to be set up.
type Provided struct {
	catalogue.Item
	Quantity   int                `json:"quantity"`
	Where      string             `json:"where,omitempty"`      // in the home; "" for whoever puts it in place to agree with the person
	AnsweredBy catalogue.Answerer `json:"answeredBy,omitempty"` // who hears when it calls; "" where there is nothing to choose
	Setup      string             `json:"setup,omitempty"`      // such as heights, volumes and who is called first
}

// MostOfOne is how many of one item a decision can provide.
const MostOfOne = 9

// checkProvided refuses items that cannot be provided as they stand.
func checkProvided(items []Provided) error {
	for _, p := range items {
		e, known := catalogue.Find(p.Code)
		switch {
		case !known:
			return refuse("Select equipment from the list.")
		case p.Quantity < 1 || p.Quantity > MostOfOne:
			return refuse(fmt.Sprintf("Enter how many of ‘%s’, from 1 to %d.", e.Name, MostOfOne))
		}
	}
	return nil
}

// codesOf returns the types of what is provided, each once.
func codesOf(items []Provided) []catalogue.Code {
	var codes []catalogue.Code
	seen := map[catalogue.Code]bool{}
	for _, p := range items {
		if !seen[p.Code] {
			seen[p.Code] = true
			codes = append(codes, p.Code)
		}
	}
	return codes
}
