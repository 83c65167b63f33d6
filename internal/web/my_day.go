package web

import (
	"time"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

// myDayPage is what a practitioner has to do today, of what they hold. It shows
// people by initials only, so seeing it is not recorded.
type myDayPage struct {
	Date     string
	Sections []daySection
	More     bool // whether they hold more than was looked at
}

// daySection is one thing to do, with what it is to be done for.
type daySection struct {
	Heading, Empty, Column string
	Rows                   []dayRow
}

type dayRow struct {
	Reference referral.Reference
	Href      string
	Initials  string
	Asked     string
	Why       []string
}

// dayHolds is how many strands of one practitioner the page looks at.
const dayHolds = 100

// buildMyDay sorts what somebody holds into what is to be done today.
func buildMyDay(held casestore.Page, now time.Time) myDayPage {
	contacts := daySection{Heading: "Contact attempts to make", Empty: "No first contact is due today.", Column: "Due"}
	reviews := daySection{Heading: "Reviews due", Empty: "No review is due today.", Column: "Due"}
	answers := daySection{Heading: "Answers that came back", Empty: "There are no new answers from referrers.", Column: "Answered"}
	lapsing := daySection{Heading: "Claims about to lapse", Empty: "No claim lapses in the next two working days.", Column: "Lapses"}
	today := inLondon(now, time.DateOnly)
	for _, e := range held.Entries {
		row := dayRow{Reference: e.Reference, Href: pathOfCase(e.Reference), Initials: e.Initials, Asked: e.Kind.Label()}
		with := func(why ...string) dayRow { row.Why = why; return row }
		if e.ContactDue() && inLondon(e.Due(), time.DateOnly) <= today {
			contacts.Rows = append(contacts.Rows, with(dueWords(e.Strand, now)...))
		}
		if e.State == referral.InPlace && e.ReviewBy != "" && string(e.ReviewBy) <= today {
			reviews.Rows = append(reviews.Rows, with(rowDue(e.Strand, now)...))
		}
		if e.AnswerIsNew() {
			answers.Rows = append(answers.Rows, with(moment(e.Asked().AnsweredAt)))
		}
		if !e.Lapses.IsZero() && e.Warns.IsZero() {
			lapsing.Rows = append(lapsing.Rows, with(moment(e.Lapses)))
		}
	}
	return myDayPage{Date: inLondon(now, "Monday 2 January 2006"), Sections: []daySection{contacts, answers, reviews, lapsing}, More: held.Next != ""}
}

func myDay(v *visit) error {
	held, err := v.Store.Mine(v.ctx(), v.actor().ID, "", dayHolds)
	if err != nil {
		return err
	}
	return v.show("my_day", document{Title: "My day"}, buildMyDay(held, v.Now()))
}
