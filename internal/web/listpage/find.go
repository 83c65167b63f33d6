package listpage

import (
	"context"
	"html/template"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/parallel"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/govuk"
	"assistive-referrals/internal/workingtime"
)

// findPage looks for referrals by reference, number, or name and date of birth. What
// was typed and what was found stand in the answer to a form, never in an address; the
// form holds what was typed, and can be sent again.
type findPage struct {
	Questions []template.HTML // the number first
	Searched  bool
	Found     govuk.Table // of those that the person may see
}

// sought is what somebody looks for.
type sought struct {
	what      string             // a code, for the record of searches
	reference referral.Reference // "" if it can be none
	by        []referral.Identifier
}

const (
	findTitle   = "Find a referral"
	longestName = 100 // characters, as on the form
)

// findQuestions are a number, or a name with a date of birth.
var findQuestions = form.Section{
	Slug: "find",
	Fields: []form.Field{
		{Name: "number", Label: "Reference, NHS number or social care record number", Control: form.Text, Width: "20",
			Hint: "A reference is like 7K3Q-9M2P, and an NHS number like 999 000 0018."},
		{Name: "surname", Label: "Surname", Control: form.Text, Width: "20"},
		{Name: "born", Label: "Date of birth", Control: form.Date, Hint: "For example, 27 3 1948"},
	},
	Rules: []form.Rule{
		{Field: "number", Check: func(all form.Answers, _ form.Context) string {
			switch number := all.First("number"); {
			case number != "" && byName(all):
				return "Enter a reference or number, or a surname and date of birth, not both"
			case number != "":
				_, problem := soughtByNumber(number)
				return problem
			case !byName(all):
				return "Enter a reference or number, or a surname and date of birth"
			}
			return ""
		}},
		{Field: "surname", Check: surnameSought},
		{Field: "born", Check: func(all form.Answers, at form.Context) string {
			born := all.Date("born")
			switch {
			case all.First("number") != "" || !byName(all):
			case len(all["born"]) == 0:
				return "Enter the date of birth"
			case born == "":
				return "The date of birth must be a real date, like 27 3 2027"
			case all.First("surname") != "" && string(born) >= workingtime.InLondon(at.Now, time.DateOnly):
				return "Date of birth must be in the past"
			}
			return ""
		}},
	},
}

// byName tells whether somebody is looked for by name and date of birth.
func byName(all form.Answers) bool { return len(all["surname"])+len(all["born"]) > 0 }

func surnameSought(all form.Answers, _ form.Context) string {
	surname := all.First("surname")
	switch {
	case all.First("number") != "" || !byName(all):
	case surname == "":
		return "Enter the surname"
	case utf8.RuneCountInString(surname) > longestName:
		return "Surname must be 100 characters or less"
	case all.Date("born") != "" && len(referral.BySurname(surname, all.Date("born"))) == 0:
		return "Surname must have letters in it"
	}
	return ""
}

// soughtBy is what is looked for with answers in which nothing is wrong.
func soughtBy(all form.Answers) sought {
	if number := all.First("number"); number != "" {
		s, _ := soughtByNumber(number)
		return s
	}
	return sought{what: "name", by: referral.BySurname(all.First("surname"), all.Date("born"))}
}

// fillFind returns the form, of which no question says that it can be left: one must be
// answered.
func fillFind(r *web.Request) formview.Filled {
	f := formview.Fill(r, findQuestions, nil)
	f.Quiet = true
	return f
}

func (p pages) findAsk(r *web.Request) error {
	return r.Show("find", web.Document{Title: findTitle}, findPage{Questions: fillFind(r).Questions()})
}

// soughtByNumber tells from a number which it is, or what to do about it.
func soughtByNumber(typed string) (sought, string) {
	if reference, err := referral.ParseReference(typed); err == nil {
		return sought{what: "reference", reference: reference, by: referral.ByRecordNumber(typed)}, ""
	}
	digits := strings.NewReplacer(" ", "", "-", "", ".", "").Replace(typed)
	if len(digits) == 10 && strings.Trim(digits, "0123456789") == "" {
		number, valid := form.ParseNHSNumber(digits)
		if !valid {
			return sought{}, "Check the NHS number: a digit is wrong or two are swapped"
		}
		return sought{what: "nhs-number", by: append(referral.ByNHSNumber(number), referral.ByRecordNumber(typed)...)}, ""
	}
	_, field, _ := intake.Named("record-number")
	by := referral.ByRecordNumber(typed)
	if utf8.RuneCountInString(typed) > field.MaxLength() || len(by) == 0 || looksLikeReference(typed) {
		return sought{}, "Check the reference or number: a reference is 8 letters and numbers, like 7K3Q-9M2P, and an NHS number has 10 digits"
	}
	return sought{what: "record-number", by: by}, ""
}

// looksLikeReference tells of a text that is no reference whether it was meant as one.
func looksLikeReference(typed string) bool {
	first, second, parted := strings.Cut(typed, "-")
	return parted && len(first) == 4 && len(second) == 4
}

// find shows what there is that the person may see. What they may not see is as if it
// were not there. Every search is written down, and every case that is shown.
func (p pages) find(r *web.Request) error {
	filled := fillFind(r)
	page := findPage{Questions: filled.Questions()}
	if filled.Wrong() {
		return r.ShowAs(http.StatusUnprocessableEntity, "find", web.Document{Title: findTitle, Problems: filled.Summary()}, page)
	}
	s := soughtBy(filled.Answers)
	by := s.by
	if s.reference != "" {
		by = append([]referral.Identifier{{Text: "reference:" + string(s.reference)}}, by...)
	}
	search := casestore.Search{By: r.Actor(), At: p.Now().UTC(), What: s.what, Request: r.ID}
	if err := p.Store.RecordSearch(r.Ctx(), search, by); err != nil {
		return err
	}
	if s.reference != "" {
		named, err := p.Store.FindReference(r.Ctx(), s.reference)
		if err != nil {
			return err
		}
		if len(display.Visible(r, named)) > 0 {
			return r.GoTo(web.PathOfCase(s.reference))
		}
	}
	all, err := p.Store.Find(r.Ctx(), s.by)
	if err != nil {
		return err
	}
	found := display.Others{Visible: display.Ordinary(r, all)}
	if err := display.RecordOthers(r, "find", found.Visible); err != nil {
		return err
	}
	page.Searched = true
	if page.Found, err = p.foundTable(r, found); err != nil {
		return err
	}
	return r.Show("find", web.Document{Title: findTitle}, page)
}

// foundTable shows by whom each referral is, so that the right person is recognised.
func (p pages) foundTable(r *web.Request, found display.Others) (govuk.Table, error) {
	table := govuk.Table{FirstCellIsHeader: true, Head: []govuk.Cell{
		{Text: "Reference"}, {Text: "Person"}, {Text: "Date of birth"}, {Text: "Asked for"}, {Text: "Sent"}, {Text: "Who has it"},
	}}
	persons := make([]referral.Person, len(found.Visible))
	err := parallel.Each(r.Ctx(), found.Visible, func(ctx context.Context, at int, related referral.Related) error {
		current, err := p.Store.Current(ctx, related.Case.Reference)
		persons[at] = current.Facts.Person
		return err
	})
	if err != nil {
		return table, err
	}
	for at, related := range found.Visible {
		person := persons[at]
		table.Rows = append(table.Rows, []govuk.Cell{
			{HTML: found.Name(related.Case.Reference)}, {Text: person.Name}, {Text: display.DayOf(person.DateOfBirth)}, {HTML: display.AskedFor(related)},
			{Text: workingtime.InLondon(related.Case.Opened, "2 January 2006")}, {HTML: display.WhoHas(related)},
		})
	}
	return table.Stacked(), nil
}
