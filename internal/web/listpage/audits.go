package listpage

import (
	"errors"
	"fmt"
	"html/template"
	"net/url"
	"strings"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/govuk"
)

// auditsPage lists the direct orders that are in the sample: those to be looked at,
// and what was found. It shows people by initials only, so seeing it is not recorded.
type auditsPage struct {
	Heading, Lead string
	Lists         []listLink
	Table         govuk.Table
	Empty         string
	Next          govuk.Pagination
}

// auditLists are the lists in their order, with what is said when they are empty.
var auditLists = []struct {
	list        casestore.List
	name, empty string
}{
	{casestore.ListAudit, "To audit", "No order is waiting to be audited."},
	{casestore.ListAgreed, "Agreed with", "No order has been agreed with yet."},
	{casestore.ListConcern, "Concerns", "There has been no concern."},
}

// auditsData is what the page is built from.
type auditsData struct {
	list   casestore.List
	counts map[casestore.List]int
	page   casestore.Page
	// percent is how many of a hundred orders are in the sample.
	percent int
	may     func(referral.Strand) bool // whether the person can audit it
}

func buildAudits(d auditsData) auditsPage {
	page := auditsPage{Lead: fmt.Sprintf("About %d in 100 of the orders that trusted assessors make at once come here. Chance chooses them.", d.percent)}
	for _, known := range auditLists {
		if known.list == d.list {
			page.Heading, page.Empty = known.name, known.empty
		}
		page.Lists = append(page.Lists, listLink{
			Text: known.name + " (" + countWords(d.counts[known.list]) + ")", Href: "/audits?list=" + string(known.list), Current: known.list == d.list,
		})
	}
	page.Table = govuk.Table{
		Caption: page.Heading, CaptionClasses: "govuk-visually-hidden", FirstCellIsHeader: true,
		Head: []govuk.Cell{{Text: "Reference"}, {Text: "Person"}, {Text: "Ordered by"}, {Text: "Ordered"}, {Text: "Cost"}, {Text: "Audit"}},
	}
	for _, e := range d.page.Entries {
		page.Table.Rows = append(page.Table.Rows, auditRow(e, d.may(e.Strand)))
	}
	page.Table = page.Table.Stacked()
	if d.page.Next != "" {
		page.Next.Next.Href = "/audits?" + url.Values{"list": {string(d.list)}, "from": {string(d.page.Next)}}.Encode()
	}
	return page
}

func auditRow(e casestore.Entry, may bool) []govuk.Cell {
	result := govuk.Cell{HTML: display.Tag(e.Audit.Finding.Label(), e.Audit.Finding.Colour()).Render()}
	switch {
	case e.Audit.By != nil:
		result.HTML += "<br>" + display.Lines(e.Audit.By.Name+", "+display.Moment(e.Audit.At))
	case may:
		result.HTML = auditLink(e)
	}
	var by, ordered, cost string
	if e.Decision != nil {
		by, cost = e.Decision.By.Name+", "+display.Moment(e.Decision.At), referral.Pounds(e.Decision.Cost())
		ordered = strings.Join(catalogue.Names(e.Decision.Equipment), ", ")
	}
	return []govuk.Cell{
		{HTML: web.Link{Text: string(e.Reference), Href: web.PathOfCase(e.Reference)}.Render()}, {Text: e.Initials}, {Text: by}, {Text: ordered}, {Text: cost}, result,
	}
}

func auditLink(e casestore.Entry) template.HTML {
	return template.HTML(`<a class="govuk-link" href="`+template.HTMLEscapeString(web.PathOfStrand(e.Reference, e.Kind, "audit"))+`">Audit`) +
		display.Hidden(" the order "+string(e.Reference)) + "</a>"
}

func (p pages) audits(r *web.Request) error {
	query := r.URL.Query()
	d := auditsData{percent: p.Rules.Policy.AuditPercent, list: casestore.List(query.Get("list")), counts: map[casestore.List]int{}}
	if d.list == "" {
		d.list = casestore.ListAudit
	}
	known := false
	for _, l := range auditLists {
		count, err := p.Store.Count(r.Ctx(), casestore.Browse{Team: referral.AuditTeam, List: l.list})
		if err != nil {
			return err
		}
		d.counts[l.list], known = count, known || l.list == d.list
	}
	if !known {
		return web.ErrNoSuchList
	}
	d.may = func(s referral.Strand) bool {
		return referral.AuditOrder{}.Possible(s, r.Actor()) == nil
	}
	var err error
	d.page, err = p.Store.Worklist(r.Ctx(), referral.AuditTeam, d.list, casestore.Cursor(query.Get("from")), PageSize)
	if errors.Is(err, casestore.ErrCursor) {
		return web.ErrNoSuchList
	}
	if err != nil {
		return err
	}
	page := buildAudits(d)
	return r.Show("audits", web.Document{Title: "Audit of direct orders: " + page.Heading}, page)
}
