package intake

import (
	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

// Decision returns what is asked when a strand of that kind is decided, as sections
// of questions of the same sort as the form's; those about a headset keep to the
// limits. They depend on the referral's answers, so they are asked, checked and shown
// with all of them under their own: what is to be provided stands under the name of
// what was asked for, and is held against the home in the same words.
func Decision(kind referral.Kind, limits referral.SessionLimits) []form.Section {
	var plan form.Section
	switch kind {
	case referral.AssistiveTechnology:
		plan = provided()
	case referral.VRSessions:
		plan = sessionPlan(limits)
	case referral.DigitalSupport:
		plan = digitalPlan()
	}
	return confirmed([]form.Section{answer(kind), plan, afterwards(kind == referral.AssistiveTechnology)})
}

// The names of what every decision says.
const (
	outcomeField  = "outcome"
	rationale     = "rationale"
	nextStep      = "next-step"
	despiteField  = "despite"
	benefitField  = "expected-benefit"
	trialField    = "trial-weeks"
	reviewField   = "review-by"
	alsoTellField = "tell-" // and a number
)

// decidesYes and decidesNo tell what was answered; before there is an answer neither
// holds, and everything is asked.
func decidesYes(all form.Answers) bool { return referral.Outcome(all.First(outcomeField)).Yes() }

func decidesNo(all form.Answers) bool {
	outcome := referral.Outcome(all.First(outcomeField))
	return outcome.Label() != "" && !outcome.Yes()
}

func unlessNo(all form.Answers, _ form.Context) bool  { return !decidesNo(all) }
func unlessYes(all form.Answers, _ form.Context) bool { return !decidesYes(all) }

// asksIf gives fields that have none the condition under which they are asked.
func asksIf(when func(form.Answers, form.Context) bool, fields ...form.Field) []form.Field {
	for i := range fields {
		if fields[i].When == nil {
			fields[i].When = when
		}
	}
	return fields
}

// neededForYes wants an answer where the decision is a yes.
func neededForYes(field, message string) form.Rule {
	return form.Rule{Field: field, Check: func(all form.Answers, _ form.Context) string {
		if decidesYes(all) && len(all[field]) == 0 {
			return message
		}
		return ""
	}}
}

func answer(kind referral.Kind) form.Section {
	var outcomes []form.Option
	for _, o := range referral.Outcomes(kind) {
		outcomes = append(outcomes, form.Option{Value: string(o), Label: o.Label()})
	}
	return form.Section{
		Slug: "answer", Title: "The decision",
		Fields: practitioners(
			form.Field{Name: outcomeField, Label: "What is the decision?", Control: form.Radios, Options: outcomes,
				Rule: "required,option", Messages: form.ToSelect("Select the decision")},
			form.Field{Name: rationale, Label: "Reason for the decision", Hint: "The referrer reads this.", Control: form.TextArea,
				Rule: "required,max=4000", Messages: form.ToEnter("Enter the reason for the decision", "The reason for the decision", "4,000")},
			form.Field{Name: nextStep, Label: "If the answer is no: what the person can do next, or who will help them", Control: form.TextArea, When: unlessYes, Aside: "If the answer is no",
				Rule: "omitempty,max=4000", Messages: form.ToEnter("", "What the person can do next", "4,000")},
		),
		Rules: []form.Rule{{Field: nextStep, Check: func(all form.Answers, _ form.Context) string {
			if decidesNo(all) && len(all[nextStep]) == 0 {
				return "Enter what the person can do next, or who will help them"
			}
			return ""
		}}},
	}
}

// afterwards is what is expected of what is provided, and who hears of it.
func afterwards(trial bool) form.Section {
	var benefits []form.Option
	for _, b := range referral.ExpectedBenefits() {
		benefits = append(benefits, form.Option{Value: b[0], Label: b[1]})
	}
	fields := asksIf(unlessNo, practitioners(
		form.Field{Name: benefitField, Label: "What do you expect of it?", Hint: "The review is held against this.", Control: form.Radios, Options: benefits},
	)...)
	aside := "Review, and who else hears"
	if trial {
		aside = "Trial, review, and who else hears"
		usual := counted("The length of the trial", 52, form.Field{Name: trialField, Label: "If it is a trial: for how many weeks?", Hint: "Left open, it is as long as the catalogue says.", Aside: aside,
			When: func(all form.Answers, _ form.Context) bool {
				return all.First(outcomeField) == "" || all.First(outcomeField) == string(referral.Trial)
			}})
		fields = append(fields, practitioners(usual)...)
	}
	review := form.Field{Name: reviewField, Label: "By when is it to be reviewed?", Hint: "Left open, it is set when it is in place. For example, 27 3 2027"}
	review = dated(review, "omitempty,realdate,notbefore=0,notafter=1830", map[string]string{
		"realdate":  "The date of the review must be a real date, like 27 3 2027",
		"notbefore": "The date of the review must be today or later",
		"notafter":  "The date of the review must be within the next 5 years",
	})
	review.Aside = aside
	fields = append(fields, asksIf(unlessNo, practitioners(review)...)...)
	for n := 1; n <= maxWhoElse; n++ {
		also := whoElse().Fields[n-1]
		also.Name, also.Aside = alsoTellName(n), aside
		if n == 1 {
			also.Hint = "Besides whoever the referrer named. They hear the outcome, and nothing about the person."
		}
		fields = append(fields, practitioners(also)...)
	}
	return form.Section{Slug: "afterwards", Title: "What follows", Fields: fields}
}

func alsoTellName(n int) string { return alsoTellField + string(rune('0'+n)) }

// NewDecision returns what a new decision begins with: what was asked for with what
// it needs to work, and what the referral knows of how sessions or support should be.
// A proposal that was sent back begins as it was.
func NewDecision(s referral.Strand, sent form.Answers, limits referral.SessionLimits) form.Answers {
	if s.Proposal != nil && s.Proposal.Back != nil {
		return DecisionAnswers(s.Kind, s.Proposal.Decision)
	}
	begin := form.Answers{}
	switch s.Kind {
	case referral.AssistiveTechnology:
		for _, item := range catalogue.WithNeededItems(AskedFor(sent)) {
			begin[EquipmentField] = append(begin[EquipmentField], string(item.Code))
			if item.Variant != "" {
				begin[variantField(item.Code)] = []string{string(item.Variant)}
			}
		}
	case referral.VRSessions:
		beginSessions(begin, sent, limits)
	case referral.DigitalSupport:
		beginDigital(begin, sent, limits)
	}
	return begin
}

// DecisionOf returns the decision that those answers give, with the referral's
// answers under them. What was left open about sessions is as usual.
func DecisionOf(kind referral.Kind, all form.Answers, limits referral.SessionLimits) referral.Decision {
	d := referral.Decision{Outcome: referral.Outcome(all.First(outcomeField)), Rationale: all.First(rationale)}
	if d.AlsoTell = alsoTold(all); !d.Outcome.Yes() {
		d.NextStep = all.First(nextStep)
		return d
	}
	d.Benefit, d.ReviewBy = all.First(benefitField), referral.Date(all.First(reviewField))
	switch kind {
	case referral.AssistiveTechnology:
		d.Items = Provided(all)
		if d.Outcome == referral.Trial {
			d.TrialWeeks = trialOf(all, d.Items)
		}
		// What is against it is said of what is provided, which has its usual variant
		// where none was chosen.
		var items []catalogue.Item
		for _, p := range d.Items {
			items = append(items, p.Item)
		}
		for _, f := range refusedForNow(items, all) {
			d.Against = append(d.Against, f.Words)
		}
		if len(d.Against) > 0 {
			d.Despite = all.First(despiteField)
		}
	case referral.VRSessions:
		d.Sessions = sessionsOf(all, limits)
	case referral.DigitalSupport:
		d.Digital = digitalOf(all)
	}
	return d
}

// usualTrial is how many weeks a trial lasts where the catalogue says nothing.
const usualTrial = 6

func trialOf(all form.Answers, items []referral.Provided) int {
	if weeks, said := number(all, trialField); said && weeks > 0 {
		return weeks
	}
	longest := 0
	for _, p := range items {
		e, _ := catalogue.Find(p.Code)
		longest = max(longest, e.TrialWeeks)
	}
	if longest == 0 {
		return usualTrial
	}
	return longest
}

func alsoTold(all form.Answers) []string {
	var addresses []string
	seen := map[string]bool{}
	for n := 1; n <= maxWhoElse; n++ {
		if address := all.First(alsoTellName(n)); address != "" && !seen[address] {
			seen[address] = true
			addresses = append(addresses, address)
		}
	}
	return addresses
}

// DecisionAnswers returns the answers that gave a decision.
func DecisionAnswers(kind referral.Kind, d referral.Decision) form.Answers {
	all := form.Answers{}
	say := func(field, value string) {
		if value != "" {
			all[field] = []string{value}
		}
	}
	say(outcomeField, string(d.Outcome))
	say(rationale, d.Rationale)
	say(nextStep, d.NextStep)
	say(benefitField, d.Benefit)
	say(reviewField, string(d.ReviewBy))
	say(trialField, count(d.TrialWeeks))
	say(despiteField, d.Despite)
	for n, address := range d.AlsoTell {
		say(alsoTellName(n+1), address)
	}
	switch kind {
	case referral.AssistiveTechnology:
		sayProvided(all, say, d.Provides())
	case referral.VRSessions:
		saySessions(say, d.Sessions)
	case referral.DigitalSupport:
		sayDigital(say, d.Digital)
	}
	return all
}
