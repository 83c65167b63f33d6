package display

import (
	"html/template"
	"slices"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/govuk"
	"assistive-referrals/internal/workingtime"
)

// Others are the other cases of a person, as far as whoever asks may know of them.
type Others struct {
	// visible are those that they may see.
	Visible []referral.Related
	// repeated are, for each kind, those that may ask for the same as the strand of the
	// request's case: for whoever settles that, whether or not they may see the case.
	Repeated map[referral.Kind][]referral.Related
}

// Visible returns those of the cases that the person may see.
func Visible(r *web.Request, cases []referral.Related) []referral.Related {
	return slices.DeleteFunc(slices.Clone(cases), func(related referral.Related) bool {
		return !r.Person().Allowed(access.SeeCase, r.Person().ToCase(related.Case, related.Strands)...)
	})
}

// Ordinary returns those of the cases that the person may see and that were not
// entered in error: by such nobody looks for a person.
func Ordinary(r *web.Request, cases []referral.Related) []referral.Related {
	return slices.DeleteFunc(Visible(r, cases), func(related referral.Related) bool { return related.Case.InError() })
}

// others looks for the other cases of the person of the request’s case, and writes down
// that they are about to be shown.
func OthersOf(r *web.Request, p referral.Person) (Others, error) {
	all, err := r.Site.Store.SamePerson(r.Ctx(), p, r.Case.Reference)
	if err != nil {
		return Others{}, err
	}
	found := Others{Visible: Ordinary(r, all), Repeated: map[referral.Kind][]referral.Related{}}
	for _, s := range r.Strands {
		if Settles(r, s) {
			found.Repeated[s.Kind] = repeatedIn(all, r.Case, s)
		}
	}
	return found, RecordOthers(r, "related", found.all())
}

// Settles tells whether the person says of a strand whether it is a duplicate.
func Settles(r *web.Request, s referral.Strand) bool {
	return !s.State.Final() && r.Person().Allowed(access.Settle, r.Person().To(r.Case, s)...)
}

// repeatedIn returns the cases that may ask for the same as that strand: what the
// strand itself names, and what was open before it, unless somebody said that it asks
// for something else.
func repeatedIn(all []referral.Related, c referral.Case, s referral.Strand) []referral.Related {
	var repeated []referral.Related
	for _, r := range all {
		same, asks := StrandOf(r, s.Kind)
		before := asks && !same.State.Final() && r.Case.Opened.Before(c.Opened) && !slices.Contains(s.Distinct, r.Case.Reference)
		if before || slices.Contains(s.MayDuplicate, r.Case.Reference) {
			repeated = append(repeated, r)
		}
	}
	// What it names and is no longer found: corrected since, or behind too many others.
	for _, reference := range s.MayDuplicate {
		if !slices.ContainsFunc(repeated, func(r referral.Related) bool { return r.Case.Reference == reference }) {
			repeated = append(repeated, referral.Related{Case: referral.Case{Reference: reference}})
		}
	}
	return repeated
}

func StrandOf(r referral.Related, kind referral.Kind) (referral.Strand, bool) {
	for _, s := range r.Strands {
		if s.Kind == kind {
			return s, true
		}
	}
	return referral.Strand{}, false
}

// all are the cases of which something is shown.
func (o Others) all() []referral.Related {
	all := slices.Clone(o.Visible)
	for _, kind := range referral.Kinds() {
		for _, r := range o.Repeated[kind] {
			if !slices.ContainsFunc(all, func(known referral.Related) bool { return known.Case.Reference == r.Case.Reference }) {
				all = append(all, r)
			}
		}
	}
	return all
}

func (o Others) sees(r referral.Reference) bool {
	return slices.ContainsFunc(o.Visible, func(known referral.Related) bool { return known.Case.Reference == r })
}

// RecordOthers writes down that something of those cases is about to be shown.
func RecordOthers(r *web.Request, what string, cases []referral.Related) error {
	for _, related := range cases {
		if len(related.Strands) == 0 {
			continue // nothing but its reference is known
		}
		if err := r.Site.Store.RecordRead(r.Ctx(), casestore.Read{
			Reference: related.Case.Reference, By: r.Actor(), At: r.Site.Now().UTC(), What: what, Request: r.ID,
		}); err != nil {
			return err
		}
	}
	return nil
}

// Name writes a case's reference, as a link for those who may see it.
func (o Others) Name(r referral.Reference) template.HTML {
	if o.sees(r) {
		return web.Link{Text: string(r), Href: web.PathOfCase(r)}.Render()
	}
	return template.HTML(template.HTMLEscapeString(string(r)))
}

// Table lists what the person may see of the other cases.
func (o Others) Table() govuk.Table {
	table := govuk.Table{FirstCellIsHeader: true, Head: []govuk.Cell{
		{Text: "Reference"}, {Text: "Asked for"}, {Text: "Sent"}, {Text: "Ended"}, {Text: "Who has it"},
	}}
	for _, r := range o.Visible {
		table.Rows = append(table.Rows, []govuk.Cell{
			{HTML: o.Name(r.Case.Reference)}, {HTML: AskedFor(r)}, {Text: workingtime.InLondon(r.Case.Opened, "2 January 2006")},
			{Text: workingtime.InLondon(r.Case.Closed, "2 January 2006")}, {HTML: WhoHas(r)},
		})
	}
	return table.Stacked()
}

// AskedFor says what a case asks for and where that is, a line for each strand.
func AskedFor(r referral.Related) template.HTML {
	var html template.HTML
	for _, s := range r.Strands {
		if html += askedWords(s); s.DuplicateOf != "" {
			html += "<br>" + Lines("Ended as a duplicate")
		}
	}
	return html
}

func askedWords(s referral.Strand) template.HTML {
	words := s.Kind.Label()
	if s.AskedFor != "" {
		words += ": " + s.AskedFor
	}
	return `<div class="govuk-!-margin-bottom-1">` + Lines(words) + " " + Tag(s.State.Label(), s.State.Colour()).Render() + "</div>"
}

// WhoHas says for each open strand who has it, or whose worklist it is on.
func WhoHas(r referral.Related) template.HTML {
	var words []string
	for _, s := range r.Strands {
		switch {
		case s.State.Final():
		case s.Holder != nil:
			words = append(words, s.Holder.Name)
		case s.Team != "":
			words = append(words, s.Team.Label())
		}
	}
	return Lines(slices.Compact(words)...)
}

// AddTo adds to a strand's card which case it may be a duplicate of, and of which it
// was found to be one.
func (o Others) AddTo(card govuk.SummaryList, s referral.Strand) govuk.SummaryList {
	if repeated := o.Repeated[s.Kind]; len(repeated) > 0 {
		html := Lines("The same may be asked for already:")
		for _, r := range repeated {
			html += "<br>" + o.Name(r.Case.Reference)
		}
		card.Rows = append(card.Rows, Row("Possible duplicate", html))
	}
	if o.sees(s.DuplicateOf) {
		card.Rows = append(card.Rows, Row("The same request as", o.Name(s.DuplicateOf)))
	}
	return card
}

// OpenBefore returns the open referrals for a draft's person that whoever refers may
// see, and writes down that they are about to be shown. It takes as long where there
// are none.
func OpenBefore(r *web.Request, p referral.Person) ([]govuk.SummaryList, error) {
	all, err := r.Site.Store.SamePerson(r.Ctx(), p, "")
	if err != nil {
		return nil, err
	}
	open := slices.DeleteFunc(Visible(r, all), func(related referral.Related) bool { return !related.Case.Closed.IsZero() })
	var cards []govuk.SummaryList
	for _, related := range open {
		card := govuk.SummaryList{Card: govuk.SummaryCard{
			Title:   govuk.CardTitle{Text: string(related.Case.Reference), HeadingLevel: 3},
			Actions: govuk.Actions{Items: []govuk.Action{{Text: "Add to that referral", Href: web.PathOfCase(related.Case.Reference)}}},
		}}
		for _, s := range related.Strands {
			card.Rows = append(card.Rows, Row(s.Kind.Label(), openWords(s)))
		}
		card.Rows = append(card.Rows, Row("Sent", Lines(Moment(related.Case.Opened)+" by "+related.Case.Referrer.Name)))
		cards = append(cards, card)
	}
	return cards, RecordOthers(r, "possible-duplicate", open)
}

func openWords(s referral.Strand) template.HTML {
	words := Given("", s.AskedFor)
	return Tag(s.State.Label(), s.State.Colour()).Render() + "<br>" + Lines(append(words, s.State.Next())...)
}
