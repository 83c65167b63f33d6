package display

import (
	"fmt"

	"assistive-referrals/internal/referral"
)

// besideRows says what happened to a strand besides the straight line, and what is
// to happen by when.
func besideRows(s referral.Strand, rules referral.Rules) rows {
	var all rows
	if next, is := rules.ContactStep(s); is && next.Step != referral.FirstAttempt {
		said := next.Words()
		if s.Priority == referral.Urgent {
			said = append(said, "It is urgent: if you fear for them, do not wait for the next attempt. Ask the manager, or for a welfare check.")
		}
		all.add("Reaching them", said...)
	}
	all.add("Referrer told", Given("That nobody can be reached, ", Moment(s.Told))...)
	all.add("For the manager", s.ForManager()...)
	for _, r := range s.Reviews {
		all.add("Review", reviewLines(r)...)
	}
	if s.State == referral.Collecting {
		all.add("To collect", CollectWords(s))
	}
	if s.Collected != nil {
		all.add("Collection", append(s.Collected.Detail(), "By "+s.Collected.By.Name)...)
	}
	for _, e := range s.Earlier {
		all.add("Before it was reopened", episodeLines(e)...)
	}
	return all
}

// reminderLines says how often the referrer was reminded of what they were asked.
func reminderLines(i referral.Inquiry) []string {
	switch {
	case i.GivenUpOn():
		return []string{"The practitioner was told that there is no answer. They are not reminded again."}
	case i.Reminded == 1:
		return []string{"Reminded once"}
	case i.Reminded == 2:
		return []string{"Reminded twice"}
	case i.Reminded > 2:
		return []string{fmt.Sprintf("Reminded %d times", i.Reminded)}
	}
	return nil
}

func reviewLines(r referral.Reviewed) []string {
	said := []string{DayOf(r.On) + ": " + LowerFirst(LabelOf(referral.Benefits(), r.Benefit))}
	if r.Expected != "" && r.Expected != r.Benefit {
		said = append(said, "Expected: "+LowerFirst(LabelOf(referral.ExpectedBenefits(), r.Expected)))
	}
	return append(append(said, Given("", r.Note)...), "By "+r.By.Name)
}

// episodeLines says how a strand had ended before it was reopened.
func episodeLines(e referral.Episode) []string {
	said := []string{e.Ending.Reason + ", " + Moment(e.Ending.At)}
	if e.Decision != nil {
		said = append(said, DecisionDetail(*e.Decision)...)
	}
	if e.Holder != nil {
		said = append(said, "Practitioner: "+e.Holder.Name)
	}
	return append(said, "Reopened on "+Moment(e.Reopened))
}
