package casepage

import (
	"html/template"
	"strings"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/govuk"
)

// decision records what is decided.
var decision = changePage{
	path: "decision", title: "Record the decision", button: "Save decision", may: access.WorkIt,
	done: "The decision has been saved. The referrer will be told.",
	outcomes: []outcome{{"proposed", "The decision has been saved, and waits for a team manager’s approval because of its cost. Nobody else has been told yet.",
		func(s referral.Strand) bool { return s.State == referral.AwaitingApproval }}},
	change: func(pages, referral.Strand, form.Answers) referral.Change { return referral.Decide{} },
	long:   pages.decisionForm,
}

// decisionPage is the form with what the decision must take account of.
type decisionPage struct {
	longFormPage
	SentBack  *govuk.InsetText // why a proposal came back; nil if none did
	Screening *screeningView   // nil unless it is about virtual-reality sessions
}

// buildDecision adds to the form what the screening says, what the equipment costs,
// and who hears of it.
func (p pages) buildDecision(shared longFormPage, s referral.Strand, c referral.Case, sent referral.Referral, all form.Answers) decisionPage {
	page := decisionPage{longFormPage: shared}
	if proposed := s.Proposal; proposed != nil && proposed.Back != nil {
		back := proposed.Back
		page.SentBack = &govuk.InsetText{HTML: display.Lines("Sent back by "+back.By.Name+", "+display.Moment(back.At)+":", back.Reason)}
	}
	if s.Kind == referral.VRSessions {
		page.Screening = screeningOf(sent)
	}
	for i, section := range intake.Decision(s.Kind, p.Rules.Policy.Sessions) {
		switch section.Slug {
		case "provided":
			page.Parts[i].After = p.equipmentNotes(all)
		case "afterwards":
			page.Parts[i].before(hears(c, sent))
		}
	}
	return page
}

// equipmentNotes says what else the chosen equipment needs, and what it costs.
func (p pages) equipmentNotes(all form.Answers) template.HTML {
	notes := govuk.Button{Text: "Show what goes with it", Name: formview.CarriedThen, Value: formview.ThenFits, Classes: "govuk-button--secondary"}.Render()
	chosen := intake.Provided(all)
	if len(chosen) == 0 {
		return notes
	}
	var items []catalogue.Item
	for _, one := range chosen {
		items = append(items, one.Item)
	}
	var missing []string
	for _, item := range catalogue.WithNeededItems(items)[len(items):] {
		missing = append(missing, item.Name())
	}
	if len(missing) > 0 {
		notes = govuk.InsetText{Text: "It does not work without: " + strings.Join(missing, ", ") + ". Select that too, unless it is there already."}.Render() + notes
	}
	cost := referral.Decision{Outcome: referral.Provide, Items: chosen}
	words := "As selected it costs " + referral.Pounds(cost.Cost()) + "."
	if limit := p.Rules.Policy.ApprovalLimitPence; p.Rules.NeedsApproval(cost) {
		words += " Above " + referral.Pounds(limit) + " a team manager must approve it: it waits for them once you have saved it."
	}
	return notes + govuk.InsetText{Text: words}.Render()
}

// hears says who is told of the decision, whoever else is named.
func hears(c referral.Case, sent referral.Referral) template.HTML {
	told := []string{"the referrer"}
	switch {
	case strings.Contains(c.TellPerson, "@"):
		told = append(told, "the person, by email")
	case c.TellPerson != "":
		told = append(told, "the person, by text message")
	}
	told = append(told, c.AlsoTell...)
	return besideLink("Told of the decision: "+strings.Join(told, ", ")+". Whom the referrer named is part of the referral: ", "who-else", sent, "")
}

// decisionForm begins with what was asked for.
func (p pages) decisionForm(r *web.Request, c changePage) (longForm, error) {
	sent, _, err := display.Current(r)
	kind, sessions := r.Strand.Kind, p.Rules.Policy.Sessions
	return longForm{
		changePage: c, sections: intake.Decision(kind, sessions), at: p.laterContext(r, sent), under: sent.Answers, quiet: true,
		begin: intake.NewDecision(r.Strand, sent.Answers, sessions),
		record: func(s referral.Strand, all form.Answers) referral.Change {
			return p.Rules.Decide(intake.DecisionOf(kind, all, sessions), s, p.Now())
		},
		beside: func(page longFormPage, all form.Answers) any {
			return p.buildDecision(page, r.Strand, r.Case, sent, all)
		},
	}, err
}
