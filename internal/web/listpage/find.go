package listpage

import (
	"net/http"
	"strings"
	"unicode/utf8"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
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
	Number, Surname, Born govuk.Field
	Searched              bool
	Found                 govuk.Table // of those that the person may see
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

func (p pages) findAsk(r *web.Request) error {
	page, _ := p.findForm(r)
	return r.Show("find", web.Document{Title: findTitle}, page)
}

// findForm returns the form with what was typed, and what is sought: nothing where
// something must be put right first.
func (p pages) findForm(r *web.Request) (findPage, sought) {
	page := findPage{
		Number: govuk.Field{
			Name: "number", Label: "Reference, NHS number or social care record number", Kind: govuk.KindText, Width: 20, Spellcheck: new(false),
			Hint: "A reference is like 7K3Q-9M2P, and an NHS number like 999 000 0018.",
		},
		Surname: govuk.Field{Name: "surname", Label: "Surname", Kind: govuk.KindText, Width: 20, Spellcheck: new(false)},
		Born:    govuk.Field{Name: "born", Label: "Date of birth", Hint: "For example, 27 3 1948", Kind: govuk.KindDate},
	}
	if r.Posted == nil {
		return page, sought{}
	}
	typed := func(name string) string { return strings.TrimSpace(r.Posted.Get(name)) }
	page.Number.Value, page.Surname.Value = typed("number"), typed("surname")
	born, date := formview.Date(r, page.Born, "", "the date of birth")
	named := page.Surname.Value != "" || born.Date != govuk.Date{}
	switch {
	case page.Number.Value != "" && named:
		page.Born.Date = born.Date
		page.Number.Error = "Enter a reference or number, or a surname and date of birth, not both"
	case page.Number.Value != "":
		var s sought
		s, page.Number.Error = soughtByNumber(page.Number.Value)
		return page, s
	case !named:
		page.Number.Error = "Enter a reference or number, or a surname and date of birth"
	default:
		page.Born = born
		return page, page.soughtByName(date, r.Today())
	}
	return page, sought{}
}

// soughtByName checks surname and date.
func (p *findPage) soughtByName(date, today referral.Date) sought {
	by := referral.BySurname(p.Surname.Value, date)
	switch {
	case p.Surname.Value == "":
		p.Surname.Error = "Enter the surname"
	case utf8.RuneCountInString(p.Surname.Value) > longestName:
		p.Surname.Error = "Surname must be 100 characters or less"
	case p.Born.Error == "" && date >= today:
		p.Born.Error = "Date of birth must be in the past"
	case p.Born.Error == "" && len(by) == 0:
		p.Surname.Error = "Surname must have letters in it"
	}
	if p.Surname.Error+p.Born.Error != "" {
		return sought{}
	}
	return sought{what: "name", by: by}
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
	page, s := p.findForm(r)
	if s.what == "" {
		return r.ShowAs(http.StatusUnprocessableEntity, "find", web.Document{Title: findTitle, Problems: govuk.Problems(page.Number, page.Surname, page.Born)}, page)
	}
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
	for _, related := range found.Visible {
		sent, err := p.Store.Referral(r.Ctx(), related.Case.Reference)
		if err != nil {
			return table, err
		}
		events, err := p.Store.History(r.Ctx(), related.Case.Reference)
		if err != nil {
			return table, err
		}
		person := referral.Current(sent, events).Facts.Person
		table.Rows = append(table.Rows, []govuk.Cell{
			{HTML: found.Name(related.Case.Reference)}, {Text: person.Name}, {Text: display.DayOf(person.DateOfBirth)}, {HTML: display.AskedFor(related)},
			{Text: workingtime.InLondon(related.Case.Opened, "2 January 2006")}, {HTML: display.WhoHas(related)},
		})
	}
	return table.Stacked(), nil
}
