package formview

import (
	"html/template"
	"slices"
	"strings"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/govuk"
)

// FindingWords shows findings, what refuses before what warns.
func FindingWords(findings []catalogue.Finding) template.HTML {
	var refusals, warnings []govuk.Component
	for _, f := range findings {
		if f.Severity == catalogue.Refuse {
			refusals = append(refusals, govuk.WarningText{Text: "Does not fit. " + f.Words})
		} else {
			warnings = append(warnings, govuk.InsetText{Text: f.Words, Classes: "app-finding"})
		}
	}
	return govuk.Join(append(refusals, warnings...)...)
}

// besides returns what speaks against the choices of a field as they are: beside each
// choice what is about it, and before them all what is about them together or about
// what they bring with them.
func (a Asking) besides(f form.Field) (before template.HTML, beside map[string]template.HTML) {
	if f.Name != intake.EquipmentField {
		return "", nil
	}
	var together []catalogue.Finding
	of := map[string][]catalogue.Finding{}
	for _, finding := range intake.FindingsAgainst(intake.AskedFor(a.All), a.All) {
		if code := string(finding.Equipment); a.All.Has(f.Name, code) {
			of[code] = append(of[code], finding)
		} else {
			together = append(together, finding)
		}
	}
	beside = map[string]template.HTML{}
	for code, findings := range of {
		beside[code] = FindingWords(findings)
	}
	return FindingWords(together), beside
}

// parted takes the choices off a field that are folded away below the others.
func parted(f form.Field, all form.Answers) (shown form.Field, rest *form.Field) {
	groups := f.Groups(all)
	last := groups[len(groups)-1]
	if !last.Folded {
		return f, nil
	}
	folded := f
	folded.Label, folded.Hint = last.Heading, ""
	folded.Grouped = func([]form.Option, form.Answers) []form.Group { return []form.Group{{Options: last.Options}} }
	f.Grouped = func([]form.Option, form.Answers) []form.Group { return groups[:len(groups)-1] }
	return f, &folded
}

// rest asks for those of a field's choices that are folded away.
func (a Asking) rest(f *form.Field) template.HTML {
	if f == nil {
		return ""
	}
	a.problems, a.Quiet = nil, true // said with the others
	boxes, _ := a.component(*f).(govuk.Checkboxes)
	boxes.IDPrefix, boxes.Classes = f.Name+"-more", "govuk-checkboxes--small"
	boxes.Fieldset.Legend.Classes = "govuk-visually-hidden"
	for i, item := range boxes.Items {
		boxes.Items[i].Hint = govuk.Hint{HTML: display.Lines(item.Hint.Text)}
	}
	return govuk.Details{SummaryText: f.Label, HTML: boxes.Render()}.Render()
}

// headed prepares choices that stand under headings: an error links to the first
// choice, whatever stands before it, and reasons have a line each.
func headed(c govuk.Component, name string) govuk.Component {
	boxes, many := c.(govuk.Checkboxes)
	if !many {
		return c
	}
	if first := slices.IndexFunc(boxes.Items, func(c govuk.Choice) bool { return c.Divider == "" }); first > 0 {
		boxes.Classes = "app-headed"
		boxes.Items[first].ID = name
	}
	for i, item := range boxes.Items {
		if strings.Contains(item.Hint.Text, "\n") {
			boxes.Items[i].Hint = govuk.Hint{HTML: display.Lines(item.Hint.Text)}
		}
	}
	return boxes
}

// manyShort makes choices that are many and short take less room.
func manyShort(c govuk.Component) govuk.Component {
	if boxes, many := c.(govuk.Checkboxes); many && len(boxes.Items) > 10 {
		boxes.Classes = "govuk-checkboxes--small app-columns"
		return boxes
	}
	return c
}

// folded asks the fields that stand aside together, in what unfolds.
func (a Asking) folded(fields []form.Field) template.HTML {
	var html template.HTML
	if a.drafted {
		html = enterSaves
	}
	details := govuk.Details{SummaryText: fields[0].Aside, Open: a.All.Has(intake.EquipmentField, intake.NeedOnly)}
	for _, f := range fields {
		details.Open = details.Open || len(a.All[f.Name]) > 0 || a.problems[f.Name].Message != ""
		details.HTML += a.question(f)
	}
	if a.drafted {
		details.HTML += `<p class="govuk-body"><a class="govuk-link" href="/catalogue" target="_blank" rel="noopener">All equipment, and what each item needs (opens in a new tab)</a></p>`
		details.HTML += govuk.Button{Text: "Show what fits", Name: CarriedThen, Value: ThenFits, Classes: "govuk-button--secondary"}.Render()
	}
	return html + details.Render()
}
