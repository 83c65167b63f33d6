package web

import (
	"assistive-referrals/internal/web/base"
	"assistive-referrals/internal/web/display"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
)

// stalePage tells what others have changed since a form was opened, and shows
// what was typed, so that nothing is lost.
type stalePage struct {
	Caption string
	State   string
	Changes []govuk.TimelineEvent
	Typed   govuk.SummaryList
	Case    string
	Kept    string // where what was typed is kept, to go on with it; "" if it is not
}

func buildStale(c referral.Case, now referral.Strand, since []referral.Event, typed []govuk.Field) stalePage {
	page := stalePage{
		Caption: string(c.Reference) + " · " + c.Initials + " · " + now.Kind.Label(),
		State:   "It is now: " + now.State.Label() + ".", Case: web.PathOfCase(c.Reference),
	}
	if now.State == referral.Claimed && now.Holder != nil {
		page.State = "It is now with " + now.Holder.Name + "."
	}
	for _, e := range since {
		page.Changes = append(page.Changes, govuk.TimelineEvent{Title: eventTitle(e), Byline: byline(e)})
	}
	for _, f := range typed {
		if value := answerOf(f); value != "" {
			page.Typed.Rows = append(page.Typed.Rows, govuk.SummaryRow{Key: govuk.Content{Text: f.Label}, Value: govuk.Content{HTML: value}})
		}
	}
	return page
}

// showStale answers a form whose strand somebody else changed after it was opened
// at that version.
func (v *visit) showStale(w strandWork, now referral.Strand, version int) error {
	events, err := v.Store.History(v.Ctx(), v.Case.Reference)
	if err != nil {
		return err
	}
	return v.ShowAs(http.StatusConflict, "stale", web.Document{Title: staleTitle},
		buildStale(v.Case, now, v.eventsToShow(eventsSince(events, now.Kind, version)), w.fields))
}

// showStaleWriting answers a form that is written over some time in the same way.
// What was typed is kept, if whoever wrote it still has the strand.
func (v *visit) showStaleWriting(w writing, now referral.Strand, version int, all intake.Answers) error {
	events, err := v.Store.History(v.Ctx(), v.Case.Reference)
	if err != nil {
		return err
	}
	page := buildStale(v.Case, now, eventsSince(events, now.Kind, version), nil)
	for _, s := range w.sections {
		for _, f := range s.Asked(all, w.at) {
			if len(all[f.Name]) > 0 {
				page.Typed.Rows = append(page.Typed.Rows, row(f.Label, display.Lines(intake.Show(f, all)...)))
			}
		}
	}
	if w.typical.Possible(now, v.Actor()) == nil {
		page.Kept = web.PathOfStrand(v.Case.Reference, now.Kind, w.name)
	}
	return v.ShowAs(http.StatusConflict, "stale", web.Document{Title: staleTitle}, page)
}

const staleTitle = "Somebody else changed this while you had it open"

// eventsSince returns the events that raised a strand above that version. The
// strand begins at version 1, and each of its events raises it by one.
func eventsSince(events []referral.Event, kind referral.Kind, version int) []referral.Event {
	var of []referral.Event
	for _, e := range events {
		if slices.Contains(e.About(), kind) {
			of = append(of, e)
		}
	}
	return of[min(max(version-1, 0), len(of)):]
}

// answerOf returns what was typed or chosen for a question, as it was shown.
func answerOf(f govuk.Field) template.HTML {
	var chosen []string
	switch f.Kind {
	case govuk.KindDate:
		return display.Lines(strings.TrimSpace(f.Date.Day + " " + f.Date.Month + " " + f.Date.Year))
	case govuk.KindOne, govuk.KindMany:
		for _, o := range f.Options {
			for _, value := range append([]string{f.Value}, f.Values...) {
				if value == o.Value {
					chosen = append(chosen, o.Text)
				}
			}
		}
		return display.Lines(chosen...)
	}
	return display.Lines(f.Value)
}
