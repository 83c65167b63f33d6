package listpage

import (
	"fmt"
	"html/template"
	"strings"
	"time"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/govuk"
	"assistive-referrals/internal/workingtime"
)

// worklistRow is a strand in a list. It shows the person by initials, or by name
// where the list is of what somebody holds, which is recorded.
type worklistRow struct {
	ID        string // by which it is told apart, with its version
	Reference referral.Reference
	Href      string
	Person    string
	Asked     string
	AskedFor  string // of it, in few words; "" in old cases
	Priority  template.HTML
	Since     string
	Due       []string
	Flags     template.HTML // "" for none
	State     govuk.Tag
	Holder    string
	Lacks     []string // what it asks for that the person does not bring
	Claim     string   // address of the claim; "" if the person cannot claim it
	Version   int
	Request   string
}

func (d worklistData) row(e casestore.Entry) worklistRow {
	row := worklistRow{
		ID: rowID(e), Reference: e.Reference, Href: web.PathOfCase(e.Reference) + "#" + string(e.Kind), Person: e.Initials,
		Asked: e.Kind.Label(), AskedFor: e.AskedFor,
		Priority: display.PriorityWithReasons(e.Strand), Flags: display.FlagTags(e.Strand), Since: display.Age(e.Received, d.now), Due: rowDue(e.Strand, d.now, d.calendar),
		Version: e.Version, Request: d.request(),
	}
	if name := d.names[e.Reference]; name != "" {
		row.Person = name
	}
	// Every row of a list is in the same state, but for these.
	if d.list == ListMine || d.list == casestore.ListOverdue || d.list == casestore.ListClosed {
		row.State = display.Tag(e.State.Label(), e.State.Colour())
	}
	switch {
	case d.list == ListMine || e.Strand.Holder == nil:
	case e.Strand.Holder.ID == d.who:
		row.Holder = "You"
	default:
		row.Holder = e.Strand.Holder.Name
	}
	if e.State == referral.Waiting && d.mine {
		row.Lacks = lacksWords(e.Strand, d.brings)
		if d.claims(e.Strand) {
			row.Claim = web.PathOfStrand(e.Reference, e.Kind, "claim")
		}
	}
	return row
}

// rowID tells rows apart, and one version of a row from the next.
func rowID(e casestore.Entry) string { return fmt.Sprintf("%s.%s.%d", e.Reference, e.Kind, e.Version) }

// lacksWords say what a strand asks for that somebody does not bring.
func lacksWords(s referral.Strand, q referral.Qualifications) []string {
	var words []string
	for _, need := range s.Lacks(q) {
		words = append(words, need.Words())
	}
	return words
}

// rowDue says what is due: the review for what is in place, the next target
// otherwise; how much time is left, and then when it is.
func rowDue(s referral.Strand, now time.Time, calendar *workingtime.Calendar) []string {
	if s.Ending != nil {
		return []string{s.Ending.Reason, "on " + workingtime.InLondon(s.Ending.At, "2 January 2006")}
	}
	if s.Hold != nil {
		return append([]string{"On hold until " + display.DayOf(s.Hold.Until)}, pausedSince(s)...)
	}
	if s.State != referral.InPlace {
		return targetDue(s, now, calendar)
	}
	if overdue(s, now) {
		return []string{"Overdue", "since " + display.DayOf(s.ReviewBy)}
	}
	return display.Given("Review by ", display.DayOf(s.ReviewBy))
}

// targetDue says how much time is left until the next target, in few words.
func targetDue(s referral.Strand, now time.Time, calendar *workingtime.Calendar) []string {
	due := s.Due()
	if due.IsZero() {
		return nil
	}
	since, paused := s.Paused()
	switch {
	// What was late before the clock was stopped is late all the same.
	case paused && since.Before(due):
		return []string{"Clock stopped", "since " + shortMoment(since, now)}
	case now.After(due):
		return []string{"Overdue", "since " + shortMoment(due, now)}
	}
	left := strings.Trim(display.DaysLeft(due, now, calendar), "()")
	return []string{strings.ToUpper(left[:1]) + left[1:], "until " + shortMoment(due, now)}
}

// shortMoment writes an instant for a narrow column: the year only where it is not
// this one's.
func shortMoment(t, now time.Time) string {
	layout := "3:04pm on 2 January"
	if workingtime.InLondon(t, "2006") != workingtime.InLondon(now, "2006") {
		layout += " 2006"
	}
	return workingtime.InLondon(t, layout)
}

// pausedSince says since when a clock stands still.
func pausedSince(s referral.Strand) []string {
	if since, paused := s.Paused(); paused {
		return []string{"Clock stopped since " + display.Moment(since)}
	}
	return nil
}
