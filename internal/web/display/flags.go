package display

import (
	"html/template"
	"slices"

	"assistive-referrals/internal/referral"
)

// FlagTags shows a strand's flags, each in words and what does not fit with its
// reason; "" if it has none.
func FlagTags(s referral.Strand) template.HTML {
	if len(s.Flags) == 0 {
		return ""
	}
	html := template.HTML(`<ul class="app-flags">`)
	for i, flag := range s.Flags {
		// What does not fit for several reasons is one flag with all of them.
		if i > 0 && flag.Words != "" && s.Flags[i-1].Code == flag.Code {
			continue
		}
		html += `<li class="app-flags__item">` + Tag(flag.Label(), flag.Colour()).Render()
		for _, same := range s.Flags[i:] {
			if same.Code == flag.Code && same.Words != "" {
				html += template.HTML(`<span class="app-flags__words">` + template.HTMLEscapeString(same.Words) + "</span>")
			}
		}
		html += "</li>"
	}
	return html + "</ul>"
}

// WithoutFlag returns the flags but for those of one kind.
func WithoutFlag(flags []referral.Flag, code referral.FlagCode) []referral.Flag {
	return slices.DeleteFunc(slices.Clone(flags), func(f referral.Flag) bool { return f.Code == code })
}
