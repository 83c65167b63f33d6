package intake

import (
	"strconv"
	"strings"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

// count writes a number as an answer; none is given where it is 0.
func count(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// itemField is the name of a question about one item that is provided.
func itemField(code catalogue.Code, part string) string { return "item-" + string(code) + "-" + part }

// provided asks what is provided and, of each item, how it is set up: all of that can
// be left, and is then as the catalogue has it.
func provided() form.Section {
	var choices []form.Option
	for _, e := range catalogue.All() {
		choices = append(choices, form.Option{Value: string(e.Code), Label: e.Name})
	}
	s := form.Section{
		Slug: "provided", Title: "Equipment",
		Fields: asksIf(unlessNo, practitioners(form.Field{
			Name: EquipmentField, Label: "If the answer is yes: the equipment to provide",
			Hint:    "What was asked for is selected already, with what it needs to work.",
			Control: form.Checkboxes, Options: choices, Grouped: toProvide,
			Messages: map[string]string{"option": "Select equipment from the list"},
		})...),
		Rules: []form.Rule{
			neededForYes(EquipmentField, "Select the equipment to provide"),
			{Field: EquipmentField, Check: againstTheLine("")},
			neededForYes(despiteField, "Enter why it is provided although something speaks against it"),
		},
	}
	for _, e := range catalogue.All() {
		s.Fields = append(s.Fields, setUp(e)...)
		if len(e.Variants()) > 0 {
			s.Rules = append(s.Rules, form.Rule{Field: variantField(e.Code), Check: againstTheLine(e.Code)})
		}
	}
	s.Fields = append(s.Fields, practitioners(form.Field{
		Name: despiteField, Label: "Why is it provided although something speaks against it?", Control: form.TextArea,
		When: func(all form.Answers, _ form.Context) bool {
			return !decidesNo(all) && len(refusedForNow(AskedFor(all), all)) > 0
		},
	})...)
	return s
}

// setUp are the questions about one type, asked where it is to be provided.
func setUp(e catalogue.Equipment) []form.Field {
	fields := []form.Field{
		{Name: itemField(e.Code, "quantity"), Label: e.Name + ": how many?", Hint: "1 if you leave it.", Control: form.Number, Width: "2",
			Rule: "omitempty,oneof=1 2 3 4 5 6 7 8 9", Messages: map[string]string{"oneof": "Enter how many of ‘" + e.Name + "’, from 1 to 9"}},
		{Name: itemField(e.Code, "where"), Label: e.Name + ": where in the home?", Hint: "Left open, it is agreed with the person when it is put in place.", Control: form.Text,
			Rule: "omitempty,max=200", Messages: form.ToEnter("", "Where in the home it is", "200")},
		{Name: itemField(e.Code, "setup"), Label: e.Name + ": how is it set up?", Hint: "For example, the height, the volume, or who is called first.", Control: form.TextArea},
	}
	if len(e.AnsweredBy) > 1 {
		var who []form.Option
		for _, a := range e.AnsweredBy {
			who = append(who, form.Option{Value: string(a), Label: a.Label()})
		}
		fields = append(fields, form.Field{Name: itemField(e.Code, "answered"), Label: e.Name + ": who answers it?", Hint: e.AnsweredBy[0].Label() + " if you leave it.", Control: form.Radios, Options: who})
	}
	if variants := e.Variants(); len(variants) > 0 {
		var options []form.Option
		for _, link := range variants {
			options = append(options, form.Option{Value: string(link), Label: link.Label()})
		}
		fields = append([]form.Field{{Name: variantField(e.Code), Label: e.Name + ": how does it connect?", Hint: "Left open, it is what fits the home.", Control: form.Radios, Options: options}}, fields...)
	}
	for i := range fields {
		fields[i].Parent, fields[i].Aside = form.Under(EquipmentField, string(e.Code)), e.Name+": set it up"
		fields[i].When = chosenAlready(e.Code)
	}
	return practitioners(fields...)
}

// chosenAlready asks about a type only once it is chosen: a page that asked about
// every type at once would be too long where no script folds it.
func chosenAlready(code catalogue.Code) func(form.Answers, form.Context) bool {
	return func(all form.Answers, _ form.Context) bool {
		return !decidesNo(all) && all.Has(EquipmentField, string(code))
	}
}

// toProvide puts what is chosen first, then what else would fit the needs, each with
// why, and folds the rest away.
func toProvide(choices []form.Option, all form.Answers) []form.Group {
	situation := SituationOf(all)
	suggested := map[string]catalogue.Suggestion{}
	for _, s := range Suggestions(all) {
		if s.Fits() {
			suggested[string(s.Equipment.Code)] = s
		}
	}
	groups := []form.Group{{}, {Heading: "What also fits the needs"}, {Heading: "Other equipment", Folded: true}}
	for _, o := range choices {
		s, fits := suggested[o.Value]
		switch {
		case all.Has(EquipmentField, o.Value):
			groups[0].Options = append(groups[0].Options, o)
		case fits:
			o.Hint = Reasons(s)
			groups[1].Options = append(groups[1].Options, o)
		default:
			groups[2].Options = append(groups[2].Options, whereUnfit(o, situation))
		}
	}
	var shown []form.Group
	for _, g := range groups {
		if len(g.Options) > 0 {
			shown = append(shown, g)
		}
	}
	shown[len(shown)-1].Folded = shown[len(shown)-1].Folded && len(shown) > 1
	return shown
}

// againstTheLine refuses what no decision can make right: equipment that needs an
// analogue line, since the public telephone network closes. It is said beside the
// variant that was chosen, and for code "" of what exists in one way only.
func againstTheLine(code catalogue.Code) func(form.Answers, form.Context) string {
	return func(all form.Answers, _ form.Context) string {
		if !decidesYes(all) {
			return ""
		}
		var words []string
		for _, f := range FindingsAgainst(AskedFor(all), all) {
			e, _ := catalogue.Find(f.Equipment)
			if f.Line && (f.Equipment == code || code == "" && len(e.Variants()) == 0) {
				words = append(words, f.Words)
			}
		}
		if len(words) == 0 {
			return ""
		}
		return "Choose something else. " + strings.Join(words, " ")
	}
}

// Provided returns what a decision provides, with what was left filled in from the
// catalogue and the home: all are the referral's answers with those of the decision
// over them.
func Provided(all form.Answers) []referral.Provided {
	situation := SituationOf(all)
	var items []referral.Provided
	for _, item := range AskedFor(all) {
		e, _ := catalogue.Find(item.Code)
		p := referral.Provided{
			Item: item, Quantity: 1, Where: all.First(itemField(item.Code, "where")), Setup: all.First(itemField(item.Code, "setup")),
			AnsweredBy: catalogue.Answerer(all.First(itemField(item.Code, "answered"))),
		}
		if p.Variant == "" {
			p.Variant = e.Usual(situation)
		}
		if n, said := number(all, itemField(item.Code, "quantity")); said {
			p.Quantity = n
		}
		if p.AnsweredBy == "" && len(e.AnsweredBy) > 0 && e.AnsweredBy[0] != catalogue.Nobody {
			p.AnsweredBy = e.AnsweredBy[0]
		}
		items = append(items, p)
	}
	return items
}

func sayProvided(all form.Answers, say func(field, value string), items []referral.Provided) {
	for _, p := range items {
		e, _ := catalogue.Find(p.Code)
		all[EquipmentField] = append(all[EquipmentField], string(p.Code))
		if p.Quantity > 1 {
			say(itemField(p.Code, "quantity"), count(p.Quantity))
		}
		say(itemField(p.Code, "where"), p.Where)
		say(itemField(p.Code, "setup"), p.Setup)
		if len(e.Variants()) > 0 {
			say(variantField(p.Code), string(p.Variant))
		}
		if len(e.AnsweredBy) > 1 {
			say(itemField(p.Code, "answered"), string(p.AnsweredBy))
		}
	}
}
