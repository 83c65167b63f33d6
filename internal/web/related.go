package web

import (
	"assistive-referrals/internal/web/base"
	"assistive-referrals/internal/web/display"
	"html/template"
	"slices"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
)

// others are the other cases of a person, as far as whoever asks may know of them.
type others struct {
	// visible are those that they may see.
	visible []referral.Related
	// repeated are, for each kind, those that may ask for the same as the strand of the
	// visit's case: for whoever settles that, whether or not they may see the case.
	repeated map[referral.Kind][]referral.Related
}

// visible returns those of the cases that the person may see.
func (v *visit) visible(cases []referral.Related) []referral.Related {
	return slices.DeleteFunc(slices.Clone(cases), func(r referral.Related) bool {
		return !v.Person().Allowed(access.SeeCase, v.Person().ToCase(r.Case, r.Strands)...)
	})
}

// ordinary returns those of the cases that the person may see and that were not
// entered in error: by such nobody looks for a person.
func (v *visit) ordinary(cases []referral.Related) []referral.Related {
	return slices.DeleteFunc(v.visible(cases), func(r referral.Related) bool { return r.Case.InError() })
}

// others looks for the other cases of the person of the visit's case, and writes down
// that they are about to be shown.
func (v *visit) others(p referral.Person) (others, error) {
	all, err := v.Store.SamePerson(v.Ctx(), p, v.Case.Reference)
	if err != nil {
		return others{}, err
	}
	found := others{visible: v.ordinary(all), repeated: map[referral.Kind][]referral.Related{}}
	for _, s := range v.Strands {
		if v.settles(s) {
			found.repeated[s.Kind] = repeatedIn(all, v.Case, s)
		}
	}
	return found, v.recordOthers("related", found.all())
}

// settles tells whether the person says of a strand whether it is a duplicate.
func (v *visit) settles(s referral.Strand) bool {
	return !s.State.Final() && v.Person().Allowed(access.Settle, v.Person().To(v.Case, s)...)
}

// repeatedIn returns the cases that may ask for the same as that strand: what the
// strand itself names, and what was open before it, unless somebody said that it asks
// for something else.
func repeatedIn(all []referral.Related, c referral.Case, s referral.Strand) []referral.Related {
	var repeated []referral.Related
	for _, r := range all {
		same, asks := strandOf(r, s.Kind)
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

func strandOf(r referral.Related, kind referral.Kind) (referral.Strand, bool) {
	for _, s := range r.Strands {
		if s.Kind == kind {
			return s, true
		}
	}
	return referral.Strand{}, false
}

// all are the cases of which something is shown.
func (o others) all() []referral.Related {
	all := slices.Clone(o.visible)
	for _, kind := range referral.Kinds() {
		for _, r := range o.repeated[kind] {
			if !slices.ContainsFunc(all, func(known referral.Related) bool { return known.Case.Reference == r.Case.Reference }) {
				all = append(all, r)
			}
		}
	}
	return all
}

func (o others) sees(r referral.Reference) bool {
	return slices.ContainsFunc(o.visible, func(known referral.Related) bool { return known.Case.Reference == r })
}

// recordOthers writes down that something of those cases is about to be shown.
func (v *visit) recordOthers(what string, cases []referral.Related) error {
	for _, r := range cases {
		if len(r.Strands) == 0 {
			continue // nothing but its reference is known
		}
		if err := v.Store.RecordRead(v.Ctx(), casestore.Read{
			Reference: r.Case.Reference, By: v.Actor(), At: v.Now().UTC(), What: what, Request: v.ID,
		}); err != nil {
			return err
		}
	}
	return nil
}

// name writes a case's reference, as a link for those who may see it.
func (o others) name(r referral.Reference) template.HTML {
	if o.sees(r) {
		return web.Link{Text: string(r), Href: web.PathOfCase(r)}.Render()
	}
	return template.HTML(template.HTMLEscapeString(string(r)))
}

// table lists what the person may see of the other cases.
func (o others) table() govuk.Table {
	table := govuk.Table{FirstCellIsHeader: true, Head: []govuk.Cell{
		{Text: "Reference"}, {Text: "Asked for"}, {Text: "Sent"}, {Text: "Ended"}, {Text: "Who has it"},
	}}
	for _, r := range o.visible {
		table.Rows = append(table.Rows, []govuk.Cell{
			{HTML: o.name(r.Case.Reference)}, {HTML: askedFor(r)}, {Text: display.InLondon(r.Case.Opened, "2 January 2006")},
			{Text: display.InLondon(r.Case.Closed, "2 January 2006")}, {HTML: whoHas(r)},
		})
	}
	return table.Stacked()
}

// askedFor says what a case asks for and where that is, a line for each strand.
func askedFor(r referral.Related) template.HTML {
	var html template.HTML
	for _, s := range r.Strands {
		if html += askedWords(s); s.DuplicateOf != "" {
			html += "<br>" + display.Lines("Ended as a duplicate")
		}
	}
	return html
}

func askedWords(s referral.Strand) template.HTML {
	words := s.Kind.Label()
	if s.AskedFor != "" {
		words += ": " + s.AskedFor
	}
	return `<div class="govuk-!-margin-bottom-1">` + display.Lines(words) + " " + tag(s.State.Label(), s.State.Colour()).Render() + "</div>"
}

// whoHas says for each open strand who has it, or whose worklist it is on.
func whoHas(r referral.Related) template.HTML {
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
	return display.Lines(slices.Compact(words)...)
}

// addTo adds to a strand's card which case it may be a duplicate of, and of which it
// was found to be one.
func (o others) addTo(card govuk.SummaryList, s referral.Strand) govuk.SummaryList {
	if repeated := o.repeated[s.Kind]; len(repeated) > 0 {
		html := display.Lines("The same may be asked for already:")
		for _, r := range repeated {
			html += "<br>" + o.name(r.Case.Reference)
		}
		card.Rows = append(card.Rows, row("Possible duplicate", html))
	}
	if o.sees(s.DuplicateOf) {
		card.Rows = append(card.Rows, row("The same request as", o.name(s.DuplicateOf)))
	}
	return card
}

// settleActions returns what the person can say of a strand that may be a duplicate.
func (v *visit) settleActions(s referral.Strand, found others) []action {
	if len(found.repeated[s.Kind]) == 0 {
		return nil
	}
	return []action{{Text: "Say whether it is a duplicate", Href: web.PathOfStrand(v.Case.Reference, s.Kind, "duplicate")}}
}

// strandsToShow returns the case's strands without what the person may not know:
// that there may be another case of the same person.
func (v *visit) strandsToShow() []referral.Strand {
	strands := slices.Clone(v.Strands)
	checks := checksDeath(v.Request)
	for i, s := range strands {
		if !v.settles(s) {
			strands[i].Flags = withoutFlag(s.Flags, referral.FlagPossibleDuplicate)
		}
		if !checks {
			strands[i].Flags = withoutFlag(strands[i].Flags, referral.FlagCheckDeath)
		}
	}
	return strands
}

// eventsToShow returns a case's history without what the person may not know.
func (v *visit) eventsToShow(events []referral.Event) []referral.Event {
	settles, checks := v.Person().Allowed(access.Settle, v.Person().ToCase(v.Case, v.Strands)...), checksDeath(v.Request)
	return slices.DeleteFunc(slices.Clone(events), func(e referral.Event) bool {
		switch e.Name {
		case referral.Distinct{}.Name():
			return !settles
		case referral.CheckDeath{}.Name(), referral.DeathChecked{}.Name():
			return !checks
		}
		return false
	})
}

// openBefore returns the open referrals for a draft's person that whoever refers may
// see, and writes down that they are about to be shown. It takes as long where there
// are none.
func (v *visit) openBefore(p referral.Person) ([]govuk.SummaryList, error) {
	all, err := v.Store.SamePerson(v.Ctx(), p, "")
	if err != nil {
		return nil, err
	}
	open := slices.DeleteFunc(v.visible(all), func(r referral.Related) bool { return !r.Case.Closed.IsZero() })
	var cards []govuk.SummaryList
	for _, r := range open {
		card := govuk.SummaryList{Card: govuk.SummaryCard{
			Title:   govuk.CardTitle{Text: string(r.Case.Reference), HeadingLevel: 3},
			Actions: govuk.Actions{Items: []govuk.Action{{Text: "Add to that referral", Href: web.PathOfCase(r.Case.Reference)}}},
		}}
		for _, s := range r.Strands {
			card.Rows = append(card.Rows, row(s.Kind.Label(), openWords(s)))
		}
		card.Rows = append(card.Rows, row("Sent", display.Lines(display.Moment(r.Case.Opened)+" by "+r.Case.Referrer.Name)))
		cards = append(cards, card)
	}
	return cards, v.recordOthers("possible-duplicate", open)
}

func openWords(s referral.Strand) template.HTML {
	words := display.Given("", s.AskedFor)
	return tag(s.State.Label(), s.State.Colour()).Render() + "<br>" + display.Lines(append(words, s.State.Next())...)
}
