package display

import (
	"slices"
	"strings"
	"unicode/utf8"

	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/govuk"
)

const maxShortText = 200

// ShortText returns a question of one line with what was typed for it.
func ShortText(r *web.Request, f govuk.Field, missing string) govuk.Field {
	f.Kind = govuk.KindText
	if r.Posted == nil {
		return f
	}
	f.Value = strings.TrimSpace(r.Posted.Get(f.Name))
	switch {
	case f.Value == "" && !f.Optional:
		f.Error = missing
	case utf8.RuneCountInString(f.Value) > maxShortText:
		f.Error = "Shorten ‘" + f.Label + "’ to 200 characters or less"
	}
	return f
}

// Perhaps returns a question with what was chosen for it, which may be nothing.
func Perhaps(r *web.Request, f govuk.Field) govuk.Field {
	f.Kind = govuk.KindOne
	if value := r.Posted.Get(f.Name); offered(f, value) {
		f.Value = value
	}
	return f
}

// Any returns a question with whatever was chosen of its options.
func Any(r *web.Request, f govuk.Field) govuk.Field {
	f.Kind = govuk.KindMany
	for _, value := range r.Posted[f.Name] {
		if offered(f, value) && !slices.Contains(f.Values, value) {
			f.Values = append(f.Values, value)
		}
	}
	return f
}

func offered(f govuk.Field, value string) bool {
	return slices.ContainsFunc(f.Options, func(o govuk.Answer) bool { return o.Value == value })
}
