package referpage

import (
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"assistive-referrals/internal/address"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/govuk"
)

// chooseAddressPage is the addresses of the postcode that was typed. The postcode is
// read from the draft, so that it is in no address of ours.
type chooseAddressPage struct {
	Heading  string
	Postcode string
	Said     []govuk.InsetText // what stands in the way, or what to mind
	Action   string
	From     string
	Question template.HTML // empty if there is nothing to choose
	Typed    string        // where the address is typed instead
}

// mostRadios is up to how many addresses are seen at once; more are a list.
const mostRadios = 15

// addressFrom returns where the address was asked: on the form, on it by Change, or
// on the telephone.
func addressFrom(from string) string {
	if from == telephoneSlug {
		return from
	}
	return web.CameFrom(from)
}

// typedAddressPath is the section that the address is a part of.
func typedAddressPath(draft, from, anchor string) string {
	switch from {
	case telephoneSlug:
		return telephonePath(draft, intake.PersonSlug) + "#" + anchor
	case intake.CheckAnswersSlug:
		return formview.ChangeLink(draft, intake.PersonSlug, anchor)
	}
	return web.DraftPath(draft, intake.PersonSlug) + "#" + anchor
}

func (p pages) chooseAddress(r *web.Request) error {
	return p.showAddresses(r, http.StatusOK, addressFrom(r.URL.Query().Get("from")), "")
}

// showAddresses looks the postcode up and shows what there is to choose. A look-up
// that fails takes nothing away: the address can be typed.
func (p pages) showAddresses(r *web.Request, status int, from, problem string) error {
	code, good := form.ParsePostcode(r.Draft.Answers().First(intake.PostcodeName))
	if !good || p.Addresses == nil {
		return r.GoTo(typedAddressPath(r.Draft.ID, from, intake.PostcodeName))
	}
	found, err := p.Addresses.Find(r.Ctx(), code)
	if err != nil {
		p.Log.Warn("an address was not looked up", "request", r.ID, "error", err.Error())
	}
	page := newChooseAddressPage(r.Draft, code, found, err, from, problem)
	d := web.Document{Title: page.Heading, Back: typedAddressPath(r.Draft.ID, from, intake.PostcodeName)}
	if problem != "" && page.Question != "" {
		d.Problems = govuk.ErrorSummary{ErrorList: []govuk.ErrorItem{{Text: problem, Href: "#" + addressChosen}}}
	}
	return r.ShowAs(status, "choose_address", d, page)
}

const addressChosen = "chosen"

func newChooseAddressPage(draft casestore.Draft, code string, found []address.Address, err error, from, problem string) chooseAddressPage {
	page := chooseAddressPage{
		Heading: "Choose the address", Postcode: code, From: from,
		Action: web.DraftPath(draft.ID, formview.AddressSlug), Typed: typedAddressPath(draft.ID, from, intake.AddressName),
	}
	switch {
	case err != nil:
		page.Heading = "Address look-up is not working"
		page.Said = append(page.Said, govuk.InsetText{Text: "Type the address instead. What you have entered is saved."})
		return page
	case len(found) == 0:
		page.Heading = "No address was found"
		page.Said = append(page.Said, govuk.InsetText{Text: "Check the postcode, or type the address. A new building may not be listed yet."})
		return page
	}
	var options []form.Option
	homes := 0
	for _, a := range found {
		o := form.Option{Value: chosenValue(a), Label: a.Line()}
		if a.CareHome {
			homes++
			o.Label += " (care home)"
		}
		options = append(options, o)
	}
	question := form.Choice(addressChosen, "Address", options, problem)
	if len(found) > mostRadios {
		question = form.List(addressChosen, "Address", append([]form.Option{{Label: fmt.Sprintf("%d addresses found", len(found))}}, options...), problem)
	}
	if homes > 0 && draft.Answers().First("will-be") != "care-home" {
		page.Said = append(page.Said, govuk.InsetText{
			Text: "Ordnance Survey lists a care home here. If they will be there when it is put in place, select ‘In a care home’ on the page before.",
		})
	}
	asked := form.Section{Slug: formview.AddressSlug, Fields: []form.Field{question}}
	page.Question = formview.Ask(asked, nil, form.Context{}, asked.Problem(addressChosen, problem)).Shown()
	return page
}

// chosenValue carries an address through its choice, so that the choice needs no
// second look-up. It is read as what anyone could have typed.
func chosenValue(a address.Address) string {
	parts := append([]string{a.UPRN, a.Postcode}, a.Lines...)
	for i := range parts {
		parts[i] = strings.ReplaceAll(parts[i], "|", " ")
	}
	return strings.Join(parts, "|")
}

// chosenAnswers reads what chosenValue wrote, and tells whether it is an address.
func chosenAnswers(value string, person form.Section, at form.Context) (form.Answers, bool) {
	uprn, rest, _ := strings.Cut(value, "|")
	code, address, found := strings.Cut(rest, "|")
	if !found {
		return nil, false
	}
	typed := person.Normalise(person.Read(map[string][]string{
		intake.UPRNName: {uprn}, intake.PostcodeName: {code}, intake.AddressName: {strings.ReplaceAll(address, "|", "\n")},
	}, at))
	for _, p := range person.Check(typed, at) {
		if typed.First(p.Field) != "" || p.Field == intake.AddressName || p.Field == intake.PostcodeName {
			return nil, false
		}
	}
	return typed, true
}

// saveAddress puts the chosen address, with its postcode and number, into the draft.
func (p pages) saveAddress(r *web.Request) error {
	from := addressFrom(r.Posted.Get(formview.CarriedFrom))
	person, _ := intake.Find(intake.PersonSlug)
	asked := person
	asked.Fields = slices.DeleteFunc(slices.Clone(person.Fields), func(f form.Field) bool {
		return f.Name != intake.PostcodeName && f.Name != intake.AddressName && f.Name != intake.UPRNName
	})
	typed, good := chosenAnswers(r.Posted.Get(addressChosen), asked, display.At(r))
	if !good {
		return p.showAddresses(r, http.StatusUnprocessableEntity, from, "Select the address, or type it")
	}
	e := p.editorOf(r, person, person.Slug)
	e.Asked, e.Settle = asked, nil // the number is that of the address
	goesOn, err := e.Put(r, typed)
	if err != nil || !goesOn {
		return err
	}
	return r.GoTo(typedAddressPath(r.Draft.ID, from, intake.AddressName))
}
