package intake

import (
	"fmt"
	"strings"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

// DecisionWords says what was decided, one thing a line: what every page, summary and
// print of it shows.
func DecisionWords(d referral.Decision) []string {
	words := []string{d.Outcome.Label()}
	say := func(label, text string) {
		if text != "" {
			words = append(words, label+text)
		}
	}
	if d.TrialWeeks > 0 {
		say("", fmt.Sprintf("The trial lasts %s", plural(d.TrialWeeks, "week")))
	}
	say("Why: ", d.Rationale)
	for _, p := range d.Provides() {
		say("Equipment: ", providedWords(p))
	}
	words = append(words, planWords(d)...)
	for _, against := range d.Against {
		say("Against it: ", against)
	}
	say("All the same: ", d.Despite)
	say("Next: ", d.NextStep)
	for _, b := range referral.ExpectedBenefits() {
		if b[0] == d.Benefit {
			say("What is expected of it: ", b[1])
		}
	}
	say("To be reviewed by ", strings.Join(form.ShowValues(form.Field{Control: form.Date}, string(d.ReviewBy)), ""))
	say("Also told: ", strings.Join(d.AlsoTell, ", "))
	return words
}

// ProvidedWords returns in lines what is put in place by a decision, or is arranged by
// it; none if nothing is.
func ProvidedWords(d referral.Decision) []string {
	var words []string
	for _, p := range d.Provides() {
		words = append(words, providedWords(p))
	}
	return append(words, planWords(d)...)
}

func planWords(d referral.Decision) []string {
	return append(sessionWords(d.Sessions), digitalWords(d.Digital)...)
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func providedWords(p referral.Provided) string {
	text := p.Name()
	if text == "" {
		text = string(p.Code)
	}
	if p.Quantity > 1 {
		text = fmt.Sprintf("%d × %s", p.Quantity, text)
	}
	if p.Where != "" {
		text += ". Where: " + p.Where
	}
	if p.AnsweredBy != "" && p.AnsweredBy != catalogue.Nobody {
		text += ". Answered by: " + form.LowerFirst(p.AnsweredBy.Label())
	}
	if p.Setup != "" {
		text += ". Set-up: " + p.Setup
	}
	return text
}

func sessionWords(p *referral.SessionPlan) []string {
	if p == nil {
		return nil
	}
	plan := fmt.Sprintf("%s with a headset: the first of %s, later ones of %s, at least %s between two on one day",
		plural(p.Sessions, "session"), plural(p.FirstMinutes, "minute"), plural(p.Minutes, "minute"), plural(p.BreakMinutes, "minute"))
	if !p.Headset {
		plan = fmt.Sprintf("%s on a tablet or screen, of %s", plural(p.Sessions, "session"), plural(p.Minutes, "minute"))
	}
	words := []string{plan}
	for _, part := range []struct{ label, text string }{
		{"For: ", p.Aim}, {"What they see and do: ", p.Content}, {"With them: ", p.Present}, {"They show that they want to stop: ", p.Stop},
	} {
		if part.text != "" {
			words = append(words, part.label+part.text)
		}
	}
	return words
}

func digitalWords(p *referral.DigitalPlan) []string {
	if p == nil {
		return nil
	}
	plan := plural(p.Sessions, "session")
	if how := form.ShowValues(reused("digital-how"), p.How); len(how) > 0 {
		plan += ": " + form.LowerFirst(how[0])
	}
	words := []string{plan, "To be able to: " + p.Goals}
	if p.Interests != "" {
		words = append(words, "Interested in: "+p.Interests)
	}
	if loan := form.ShowValues(reused("digital-loan"), p.Loan); len(loan) > 0 && p.Loan != "none" {
		words = append(words, "Lent: "+form.LowerFirst(loan[0])+", renewed each month")
	}
	return words
}
