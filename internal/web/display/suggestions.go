package display

import (
	"html/template"
	"strings"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/web/govuk"
)

// SuggestionWords shows what could serve the needs that the answers name or tell of,
// folded away: it informs whoever decides, and decides nothing. It shows nothing if
// there are no needs.
func SuggestionWords(all form.Answers) template.HTML {
	suggestions := intake.Suggestions(all)
	if len(suggestions) == 0 {
		return ""
	}
	needs, named := intake.NeedsOf(all)
	var labels []string
	for _, need := range needs {
		labels = append(labels, need.Label())
	}
	words := "For what the answers tell of: "
	if named {
		words = "For the needs that were selected: "
	}
	var fits, not template.HTML
	for _, s := range suggestions {
		if s.Fits() {
			fits += suggestionItem(s)
		} else {
			not += suggestionItem(s)
		}
	}
	html := `<p class="govuk-body">` + Lines(words+strings.Join(labels, "; ")+".", "It is here to inform. Whoever decides may find otherwise.") + "</p>"
	html += suggestionList("What fits", fits) + suggestionList("What does not fit here", not)
	return govuk.Details{SummaryText: "Equipment that could serve the needs", HTML: html}.Render()
}

func suggestionItem(s catalogue.Suggestion) template.HTML {
	return "<li><strong>" + Lines(s.Equipment.Name) + "</strong><br>" + Lines(intake.Reasons(s)) + "</li>"
}

func suggestionList(heading string, items template.HTML) template.HTML {
	if items == "" {
		return ""
	}
	return `<h3 class="govuk-heading-s">` + Lines(heading) + `</h3><ul class="govuk-list govuk-list--spaced">` + items + "</ul>"
}
