package listpage

import (
	"fmt"
	"slices"
	"time"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/workingtime"
)

// myDayPage is what a practitioner has to do today, of what they hold: what to do
// first stands first, and each part is in the order of time. It names the people, so
// seeing it is recorded for each of them.
type myDayPage struct {
	Date     string
	Sections []daySection
	More     bool // whether they hold more than was looked at
}

// daySection is one thing to do, with what it is to be done for.
type daySection struct {
	ID, Heading, Empty string
	Column             string // what the row's time is
	Last               string // what the row's details are
	Rows               []dayRow
}

type dayRow struct {
	at        time.Time
	When      []string
	Reference referral.Reference
	Href      string
	Person    string
	Asked     string
	AskedFor  string
	Details   []string
}

// comingUp is how many days ahead visits are shown.
const comingUp = 7

// add adds what is to be done about a strand.
func (s *daySection) add(e casestore.Entry, at time.Time, when, details []string) {
	s.Rows = append(s.Rows, dayRow{
		at: at, When: when, Reference: e.Reference, Href: web.PathOfCase(e.Reference) + "#" + string(e.Kind), Person: e.Initials,
		Asked: e.Kind.Label(), AskedFor: e.AskedFor, Details: details,
	})
}

// buildMyDay sorts what somebody holds into what is to be done today.
func buildMyDay(held casestore.Page, written display.Unrecorded, rules referral.Rules, now time.Time) myDayPage {
	unrecorded := daySection{ID: "to-record", Heading: "Visits still to record", Column: "Planned", Last: "Where"}
	visits := daySection{ID: "visits", Heading: "Visits today", Empty: "No visit is planned for today.", Column: "Time", Last: "Where"}
	begun := daySection{ID: "begun", Heading: "Begun and not recorded", Column: "Saved", Last: "What"}
	contacts := daySection{ID: "contacts", Heading: "Contact attempts to make", Empty: "No contact is due today.", Column: "Due", Last: "What to do"}
	answers := daySection{ID: "answers", Heading: "Answers that came back", Empty: "There are no new answers from referrers.", Column: "Answered", Last: "From"}
	back := daySection{ID: "sent-back", Heading: "Decisions that were sent back", Column: "Sent back", Last: "Why"}
	reviews := daySection{ID: "reviews", Heading: "Reviews due", Empty: "No review is due today.", Column: "Due", Last: "In place since"}
	lapsing := daySection{ID: "lapsing", Heading: "Claims about to lapse", Empty: "No claim lapses in the next two working days.", Column: "Lapses", Last: "What to do"}
	coming := daySection{ID: "coming", Heading: "Visits in the next 7 days", Empty: "No visit is planned for the next 7 days.", Column: "Time", Last: "Where"}
	today := workingtime.InLondon(now, time.DateOnly)
	for _, e := range held.Entries {
		for _, p := range e.Planned() {
			where := append(display.Given("", p.Where), append(display.Given("With: ", p.Who), display.Given("To remember: ", p.Note)...)...)
			switch day := workingtime.InLondon(p.When, time.DateOnly); {
			case day < today:
				unrecorded.add(e, p.When, []string{display.Moment(p.When)}, where)
			case day == today:
				visits.add(e, p.When, visitTime(p, "3:04pm"), where)
			case workingtime.Days(now, p.When) <= comingUp:
				coming.add(e, p.When, visitTime(p, "Monday 2 January, 3:04pm"), where)
			}
		}
		for _, one := range written.Of(e.Reference, e.Strand) {
			begun.add(e, one.Saved, []string{display.Moment(one.Saved)}, []string{"The " + one.Page + ". Only you can see it."})
		}
		if step, due := rules.ContactStep(e.Strand); due && workingtime.InLondon(step.By, time.DateOnly) <= today {
			contacts.add(e, step.By, display.By(step.By, now, rules.Calendar), stepWords(step))
		}
		if e.AnswerIsNew() {
			answers.add(e, e.Asked().AnsweredAt, []string{display.Moment(e.Asked().AnsweredAt)}, []string{e.Asked().AnsweredBy.Name})
		}
		if p := e.Proposal; e.State == referral.Claimed && p != nil && p.Back != nil {
			back.add(e, p.Back.At, []string{display.Moment(p.Back.At)}, []string{p.Back.Reason})
		}
		if day, set := e.ReviewBy.In(workingtime.London()); set && e.State == referral.InPlace && string(e.ReviewBy) <= today {
			reviews.add(e, day, rowDue(e.Strand, now, rules.Calendar), []string{workingtime.InLondon(e.InPlaceAt, "2 January 2006")})
		}
		if !e.Lapses.IsZero() && e.Warns.IsZero() {
			lapsing.add(e, e.Lapses, []string{display.Moment(e.Lapses)}, []string{"Record a contact or a note to keep it."})
		}
	}
	page := myDayPage{Date: workingtime.InLondon(now, "Monday 2 January 2006"), More: held.Next != ""}
	for _, s := range []daySection{unrecorded, visits, contacts, answers, begun, back, reviews, lapsing, coming} {
		if s.Empty == "" && len(s.Rows) == 0 {
			continue
		}
		slices.SortStableFunc(s.Rows, func(a, b dayRow) int { return a.at.Compare(b.at) })
		page.Sections = append(page.Sections, s)
	}
	return page
}

func visitTime(p referral.Visit, layout string) []string {
	return append([]string{workingtime.InLondon(p.When, layout)}, display.Given("", parenthesis(referral.Lasting(p.Minutes)))...)
}

func parenthesis(words string) string {
	if words == "" {
		return ""
	}
	return "(" + words + ")"
}

// stepWords say what to do while nobody has been reached, and how often it was tried.
func stepWords(n referral.NextContact) []string {
	words := []string{n.Step.Label()}
	if n.Of > 0 && n.Made > 0 {
		words = append(words, fmt.Sprintf("%d of %d attempts made", n.Made, n.Of))
	}
	return words
}

// Count is how many rows a part of the day has, in words for a link to it.
func (s daySection) Count() string { return fmt.Sprintf("%s (%d)", s.Heading, len(s.Rows)) }

// references are the cases that the page is about, each once.
func (p myDayPage) references() []referral.Reference {
	var all []referral.Reference
	for _, s := range p.Sections {
		for _, r := range s.Rows {
			if !slices.Contains(all, r.Reference) {
				all = append(all, r.Reference)
			}
		}
	}
	return all
}

// named puts people's names in the place of their initials.
func (p myDayPage) named(names map[referral.Reference]string) myDayPage {
	for _, s := range p.Sections {
		for i, r := range s.Rows {
			if name := names[r.Reference]; name != "" {
				s.Rows[i].Person = name
			}
		}
	}
	return p
}

func (p pages) myDay(r *web.Request) error {
	held, err := p.Store.Mine(r.Ctx(), r.Actor().ID, "", display.DayHolds)
	if err != nil {
		return err
	}
	written, err := display.UnsavedDrafts(r, "")
	if err != nil {
		return err
	}
	page := buildMyDay(held, written, p.Rules, p.Now())
	names, err := p.recordedNames(r, "my-day", page.references())
	if err != nil {
		return err
	}
	return r.Show("my_day", web.Document{Title: "My day"}, page.named(names))
}
