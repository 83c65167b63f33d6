package web

import (
	"net/http"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
)

// openCasePage asks for the reference of a referral that somebody was told of. It
// is where those begin who have no list of their own.
type openCasePage struct{ Reference govuk.Field }

func referenceField(typed, problem string) govuk.Field {
	return govuk.Field{
		Name: "reference", Label: "Reference", Hint: "For example, 7K3Q-9M2P. Small letters and a missing dash do not matter.",
		Kind: govuk.KindText, Value: typed, Error: problem, Width: 10, Spellcheck: new(false),
	}
}

func openCaseAsk(v *visit) error {
	return v.show("open_case", document{Title: "Open a referral"}, openCasePage{referenceField("", "")})
}

// openCase goes on to the case page, which says whether there is such a referral
// that the person may see.
func openCase(v *visit) error {
	typed := v.form.Get("reference")
	reference, err := referral.ParseReference(typed)
	if err == nil {
		return v.goTo(pathOfCase(reference))
	}
	field := referenceField(typed, "Check the reference: a reference is 8 letters and numbers, like 7K3Q-9M2P")
	if typed == "" {
		field.Error = "Enter the reference"
	}
	return v.showAs(http.StatusUnprocessableEntity, "open_case",
		document{Title: "Open a referral", Problems: govuk.Problems(field)}, openCasePage{field})
}
