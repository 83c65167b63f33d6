package intake

import (
	"fmt"
	"strings"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

// sessionPlan asks how sessions are to be. With a headset they stay within the limits
// of the council's safety officer.
func sessionPlan(limits referral.SessionLimits) form.Section {
	const aside = "Length and content"
	headset := func(all form.Answers, _ form.Context) bool {
		return !decidesNo(all) && all.First(outcomeField) != string(referral.OnAScreen)
	}
	onScreen := func(all form.Answers, at form.Context) bool { return !headset(all, at) }
	minutes := func(field, noun, label, hint string, when func(form.Answers, form.Context) bool) form.Field {
		return form.Field{Name: field, Label: label, Hint: hint, Control: form.Number, Width: "2", When: when, Aside: aside,
			Rule: "omitempty,whole=999", Messages: map[string]string{"whole": noun + " must be a whole number of minutes"}}
	}
	return form.Section{
		Slug: "sessions", Title: "The sessions", Lead: "If the answer is yes.",
		Fields: asksIf(unlessNo, practitioners(
			form.Field{Name: "plan-aim", Label: "What are they for?", Control: form.Text, Rule: "omitempty,max=300", Messages: form.ToEnter("", "What they are for", "300")},
			form.Field{Name: "plan-stop", Label: "How do they show that they want to stop?", Control: form.Text, Rule: "omitempty,max=300", Messages: form.ToEnter("", "How they show it", "300")},
			form.Field{Name: "plan-present", Label: "Who is there with them?", Control: form.Text, Rule: "omitempty,max=300", Messages: form.ToEnter("", "Who is there", "300")},
			counted("The number of sessions", limits.Sessions, form.Field{Name: "plan-sessions", Label: "How many sessions?", Hint: fmt.Sprintf("%d at most. More can be decided afterwards.", limits.Sessions), Width: "2"}),
			form.Field{Name: "plan-content", Label: "What will they see and do?", Control: form.TextArea, Aside: aside},
			minutes("plan-first", "The length of the first session", "How many minutes does the first session last?", fmt.Sprintf("%d if you leave it, and at most.", limits.FirstMinutes), headset),
			minutes("plan-minutes", "The length of a session", "How many minutes does a later session last?", fmt.Sprintf("%d if you leave it. With a headset, %d at most.", limits.UsualMinutes, limits.CapMinutes), nil),
			minutes("plan-break", "The break", "How many minutes lie between two sessions on one day?", fmt.Sprintf("%d if you leave it, and at least.", limits.BreakMinutes), headset),
		)...),
		Rules: []form.Rule{
			neededForYes("plan-aim", "Enter what the sessions are for"),
			neededForYes("plan-stop", "Enter how they show that they want to stop"),
			{Field: "plan-sessions", Check: atLeastOne("plan-sessions", "Enter how many sessions")},
			bounded("plan-first", headset, 1, limits.FirstMinutes, "The first session with a headset can last from 1 to %[2]d minutes"),
			bounded("plan-minutes", headset, 1, limits.CapMinutes, "A session with a headset can last from 1 to %[2]d minutes"),
			bounded("plan-minutes", onScreen, 1, 999, "A session on a tablet or screen must last from %[1]d to %[2]d minutes"),
			bounded("plan-break", headset, limits.BreakMinutes, 999, "The break between two sessions on one day must be %[1]d minutes or more"),
		},
	}
}

// bounded wants a number between two if there is one, where the decision is a yes and
// the question applies.
func bounded(field string, when func(form.Answers, form.Context) bool, least, most int, message string) form.Rule {
	return form.Rule{Field: field, Check: func(all form.Answers, at form.Context) string {
		n, said := number(all, field)
		if decidesYes(all) && when(all, at) && said && (n < least || n > most) {
			return fmt.Sprintf(message, least, most)
		}
		return ""
	}}
}

func atLeastOne(field, message string) func(form.Answers, form.Context) string {
	return func(all form.Answers, _ form.Context) string {
		if n, said := number(all, field); decidesYes(all) && (!said || n < 1) {
			return message
		}
		return ""
	}
}

// beginSessions fills in what the referral knows, and what is usual.
func beginSessions(begin, sent form.Answers, limits referral.SessionLimits) {
	words := func(field string) string {
		_, f, _ := Named(field)
		if !known(sent, field) {
			return ""
		}
		return strings.Join(form.ShowValues(f, sent[field]...), "; ")
	}
	for field, value := range map[string]string{
		"plan-aim": words("vr-aim"), "plan-stop": words("vr-stop"), "plan-present": words("vr-who"), "plan-sessions": count(limits.UsualSessions),
	} {
		if value != "" {
			begin[field] = []string{value}
		}
	}
	if sent.Has("vr-stop", noReliableWay) {
		delete(begin, "plan-stop") // somebody has to find one
	}
}

func sessionsOf(all form.Answers, limits referral.SessionLimits) *referral.SessionPlan {
	orUsual := func(field string, usual int) int {
		if n, said := number(all, field); said {
			return n
		}
		return usual
	}
	p := referral.SessionPlan{
		Headset: all.First(outcomeField) == string(referral.Provide), Aim: all.First("plan-aim"), Content: all.First("plan-content"),
		Sessions: orUsual("plan-sessions", 0), Minutes: orUsual("plan-minutes", limits.UsualMinutes), Present: all.First("plan-present"), Stop: all.First("plan-stop"),
	}
	if p.Headset {
		p.FirstMinutes, p.BreakMinutes = orUsual("plan-first", limits.FirstMinutes), orUsual("plan-break", limits.BreakMinutes)
	}
	return &p
}

func saySessions(say func(field, value string), p *referral.SessionPlan) {
	if p == nil {
		return
	}
	for field, value := range map[string]string{
		"plan-aim": p.Aim, "plan-stop": p.Stop, "plan-content": p.Content, "plan-present": p.Present, "plan-sessions": count(p.Sessions),
		"plan-first": count(p.FirstMinutes), "plan-minutes": count(p.Minutes), "plan-break": count(p.BreakMinutes),
	} {
		say(field, value)
	}
}

// digitalPlan asks how digital support is to be given.
func digitalPlan() form.Section {
	const aside = "Interests, and what is lent"
	how, loan := reused("digital-how"), reused("digital-loan")
	how.Name, how.Label = "plan-how", "Where is it given?"
	loan.Name, loan.Label, loan.Hint, loan.Aside = "plan-loan", "What is lent?", "A loan is renewed each month.", aside
	return form.Section{
		Slug: "support", Title: "The support", Lead: "If the answer is yes.",
		Fields: asksIf(unlessNo, practitioners(
			form.Field{Name: "plan-goals", Label: "What are they to be able to do?", Hint: "In their words, as far as possible.", Control: form.TextArea},
			how,
			counted("The number of sessions", referral.MostDigitalSessions, form.Field{Name: "plan-visits", Label: "How many sessions?", Hint: fmt.Sprintf("%d at most. More can be decided afterwards.", referral.MostDigitalSessions), Width: "2"}),
			form.Field{Name: "plan-interests", Label: "What are they interested in?", Hint: "To match a volunteer.", Control: form.TextArea, Aside: aside},
			loan,
		)...),
		Rules: []form.Rule{
			neededForYes("plan-goals", "Enter what they are to be able to do"),
			neededForYes("plan-how", "Select where it is given"),
			{Field: "plan-visits", Check: atLeastOne("plan-visits", "Enter how many sessions")},
		},
	}
}

func beginDigital(begin, sent form.Answers, limits referral.SessionLimits) {
	begin["plan-visits"] = []string{count(limits.UsualSessions)}
	for field, from := range map[string]string{"plan-goals": "wants", "plan-how": "digital-how", "plan-interests": "digital-interests", "plan-loan": "digital-loan"} {
		if known(sent, from) {
			begin[field] = []string{sent.First(from)}
		}
	}
}

func digitalOf(all form.Answers) *referral.DigitalPlan {
	visits, _ := number(all, "plan-visits")
	return &referral.DigitalPlan{
		Goals: all.First("plan-goals"), How: all.First("plan-how"), Sessions: visits, Interests: all.First("plan-interests"), Loan: all.First("plan-loan"),
	}
}

func sayDigital(say func(field, value string), p *referral.DigitalPlan) {
	if p == nil {
		return
	}
	say("plan-goals", p.Goals)
	say("plan-how", p.How)
	say("plan-visits", count(p.Sessions))
	say("plan-interests", p.Interests)
	say("plan-loan", p.Loan)
}
