// Package govuk renders the components of the GOV.UK Design System as HTML,
// and the page around them.
//
// A component is a struct: fill in what is wanted, leave out the rest, and
// call Render.
//
//	name := govuk.Input{
//		Name:         "family-name",
//		Label:        govuk.Label{Text: "Family name"},
//		Hint:         govuk.Hint{Text: "As on their NHS record"},
//		Value:        form.FamilyName,
//		ErrorMessage: govuk.ErrorMessage{Text: form.Errors["family-name"]},
//	}
//	html := name.Render()
//
// In a page's own template a component is a field of the page's struct and is
// written {{.Name.Render}}.
//
// The field names are those of GOV.UK Frontend's own options, so its
// documentation is also this package's. A part whose text is empty is not
// shown: an ErrorMessage without text is no error.
//
// # Text and HTML
//
// What is typed as string is text and is always escaped. What is typed as
// [template.HTML] is written as it is, and wins over the text beside it: give
// it the result of another Render, never something that a person typed.
// Addresses are checked: one that would run a script becomes "#ZgotmplZ".
//
// # Pages
//
// [Page] renders the whole document, with the assets of [Assets]. Nothing in it
// is inline: a Content-Security-Policy of "default-src 'self'" is enough, and
// everything works without JavaScript.
package govuk
