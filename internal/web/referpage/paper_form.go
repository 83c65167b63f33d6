package referpage

import (
	"fmt"
	"strings"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/govuk"
)

// paperFormPage is the form to be filled in by hand: every question with its boxes
// and lines. Whoever prints it gives it out, and gets it back.
type paperFormPage struct {
	Running   string // repeated on each page of paper
	Kinds     govuk.Checkboxes
	Short     govuk.Checkboxes // without what can be left
	ReturnTo  []string
	FilledBy  []paperQuestion
	Sections  []paperSection
	Emergency string
}

// paperSection is one section of the form on paper.
type paperSection struct {
	Title, Lead string
	Only        string // whom it concerns; "" for everybody
	Questions   []paperQuestion
}

// paperQuestion is one question. It has Boxes to tick, or Cells for one character
// each in groups, or Lines to write on.
type paperQuestion struct {
	Number, Label, Hint string
	Needed              bool // to send
	Boxes               []paperBox
	Layout              string // of the boxes: "inline", "columns", or "" for one below the other
	Cells               []paperCells
	Lines               []struct{}
	DontKnow            bool
}

// paperCells is a group of cells, such as those of a year.
type paperCells struct {
	Label string
	Cells []struct{}
}

// paperBox is a choice, with the questions that it brings.
type paperBox struct {
	Text, Hint string
	Then       []paperQuestion
}

// Which kinds the form on paper is for, and whether it leaves out what can be left.
const (
	forKinds  = "for"
	shortForm = "short"
)

func (p pages) paperForm(r *web.Request) error {
	var kinds []referral.Kind
	for _, kind := range referral.Kinds() {
		for _, chosen := range r.URL.Query()[forKinds] {
			if chosen == string(kind) {
				kinds = append(kinds, kind)
			}
		}
	}
	return r.Show("paper_form", web.Document{Title: "Referral form on paper", Back: "/referral/start"}, newPaperFormPage(kinds, r.URL.Query().Has(shortForm), r.Who.Referrer, display.At(r), p.Rules.Council))
}

func newPaperFormPage(kinds []referral.Kind, short bool, by referral.Referrer, at form.Context, council referral.Council) paperFormPage {
	if len(kinds) == 0 {
		kinds = referral.Kinds()
	}
	page := paperFormPage{
		Running: "Referral form", ReturnTo: returnTo(by), FilledBy: filledBy(),
		Emergency: "If anyone is in danger now, call 999. If it cannot wait until the next working day, telephone " + council.DutyTelephone + ".",
		Kinds: govuk.Checkboxes{
			Name: forKinds, Classes: "govuk-checkboxes--small", Fieldset: govuk.Fieldset{Legend: govuk.Legend{Text: "Sections for", Classes: "govuk-fieldset__legend--s"}},
		},
	}
	page.Short = govuk.Checkboxes{Name: shortForm, Classes: "govuk-checkboxes--small", Items: []govuk.Choice{
		{Value: "yes", Text: "Leave out the sections that can be left", Checked: short},
	}}
	for _, kind := range referral.Kinds() {
		page.Kinds.Items = append(page.Kinds.Items, govuk.Choice{Value: string(kind), Text: kind.Label()})
	}
	for _, kind := range kinds {
		page.Kinds.Values = append(page.Kinds.Values, string(kind))
	}
	for i, section := range intake.Paper(kinds, at) {
		if short && section.Optional {
			continue
		}
		p := paper{section: section, number: i + 1} // the same numbers, whatever is left out
		one := paperSection{Title: fmt.Sprintf("%d. %s", i+1, section.Title), Lead: section.Lead, Questions: p.questions(section.Branch("", ""))}
		switch {
		case section.Kind != "" && len(kinds) > 1:
			one.Only = "Only if the referral is for " + display.LowerFirst(section.Kind.Label()) + "."
		case section.Optional:
			one.Only = "You can leave this section. What is left is asked later."
		}
		if section.Kind != "" && len(kinds) > 1 && section.Optional {
			one.Only += " You can leave it: what is left is asked later."
		}
		page.Sections = append(page.Sections, one)
	}
	return page
}

// returnTo is whoever printed the form, who enters it when it comes back.
func returnTo(by referral.Referrer) []string {
	words := []string{by.Name + ", " + strings.ToLower(by.Role.Label()), web.Organisation}
	if by.Telephone != "" {
		words = append(words, form.Show(form.Field{Name: "n", Control: form.Telephone}, form.Answers{"n": {by.Telephone}})[0])
	}
	return append(words, display.Given("", by.Email)...)
}

// filledBy are the questions about whoever fills it in by hand.
func filledBy() []paperQuestion {
	line := func(label string) paperQuestion {
		return paperQuestion{Label: label, Needed: true, Lines: make([]struct{}, 1)}
	}
	return []paperQuestion{
		line("Your name"), line("Who you are to the person, or your job and team"), line("Your telephone number"),
		{Label: "Date", Needed: true, Cells: dateCells()},
	}
}

// paper numbers the questions of a section as it goes.
type paper struct {
	section form.Section
	number  int
	asked   int
}

func (p *paper) questions(fields []form.Field) []paperQuestion {
	var all []paperQuestion
	for _, f := range fields {
		p.asked++
		q := paperQuestion{
			Number: fmt.Sprintf("%d.%d", p.number, p.asked), Label: f.Label, Hint: strings.TrimSpace(f.Only + " " + f.Hint),
			Needed: f.Required(), DontKnow: f.DontKnow && len(f.Options) == 0,
		}
		switch f.Control {
		case form.Radios, form.Checkboxes:
			for _, o := range f.Choices() {
				q.Boxes = append(q.Boxes, paperBox{Text: o.Label, Hint: o.Hint, Then: p.questions(p.section.Branch(f.Name, o.Value))})
			}
			q.Layout = layoutOf(q.Boxes)
		case form.Date:
			q.Hint, q.Cells = f.Only, dateCells()
		case form.NHSNumber:
			q.Cells = cellsOf(3, 3, 4)
		case form.Postcode:
			q.Cells = cellsOf(4, 3)
		case form.TextArea:
			q.Lines = make([]struct{}, linesFor(f.MaxLength()))
		case form.Text, form.Time, form.Select, form.Email, form.Telephone, form.Number, form.Secret:
			q.Lines = make([]struct{}, 1)
		}
		all = append(all, q)
	}
	return all
}

// layoutOf saves paper: a few short choices stand in a row, many in columns, and what
// brings questions of its own stands by itself.
func layoutOf(boxes []paperBox) string {
	length := 0
	for _, box := range boxes {
		if len(box.Then) > 0 {
			return ""
		}
		length += len(box.Text) + len(box.Hint)
	}
	switch {
	case length <= 60:
		return "inline"
	case len(boxes) > 3 && length/len(boxes) < 45:
		return "columns"
	}
	return ""
}

// linesFor is how many lines a text of that many characters is given: paper has more
// at the back.
func linesFor(most int) int {
	switch {
	case most >= 4000:
		return 8
	case most >= 1000:
		return 4
	}
	return 3
}

func dateCells() []paperCells {
	cells := cellsOf(2, 2, 4)
	for i, label := range []string{"Day", "Month", "Year"} {
		cells[i].Label = label
	}
	return cells
}

func cellsOf(groups ...int) []paperCells {
	var all []paperCells
	for _, n := range groups {
		all = append(all, paperCells{Cells: make([]struct{}, n)})
	}
	return all
}
