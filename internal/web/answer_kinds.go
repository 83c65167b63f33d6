package web

import (
	"slices"
	"strings"
	"unicode/utf8"

	"assistive-referrals/internal/web/govuk"
)

// What a form about a strand or a case asks for besides long texts, dates and one
// choice that must be made (strand_form.go).

const maxShortText = 200

// shortText returns a question of one line with what was typed for it.
func (v *visit) shortText(f govuk.Field, missing string) govuk.Field {
	f.Kind = govuk.KindText
	if v.Posted == nil {
		return f
	}
	f.Value = strings.TrimSpace(v.Posted.Get(f.Name))
	switch {
	case f.Value == "" && !f.Optional:
		f.Error = missing
	case utf8.RuneCountInString(f.Value) > maxShortText:
		f.Error = "Shorten ‘" + f.Label + "’ to 200 characters or less"
	}
	return f
}

// perhaps returns a question with what was chosen for it, which may be nothing.
func (v *visit) perhaps(f govuk.Field) govuk.Field {
	f.Kind = govuk.KindOne
	if value := v.Posted.Get(f.Name); offered(f, value) {
		f.Value = value
	}
	return f
}

// any returns a question with whatever was chosen of its options.
func (v *visit) any(f govuk.Field) govuk.Field {
	f.Kind = govuk.KindMany
	for _, value := range v.Posted[f.Name] {
		if offered(f, value) && !slices.Contains(f.Values, value) {
			f.Values = append(f.Values, value)
		}
	}
	return f
}

func offered(f govuk.Field, value string) bool {
	return slices.ContainsFunc(f.Options, func(o govuk.Answer) bool { return o.Value == value })
}
