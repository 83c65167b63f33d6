package web

import (
	"assistive-referrals/internal/web/display"
	"strconv"
	"strings"

	"assistive-referrals/internal/referral"
)

// besideTitle says in a few words what happened besides the straight line; "" if
// the event is none of that.
func besideTitle(e referral.Event) string {
	switch change := e.Change.(type) {
	case *referral.HolderAway:
		if change.Until == "" {
			return "The practitioner is back"
		}
		return "The practitioner is away until " + display.DayOf(change.Until)
	case *referral.RecordDeath:
		return "The person has died"
	case *referral.CheckDeath:
		return "To check: somebody with the same name and date of birth has died"
	case *referral.DeathChecked:
		return "Checked: it was somebody else who died"
	case *referral.Collect:
		return "Collected"
	case *referral.MarkError:
		return "Entered in error"
	case *referral.Restore:
		return "A mistake was taken back"
	case *referral.Reopen:
		return "Reopened"
	case *referral.TellReferrer:
		return "Told the referrer that nobody can be reached"
	case *referral.NotReached:
		return "Decided: could not be reached"
	case *referral.Escalate:
		return "Asked the manager"
	case *referral.Inactive:
		return "The manager was told that nothing has been recorded"
	case *referral.Reminder:
		return "No answer yet: reminded"
	case *referral.HoldEnding:
		return "Told that the hold ends on the next working day"
	case *referral.ReviewDue:
		return "Told that a review is due"
	case *referral.Review:
		return "Reviewed, and kept"
	}
	return ""
}

// besideDetail says what changed and why, one line each.
func besideDetail(e referral.Event) []string {
	switch change := e.Change.(type) {
	case *referral.RecordDeath:
		said := display.Given("Died on ", display.DayOf(change.On))
		if change.From != "" {
			return append(said, "Another team recorded it.")
		}
		return append(said, display.Given("Told by: ", change.ToldBy)...)
	case *referral.CheckDeath:
		return display.Given("Died on ", display.DayOf(change.On))
	case *referral.DeathChecked:
		return display.Given("How we know: ", change.How)
	case *referral.Collect:
		return collectLines(*change)
	case *referral.MarkError:
		return append(markedKinds(*change), append([]string{labelOf(referral.MistakeReasons(), change.Why)}, display.Given("", change.Reason)...)...)
	case *referral.Restore:
		return display.Given("Why: ", change.Reason)
	case *referral.Reopen:
		return display.Given("Why: ", change.Reason)
	case *referral.TellReferrer:
		return nextContactLines(change.Next)
	case *referral.NotReached:
		return append(display.Given("Why: ", change.Rationale), display.Given("Next: ", change.NextStep)...)
	case *referral.Escalate:
		return display.Given("", change.Note)
	case *referral.Review:
		return append([]string{labelOf(referral.Benefits(), change.Benefit)}, append(display.Given("", change.Note), display.Given("To be reviewed again by ", display.DayOf(change.Next))...)...)
	}
	return nil
}

func markedKinds(m referral.MarkError) []string {
	var labels []string
	for _, kind := range m.Kinds {
		labels = append(labels, kind.Label())
	}
	return display.Given("", strings.Join(labels, ", "))
}

// contactLines says how and when somebody was tried, and what came of it.
func contactLines(c referral.Contact) []string {
	reached := "not reached"
	if c.Reached {
		reached = "reached"
	}
	first := labelOf(referral.ContactMethods(), c.How) + ", " + display.Moment(c.When) + ": " + reached
	if who := labelOf(referral.ContactPeople(), c.Who); c.Reached && who != "" {
		first += " (" + strings.ToLower(who[:1]) + who[1:] + ")"
	}
	all := []string{first}
	if why := labelOf(referral.WhyNotReached(), c.WhyNot); !c.Reached && why != "" {
		all = append(all, why)
	}
	var left []string
	for _, code := range c.Left {
		left = append(left, strings.ToLower(labelOf(referral.LeftBehind(), code)))
	}
	all = append(all, display.Given("Left: ", strings.Join(left, ", "))...)
	by := c.MadeBy
	if by == "" {
		by = c.By.Name
	}
	all = append(all, display.Given("By ", by)...)
	return append(all, display.Given("", c.Note)...)
}

// nextContactLines says what follows while nobody has been reached, and by when.
func nextContactLines(n *referral.NextContact) []string {
	if n == nil {
		return nil
	}
	by := " by "
	if n.Step == referral.StopTrying {
		by = " after " // they have until then to answer
	}
	return []string{"Next: " + lowerFirst(n.Step.Label()) + by + display.Moment(n.By),
		strconv.Itoa(n.Made) + " of " + strconv.Itoa(n.Of) + " attempts made"}
}

func lowerFirst(s string) string { return strings.ToLower(s[:1]) + s[1:] }

// collectLines says what was collected, and what stays.
func collectLines(c referral.Collect) []string {
	said := append(display.Given("On ", display.DayOf(c.On)), display.Given("Collected: ", equipmentNames(c.Taken))...)
	return append(append(said, display.Given("Stays: ", c.Left)...), display.Given("", c.Note)...)
}
