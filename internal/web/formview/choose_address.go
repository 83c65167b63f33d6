package formview

import (
	"slices"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/govuk"
)

const AddressSlug = "address"

const ThenFindAddress = "find-address" // what the button beside a postcode asks for

// findAddressButton looks the postcode up once everything that was typed is saved.
var findAddressButton = govuk.Button{Text: "Find address", Name: CarriedThen, Value: ThenFindAddress, Classes: "govuk-button--secondary"}

// AboutPostcode returns what is to be put right before a postcode can be looked up.
func AboutPostcode(problems []form.Problem) []form.Problem {
	return slices.DeleteFunc(slices.Clone(problems), func(p form.Problem) bool { return p.Field != intake.PostcodeName })
}

// ChooseAddressPath is where the addresses are, and leads back to where it was asked.
func ChooseAddressPath(draft, from string) string {
	path := web.DraftPath(draft, AddressSlug)
	if from != "" {
		path += "?from=" + from
	}
	return path
}
