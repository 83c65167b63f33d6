package listpage

import (
	"fmt"
	"strings"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/govuk"
)

// cataloguePage is all equipment with what is true of each type: what whoever refers
// or decides may want to look up.
type cataloguePage struct {
	Heading, Lead string
	Types         []catalogueType
}

// catalogueType is one type of equipment.
type catalogueType struct {
	ID, Name string
	Card     govuk.SummaryList
}

func buildCatalogue() cataloguePage {
	page := cataloguePage{
		Heading: "Equipment",
		Lead:    "What can be referred for, and what is true of each type. Costs, trial lengths and review intervals are examples until the council sets its own; a decision can differ.",
	}
	for _, e := range catalogue.All() {
		page.Types = append(page.Types, catalogueType{ID: string(e.Code), Name: e.Name, Card: typeCard(e)})
	}
	return page
}

func typeCard(e catalogue.Equipment) govuk.SummaryList {
	card := govuk.SummaryList{Card: govuk.SummaryCard{Title: govuk.CardTitle{Text: e.Name}, Attributes: govuk.Attributes{"id": string(e.Code)}}}
	add := func(key string, text ...string) {
		if len(text) > 0 && text[0] != "" {
			card.Rows = append(card.Rows, display.Row(key, display.Lines(text...)))
		}
	}
	add("For", append([]string{e.Need + "."}, servesWords(e)...)...)
	add("To know", e.Hint)
	var links, answered, with []string
	for _, link := range e.Communicates {
		links = append(links, link.Label())
	}
	for _, who := range e.AnsweredBy {
		answered = append(answered, who.Label())
	}
	for _, code := range e.Needs {
		needed, _ := catalogue.Find(code)
		with = append(with, needed.Name)
	}
	add("How it connects", links...)
	add("Power", e.Power.Label())
	add("Who can answer it", answered...)
	add("Comes with", with...)
	if e.Monitors {
		add("Monitors", "Yes. Consider first whether something less restrictive would do (Mental Capacity Act 2005, section 1(6)); everyone in shared areas must agree.")
	}
	add("Who may assess", assessorOf(e))
	not, first := rulesWords(e)
	add("Not if", not...)
	add("See to first", first...)
	add("Trial and review", trialWords(e)...)
	if e.UnitCostPence > 0 {
		add("Cost", referral.Pounds(e.UnitCostPence))
	}
	return card
}

func servesWords(e catalogue.Equipment) []string {
	var words []string
	for _, s := range e.Serves {
		words = append(words, s.Need.Label()+": "+s.Why+".")
	}
	return words
}

func assessorOf(e catalogue.Equipment) string {
	if catalogue.Simple([]catalogue.Code{e.Code}) {
		return "A trusted assessor or an occupational therapist"
	}
	return "An occupational therapist"
}

// rulesWords are what rules a type out, and what must be seen to first.
func rulesWords(e catalogue.Equipment) (not, first []string) {
	for _, rule := range e.RuledOutBy {
		if rule.Severity == catalogue.Refuse {
			not = append(not, sentenceOf(rule.Words))
		} else {
			first = append(first, sentenceOf(rule.Words))
		}
	}
	for _, check := range e.Check {
		not = append(not, sentenceOf(check))
	}
	return not, first
}

func sentenceOf(words string) string { return strings.ToUpper(words[:1]) + words[1:] + "." }

func trialWords(e catalogue.Equipment) []string {
	var words []string
	if e.TrialWeeks > 0 {
		words = append(words, fmt.Sprintf("Tried for %d weeks", e.TrialWeeks))
	}
	if e.ReviewAfterMonths > 0 {
		words = append(words, fmt.Sprintf("Reviewed after %d months", e.ReviewAfterMonths))
	}
	return words
}

func (p pages) showCatalogue(r *web.Request) error {
	return r.Show("catalogue", web.Document{Title: "Equipment"}, buildCatalogue())
}
