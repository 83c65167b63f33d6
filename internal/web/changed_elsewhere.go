package web

import (
	"assistive-referrals/internal/web/base"
	"assistive-referrals/internal/web/display"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/web/govuk"
)

// changedElsewherePage asks about each answer that was given one way on a page and
// another way elsewhere. It carries everything that was typed, so that nothing is
// lost.
type changedElsewherePage struct {
	Section   string
	Action    string
	Carried   []input
	Questions []govuk.Radios
	Button    govuk.Button
}

// Names of the page's own inputs. The first lists the questions that it asks; the
// others begin the names of the inputs with what is chosen, and with what was saved.
const (
	clashes    = "clashes"
	clashKeep  = "keep-"
	clashSaved = "saved-"
)

const (
	keepSaved = "saved" // what was saved elsewhere
	keepTyped = "typed"
	keepBoth  = "both"
)

// decide applies what was chosen on the page, and returns the questions for which
// nothing was.
func (v *visit) decide(f *sectionForm) []intake.Conflict {
	shown := url.Values{}
	for name, values := range v.Posted {
		if name, found := strings.CutPrefix(name, clashSaved); found {
			shown[name] = values
		}
	}
	saved := f.asked.Normalise(f.asked.Read(shown, v.at()))
	var undecided []intake.Conflict
	for _, name := range v.Posted[clashes] {
		field, known := f.asked.Field(name)
		clash := intake.Conflict{Field: field, Saved: saved[name], Typed: f.typed[name]}
		if !known || slices.Equal(clash.Saved, clash.Typed) {
			continue
		}
		kept := clash.Typed
		switch both := clash.Both(); v.Posted.Get(clashKeep + name) {
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
		delete(f.typed, name)
		if len(kept) > 0 {
			f.typed[name] = kept
		}
	}
	return undecided
}

// showClashes asks which of two answers to keep. What did not clash is saved.
func (v *visit) showClashes(f sectionForm, merged intake.Merged, undecided []intake.Conflict) error {
	is := f.keeper.Kept()
	d := web.Document{Title: changedElsewhereTitle}
	page := changedElsewherePage{
		Section: f.section.Title, Action: f.action,
		Button: govuk.Button{Text: "Save and continue", PreventDoubleClick: new(true)},
	}
	typed := f.asked.Replace(is.Answers, is.Answers)
	ask := func(clash intake.Conflict, problem string) {
		name := clash.Field.Name
		clash.Saved = is.Answers[name]
		delete(typed, name)
		if len(clash.Typed) > 0 {
			typed[name] = clash.Typed
		}
		page.Carried = append(append(page.Carried, input{clashes, name}), inputsOf(clash.Field, is.Answers, clashSaved)...)
		page.Questions = append(page.Questions, clashQuestion(clash, problem))
		if problem != "" {
			d.Problems.ErrorList = append(d.Problems.ErrorList, govuk.ErrorItem{Text: problem, Href: "#" + clashKeep + name})
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
	page.Carried = append(page.Carried, f.carriedAgain(f.asked.Seen(is.Answers))...)
	for _, f := range f.asked.Fields {
		page.Carried = append(page.Carried, inputsOf(f, typed, "")...)
	}
	return v.ShowAs(status, "changed_elsewhere", d, page)
}

const changedElsewhereTitle = "This was changed elsewhere"

// clashQuestion asks which of two answers to keep.
func clashQuestion(clash intake.Conflict, problem string) govuk.Radios {
	show := func(values []string) govuk.Hint {
		return govuk.Hint{HTML: display.Lines(intake.Show(clash.Field, intake.Answers{clash.Field.Name: values})...)}
	}
	question := govuk.Radios{
		Name:         clashKeep + clash.Field.Name,
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

// carriedAgain is what the next page of the same form brings back.
func (f sectionForm) carriedAgain(shown intake.Seen) []input {
	carried := append(sectionPage{}.carrying(shown, f.from).Carried, f.more...)
	if f.then != "" {
		carried = append(carried, input{carriedThen, f.then})
	}
	return carried
}

// inputsOf returns the hidden inputs that hold a question's answer as its page's
// inputs would, under names that begin with prefix.
func inputsOf(f intake.Field, all intake.Answers, prefix string) []input {
	var inputs []input
	values := f.Inputs(all)
	for _, name := range slices.Sorted(maps.Keys(values)) {
		for _, value := range values[name] {
			inputs = append(inputs, input{prefix + name, value})
		}
	}
	return inputs
}
