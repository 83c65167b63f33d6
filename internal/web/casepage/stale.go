package casepage

import (
	"html/template"
	"net/http"
	"strings"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
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
		page.Changes = append(page.Changes, govuk.TimelineEvent{Title: e.Change.Title(), Byline: display.Byline(e)})
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
func (p pages) showStale(r *web.Request, w strandWork, now referral.Strand, version int) error {
	events, err := p.Store.History(r.Ctx(), r.Case.Reference)
	if err != nil {
		return err
	}
	return r.ShowAs(http.StatusConflict, "stale", web.Document{Title: staleTitle},
		buildStale(r.Case, now, p.eventsToShow(r, display.EventsSince(events, now.Kind, version)), w.fields))
}

// showStaleLongForm answers a form that is written over some time in the same way.
// What was typed is kept, if whoever wrote it still has the strand.
func (p pages) showStaleLongForm(r *web.Request, w longForm, now referral.Strand, version int, all form.Answers) error {
	events, err := p.Store.History(r.Ctx(), r.Case.Reference)
	if err != nil {
		return err
	}
	page := buildStale(r.Case, now, display.EventsSince(events, now.Kind, version), nil)
	for _, s := range w.sections {
		for _, f := range s.Asked(all, w.at) {
			if len(all[f.Name]) > 0 {
				page.Typed.Rows = append(page.Typed.Rows, display.Row(f.Label, display.Lines(form.Show(f, all)...)))
			}
		}
	}
	if w.change(now, all).Possible(now, r.Actor()) == nil {
		page.Kept = web.PathOfStrand(r.Case.Reference, now.Kind, w.name)
	}
	return r.ShowAs(http.StatusConflict, "stale", web.Document{Title: staleTitle}, page)
}

const staleTitle = "Somebody else changed this while you had it open"

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
	case govuk.KindText, govuk.KindLongText, govuk.KindList, govuk.KindEmail, govuk.KindTelephone, govuk.KindNumber:
	}
	return display.Lines(f.Value)
}
