package display

import (
	"html/template"
	"slices"
	"strings"

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

// flagWords writes flags one after the other. That a case may be another's duplicate,
// or that somebody like the person has died, is not for everybody who sees the history.
func flagWords(flags []referral.Flag) string {
	flags = WithoutFlag(WithoutFlag(flags, referral.FlagPossibleDuplicate), referral.FlagCheckDeath)
	if len(flags) == 0 {
		return "none"
	}
	var words []string
	for _, flag := range flags {
		words = append(words, flag.Label())
	}
	return strings.Join(words, ", ")
}

func WithoutFlag(flags []referral.Flag, code referral.FlagCode) []referral.Flag {
	return slices.DeleteFunc(slices.Clone(flags), func(f referral.Flag) bool { return f.Code == code })
}
