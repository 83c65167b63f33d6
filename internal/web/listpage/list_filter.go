package listpage

import (
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
)

// listFilter is the form that chooses.
type listFilter struct {
	Team, List            string
	Priority, Kind, Flags govuk.Checkboxes
	Only                  govuk.Checkboxes
	Holder, Age, Order    govuk.Select
	Ordered               bool // whether there are two orders to choose from
	Holders               bool // whether it can be with different people
}

// ownOrder tells whether a list has its one order, whatever is asked for.
func ownOrder(list casestore.List) bool {
	return list == casestore.ListOverdue || list == casestore.ListClosed
}

// oneHolder tells whether all of a list is with the same person, or with nobody.
func oneHolder(list casestore.List) bool { return list == ListMine || list == casestore.ListWaiting }

func (d worklistData) filter() *listFilter {
	c := d.chosen
	f := &listFilter{
		Team: string(d.team), List: string(d.list), Ordered: !ownOrder(d.list), Holders: !oneHolder(d.list),
		Priority: boxes(namePriority, "Priority", referral.Priorities(), referral.Priority.Label, c.priorities),
		Kind:     boxes(nameKind, "Asked for", referral.Kinds(), referral.Kind.Label, c.kinds),
		Flags:    boxes(nameFlag, "Flags", referral.FlagCodes(), referral.FlagCode.Label, c.flags),
		Only:     boxes("only", "Only what is", nil, referral.Kind.Label, nil),
		Holder:   govuk.Select{Name: nameHolder, Label: govuk.Label{Text: "With"}, Value: c.holder, Items: []govuk.Option{{Text: "Anybody"}}},
		Age:      govuk.Select{Name: nameAge, Label: govuk.Label{Text: "Since referral"}, Value: c.age, Items: []govuk.Option{{Text: "Any time"}}},
		Order: govuk.Select{Name: nameOrder, Label: govuk.Label{Text: "Order"},
			Items: []govuk.Option{{Text: "Most pressing first"}, {Value: orderAge, Text: "Longest since referral first"}}},
	}
	f.Only.Items = []govuk.Choice{{Name: nameOverdue, Value: form.Yes, Text: "Overdue", Checked: c.overdue}, {Name: namePaused, Value: form.Yes, Text: "Clock stopped", Checked: c.paused}}
	for _, colleague := range d.colleagues {
		f.Holder.Items = append(f.Holder.Items, govuk.Option{Value: colleague.ID, Text: colleague.Name})
	}
	for _, b := range ageBands {
		f.Age.Items = append(f.Age.Items, govuk.Option{Value: b.code, Text: b.label})
	}
	if c.byAge {
		f.Order.Value = orderAge
	}
	return f
}

// boxes are small checkboxes, one for each code.
func boxes[T ~string](name, legend string, codes []T, label func(T) string, chosen []T) govuk.Checkboxes {
	c := govuk.Checkboxes{
		Name: name, IDPrefix: "filter-" + name, Classes: "govuk-checkboxes--small",
		Fieldset: govuk.Fieldset{Legend: govuk.Legend{Text: legend, Classes: "govuk-fieldset__legend--s"}},
	}
	for _, code := range codes {
		c.Items = append(c.Items, govuk.Choice{Value: string(code), Text: label(code)})
	}
	for _, code := range chosen {
		c.Values = append(c.Values, string(code))
	}
	return c
}
