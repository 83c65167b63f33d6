package formview

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/govuk"
)

// changedElsewherePage asks about each answer that was given one way on a page and
// another way elsewhere. It carries everything that was typed, so that nothing is
// lost.
type changedElsewherePage struct {
	Section   string
	Action    string
	Carried   []web.Input
	Questions []govuk.Radios
	Button    govuk.Button
}

// Names of the page's own inputs. The first lists the questions that it asks; the
// others begin the names of the inputs with what is chosen, and with what was saved.
const (
	Clashes    = "clashes"
	ClashKeep  = "keep-"
	ClashSaved = "saved-"
)

const (
	keepSaved = "saved" // what was saved elsewhere
	keepTyped = "typed"
	keepBoth  = "both"
)

// decide applies what was chosen on the page, and returns the questions for which
// nothing was.
func (n *entry) decide(r *web.Request) []form.Conflict {
	shown := url.Values{}
	for name, values := range r.Posted {
		if name, found := strings.CutPrefix(name, ClashSaved); found {
			shown[name] = values
		}
	}
	saved := n.Asked.Normalise(n.Asked.Read(shown, n.At))
	var undecided []form.Conflict
	for _, name := range r.Posted[Clashes] {
		field, known := n.Asked.Field(name)
		clash := form.Conflict{Field: field, Saved: saved[name], Typed: n.typed[name]}
		if !known || slices.Equal(clash.Saved, clash.Typed) {
			continue
		}
		kept := clash.Typed
		switch both := clash.Both(); r.Posted.Get(ClashKeep + name) {
		case keepTyped:
		case keepSaved:
			kept = clash.Saved
		case keepBoth:
			if both != nil {
				kept = both
			}
		default:
			undecided = append(undecided, clash)
			// Until it is decided, what is saved stays.
			kept = clash.Saved
		}
		delete(n.typed, name)
		if len(kept) > 0 {
			n.typed[name] = kept
		}
	}
	return undecided
}

// showClashes asks which of two answers to keep. What did not clash is saved.
func (n entry) showClashes(r *web.Request, merged form.Merged, undecided []form.Conflict) error {
	is := n.Keeper.Kept()
	d := web.Document{Title: changedElsewhereTitle}
	page := changedElsewherePage{
		Section: n.Section.Title, Action: n.Action,
		Button: govuk.Button{Text: "Save and continue", PreventDoubleClick: new(true)},
	}
	typed := n.Asked.Replace(is.Answers, is.Answers)
	ask := func(clash form.Conflict, problem string) {
		name := clash.Field.Name
		clash.Saved = is.Answers[name]
		delete(typed, name)
		if len(clash.Typed) > 0 {
			typed[name] = clash.Typed
		}
		page.Carried = append(append(page.Carried, web.Input{Name: Clashes, Value: name}), inputsOf(clash.Field, is.Answers, ClashSaved)...)
		page.Questions = append(page.Questions, clashQuestion(clash, problem))
		if problem != "" {
			d.Problems.ErrorList = append(d.Problems.ErrorList, govuk.ErrorItem{Text: problem, Href: "#" + ClashKeep + name})
		}
	}
	for _, clash := range merged.Conflicts {
		ask(clash, "")
	}
	status := http.StatusConflict
	for _, clash := range undecided {
		status = http.StatusUnprocessableEntity
		ask(clash, "Select which answer to keep for ‘"+clash.Field.Label+"’")
	}
	page.Carried = append(page.Carried, n.carry(n.Asked.Seen(is.Answers), n.from)...)
	if n.then != "" {
		page.Carried = append(page.Carried, web.Input{Name: CarriedThen, Value: n.then})
	}
	for _, f := range n.Asked.Fields {
		page.Carried = append(page.Carried, inputsOf(f, typed, "")...)
	}
	return r.ShowAs(status, "changed_elsewhere", d, page)
}

const changedElsewhereTitle = "This was changed elsewhere"

// clashQuestion asks which of two answers to keep.
func clashQuestion(clash form.Conflict, problem string) govuk.Radios {
	show := func(values []string) govuk.Hint {
		return govuk.Hint{HTML: display.Lines(form.Show(clash.Field, form.Answers{clash.Field.Name: values})...)}
	}
	question := govuk.Radios{
		Name:         ClashKeep + clash.Field.Name,
		Fieldset:     govuk.Fieldset{Legend: govuk.Legend{Text: clash.Field.Label, Classes: "govuk-fieldset__legend--m"}},
		ErrorMessage: govuk.ErrorMessage{Text: problem},
		Items: []govuk.Choice{
			{Value: keepSaved, Text: "Keep what was saved elsewhere", Hint: show(clash.Saved)},
			{Value: keepTyped, Text: "Use what you entered on this page", Hint: show(clash.Typed)},
		},
	}
	if clash.Both() != nil {
		question.Items = append(question.Items, govuk.Choice{Value: keepBoth, Text: "Keep both, one after the other"})
	}
	return question
}

// inputsOf returns the hidden inputs that hold a question's answer as its page's
// inputs would, under names that begin with prefix.
func inputsOf(f form.Field, all form.Answers, prefix string) []web.Input {
	var inputs []web.Input
	values := f.Inputs(all)
	for _, name := range slices.Sorted(maps.Keys(values)) {
		for _, value := range values[name] {
			inputs = append(inputs, web.Input{Name: prefix + name, Value: value})
		}
	}
	return inputs
}
