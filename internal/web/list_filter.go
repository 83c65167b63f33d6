package web

import (
	"net/url"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
)

// listChoice is what of a list is shown and in which order. It stands in the
// address, so that it can be bookmarked.
type listChoice struct {
	priority referral.Priority // "" for all
	kind     referral.Kind     // "" for all
	byAge    bool
}

// orderAge is the code of the second order.
const orderAge = "age"

// choiceOf reads an address. It returns an error if it names what there is not.
func choiceOf(query url.Values) (listChoice, error) {
	c := listChoice{priority: referral.Priority(query.Get("priority")), kind: referral.Kind(query.Get("kind")), byAge: query.Get("order") == orderAge}
	known := c.priority == ""
	for _, p := range referral.Priorities() {
		known = known || p == c.priority
	}
	if !known || c.kind != "" && !c.kind.Valid() || query.Get("order") != "" && !c.byAge {
		return c, errNoSuchList
	}
	return c, nil
}

func (c listChoice) addTo(query url.Values) {
	for name, value := range map[string]string{"priority": string(c.priority), "kind": string(c.kind)} {
		if value != "" {
			query.Set(name, value)
		}
	}
	if c.byAge {
		query.Set("order", orderAge)
	}
}

// filters tells whether not every entry is wanted.
func (c listChoice) filters() bool { return c.priority != "" || c.kind != "" }

// keep returns what tells whether an entry is wanted; nil for all.
func (c listChoice) keep() func(casestore.Entry) bool {
	if !c.filters() {
		return nil
	}
	return func(e casestore.Entry) bool {
		return (c.priority == "" || e.Priority == c.priority) && (c.kind == "" || e.Kind == c.kind)
	}
}

// listFilter is the form that chooses.
type listFilter struct {
	Team, List            string
	Priority, Kind, Order govuk.Select
	Open                  bool // whether something is chosen
	Ordered               bool // whether there are two orders to choose from
}

func (d worklistData) filter() *listFilter {
	f := &listFilter{
		Team: string(d.team), List: string(d.list), Open: d.chosen != listChoice{}, Ordered: d.list != casestore.ListOverdue && d.list != casestore.ListClosed,
		Priority: govuk.Select{Name: "priority", Label: govuk.Label{Text: "Priority"}, Value: string(d.chosen.priority), Items: []govuk.Option{{Text: "All"}}},
		Kind:     govuk.Select{Name: "kind", Label: govuk.Label{Text: "Asked for"}, Value: string(d.chosen.kind), Items: []govuk.Option{{Text: "All"}}},
		Order: govuk.Select{Name: "order", Label: govuk.Label{Text: "Order"},
			Items: []govuk.Option{{Text: "Most pressing first"}, {Value: orderAge, Text: "Longest since referral first"}}},
	}
	for _, p := range referral.Priorities() {
		f.Priority.Items = append(f.Priority.Items, govuk.Option{Value: string(p), Text: p.Label()})
	}
	for _, k := range referral.Kinds() {
		f.Kind.Items = append(f.Kind.Items, govuk.Option{Value: string(k), Text: k.Label()})
	}
	if d.chosen.byAge {
		f.Order.Value = orderAge
	}
	return f
}
