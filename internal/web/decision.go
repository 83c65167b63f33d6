package web

import (
	"slices"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
)

// decisionPage is the form with what the decision must take account of.
type decisionPage struct {
	strandForm
	Screening *screeningView // nil unless it is about virtual-reality sessions
}

// screeningView is the result of the questions before virtual-reality sessions.
type screeningView struct {
	Result  govuk.Tag
	Reasons []string
	Screen  string // that there is another way
}

func buildDecision(form strandForm, kind referral.Kind, sent referral.Referral) decisionPage {
	page := decisionPage{strandForm: form}
	if kind == referral.VRSessions {
		page.Screening = screeningOf(sent)
	}
	return page
}

// screeningOf returns the result with its reasons, or nil if the referral asks
// for no sessions.
func screeningOf(sent referral.Referral) *screeningView {
	result, reasons := intake.Screen(sent.Answers, contextOf(sent))
	if result == "" {
		return nil
	}
	view := &screeningView{
		Result: tag(result.Label(), result.Colour()),
		Screen: "A headset is not the only way: the same can be offered on a tablet or screen.",
	}
	for _, reason := range reasons {
		words := reason.Why
		if reason.Result != referral.NotScreened { // of which the words tell already
			words = reason.Result.Label() + ": " + words
		}
		view.Reasons = append(view.Reasons, words)
	}
	return view
}

// decisionWork is the form that records the decision. It needs what was asked
// for, to have it selected already.
func decisionWork(v *visit, asked []catalogue.Code) strandWork {
	kind := v.strand.Kind
	var outcomes []govuk.Answer
	for _, o := range referral.Outcomes(kind) {
		outcomes = append(outcomes, govuk.Answer{Value: string(o), Text: o.Label()})
	}
	outcome := v.choice(govuk.Field{Name: "outcome", Label: "What is the decision?", Options: outcomes}, "Select the decision")
	yes := referral.Outcome(outcome.Value).Yes()
	rationale := v.longText(govuk.Field{
		Name: "rationale", Label: "Reason for the decision", Hint: "The referrer reads this.",
	}, "Enter the reason for the decision")
	fields := []govuk.Field{outcome, rationale}
	var equipment []catalogue.Code
	if kind == referral.AssistiveTechnology {
		choice, chosen := v.equipmentChoice(asked, yes)
		fields = append(fields, choice)
		equipment = chosen
	}
	next := v.longText(govuk.Field{
		Name: "next-step", Label: "If the answer is no: what the person can do next, or who will help them",
	}, "")
	if outcome.Value != "" && outcome.Error == "" && !yes && next.Value == "" {
		next.Error = "Enter what the person can do next, or who will help them"
	}
	decision := referral.Decision{Outcome: referral.Outcome(outcome.Value), Rationale: rationale.Value}
	if yes {
		decision.Equipment = equipment
	} else {
		decision.NextStep = next.Value
	}
	return strandWork{
		name: "decision", title: "Record the decision", button: "Save decision",
		fields: v.withCodeQuestions(append(fields, next)...),
		typical: referral.Decide{Decision: referral.Decision{
			Outcome: referral.MetOtherwise, Rationale: "any", NextStep: "any",
		}},
		change: func(s referral.Strand) referral.Change { return referral.DecideAt(decision, s, v.Now(), v.calendar) },
		done: func(s referral.Strand) string {
			if s.State == referral.AwaitingApproval {
				return doneProposed
			}
			return "decision"
		},
		page: func(form strandForm, sent referral.Referral) any {
			return buildDecision(form, kind, sent)
		},
	}
}

// equipmentChoice returns the question what to provide, with what was chosen. On
// a new form that is what was asked for, with what it needs to work.
func (v *visit) equipmentChoice(asked []catalogue.Code, needed bool) (govuk.Field, []catalogue.Code) {
	f := govuk.Field{
		Name: "equipment", Kind: govuk.KindMany, Label: "If the answer is yes: the equipment to provide",
		Hint: "What was asked for is selected already, with what it needs to work.",
	}
	chosen := catalogue.WithNeeded(asked)
	if v.form != nil {
		chosen = nil
		for _, value := range v.form[f.Name] {
			code := catalogue.Code(value)
			if _, known := catalogue.Find(code); known && !slices.Contains(chosen, code) {
				chosen = append(chosen, code)
			}
		}
	}
	for _, e := range catalogue.All() {
		f.Options = append(f.Options, govuk.Answer{Value: string(e.Code), Text: e.Name})
	}
	for _, code := range chosen {
		f.Values = append(f.Values, string(code))
	}
	if v.form != nil && needed && len(chosen) == 0 {
		f.Error = "Select the equipment to provide"
	}
	return f, chosen
}

func decisionAsk(v *visit) error {
	sent, _, err := v.current()
	if err != nil {
		return err
	}
	return v.ask(decisionWork(v, sent.Facts.Equipment))
}

func decisionSave(v *visit) error { return v.act(decisionWork(v, nil)) }
