package casepage

import (
	"net/http"

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

func buildStale(c referral.Case, now referral.Strand, since []referral.Event, typed []govuk.SummaryRow, kept string) stalePage {
	page := stalePage{
		Caption: string(c.Reference) + " · " + c.Initials + " · " + now.Kind.Label(),
		State:   "It is now: " + now.State.Label() + ".", Case: web.PathOfCase(c.Reference), Kept: kept,
	}
	if now.State == referral.Claimed && now.Holder != nil {
		page.State = "It is now with " + now.Holder.Name + "."
	}
	for _, e := range since {
		page.Changes = append(page.Changes, govuk.TimelineEvent{Title: e.Change.Title(), Byline: display.Byline(e)})
	}
	page.Typed.Rows = typed
	return page
}

// showStale answers a form whose strand somebody else changed after it was opened at
// that version, with what was typed into it and where that is kept; "" if it is not.
func (p pages) showStale(r *web.Request, now referral.Strand, version int, typed []govuk.SummaryRow, kept string) error {
	events, err := p.Store.History(r.Ctx(), r.Case.Reference)
	if err != nil {
		return err
	}
	return r.ShowAs(http.StatusConflict, "stale", web.Document{Title: staleTitle},
		buildStale(r.Case, now, p.eventsToShow(r, display.EventsSince(events, now.Kind, version)), typed, kept))
}

// typedRows are the questions with what was answered.
func typedRows(asked []form.Field, all form.Answers) []govuk.SummaryRow {
	var rows []govuk.SummaryRow
	for _, f := range asked {
		if len(all[f.Name]) > 0 {
			rows = append(rows, display.Row(f.Label, display.Lines(form.Show(f, all)...)))
		}
	}
	return rows
}

const staleTitle = "Somebody else changed this while you had it open"
