package display

import (
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
		return "The practitioner is away until " + DayOf(change.Until)
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
		said := Given("Died on ", DayOf(change.On))
		if change.From != "" {
			return append(said, "Another team recorded it.")
		}
		return append(said, Given("Told by: ", change.ToldBy)...)
	case *referral.CheckDeath:
		return Given("Died on ", DayOf(change.On))
	case *referral.DeathChecked:
		return Given("How we know: ", change.How)
	case *referral.Collect:
		return collectLines(*change)
	case *referral.MarkError:
		return append(markedKinds(*change), append([]string{LabelOf(referral.MistakeReasons(), change.Why)}, Given("", change.Reason)...)...)
	case *referral.Restore:
		return Given("Why: ", change.Reason)
	case *referral.Reopen:
		return Given("Why: ", change.Reason)
	case *referral.TellReferrer:
		return nextContactLines(change.Next)
	case *referral.NotReached:
		return append(Given("Why: ", change.Rationale), Given("Next: ", change.NextStep)...)
	case *referral.Escalate:
		return Given("", change.Note)
	case *referral.Review:
		return append([]string{LabelOf(referral.Benefits(), change.Benefit)}, append(Given("", change.Note), Given("To be reviewed again by ", DayOf(change.Next))...)...)
	}
	return nil
}

func markedKinds(m referral.MarkError) []string {
	var labels []string
	for _, kind := range m.Kinds {
		labels = append(labels, kind.Label())
	}
	return Given("", strings.Join(labels, ", "))
}

// ContactLines says how and when somebody was tried, and what came of it.
func ContactLines(c referral.Contact) []string {
	reached := "not reached"
	if c.Reached {
		reached = "reached"
	}
	first := LabelOf(referral.ContactMethods(), c.How) + ", " + Moment(c.When) + ": " + reached
	if who := LabelOf(referral.ContactPeople(), c.Who); c.Reached && who != "" {
		first += " (" + strings.ToLower(who[:1]) + who[1:] + ")"
	}
	all := []string{first}
	if why := LabelOf(referral.WhyNotReached(), c.WhyNot); !c.Reached && why != "" {
		all = append(all, why)
	}
	var left []string
	for _, code := range c.Left {
		left = append(left, strings.ToLower(LabelOf(referral.LeftBehind(), code)))
	}
	all = append(all, Given("Left: ", strings.Join(left, ", "))...)
	by := c.MadeBy
	if by == "" {
		by = c.By.Name
	}
	all = append(all, Given("By ", by)...)
	return append(all, Given("", c.Note)...)
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
	return []string{"Next: " + LowerFirst(n.Step.Label()) + by + Moment(n.By),
		strconv.Itoa(n.Made) + " of " + strconv.Itoa(n.Of) + " attempts made"}
}

func LowerFirst(s string) string { return strings.ToLower(s[:1]) + s[1:] }

// collectLines says what was collected, and what stays.
func collectLines(c referral.Collect) []string {
	said := append(Given("On ", DayOf(c.On)), Given("Collected: ", EquipmentNames(c.Taken))...)
	return append(append(said, Given("Stays: ", c.Left)...), Given("", c.Note)...)
}
