package formview

import (
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/govuk"
)

const AddressSlug = "address"

// findAddressButton looks the postcode up once everything that was typed is saved.
var findAddressButton = govuk.Button{Text: "Find address", Name: CarriedThen, Value: ThenFindAddress, Classes: "govuk-button--secondary"}

// notAboutPostcode tells of a problem that a postcode can be looked up all the same.
func notAboutPostcode(p form.Problem) bool { return p.Field != intake.PostcodeName }

// ChooseAddressPath is where the addresses are, and leads back to where it was asked.
func ChooseAddressPath(draft, from string) string {
	return FromPath(web.DraftPath(draft, AddressSlug), from)
}
