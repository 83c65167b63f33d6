package intake

import (
	"fmt"
	"strings"

	"assistive-referrals/internal/referral"
)

// sessionPlan asks how sessions are to be. With a headset they stay within the limits
// of the council's safety officer.
func sessionPlan(limits referral.SessionLimits) Section {
	const aside = "Length and content"
	headset := func(all Answers, _ Context) bool {
		return !decidesNo(all) && all.First(outcomeField) != string(referral.OnAScreen)
	}
	onScreen := func(all Answers, at Context) bool { return !headset(all, at) }
	minutes := func(field, noun, label, hint string, when func(Answers, Context) bool) Field {
		return Field{Name: field, Label: label, Hint: hint, Control: Number, Width: "2", When: when, Aside: aside,
			Rule: "omitempty,whole=999", Messages: map[string]string{"whole": noun + " must be a whole number of minutes"}}
	}
	return Section{
		Slug: "sessions", Title: "The sessions", Lead: "If the answer is yes.",
		Fields: asksIf(unlessNo, practitioners(
			Field{Name: "plan-aim", Label: "What are they for?", Control: Text, Rule: "omitempty,max=300", Messages: long("", "What they are for", "300")},
			Field{Name: "plan-stop", Label: "How do they show that they want to stop?", Control: Text, Rule: "omitempty,max=300", Messages: long("", "How they show it", "300")},
			Field{Name: "plan-present", Label: "Who is there with them?", Control: Text, Rule: "omitempty,max=300", Messages: long("", "Who is there", "300")},
			counted("The number of sessions", limits.Sessions, Field{Name: "plan-sessions", Label: "How many sessions?", Hint: fmt.Sprintf("%d at most. More can be decided afterwards.", limits.Sessions), Width: "2"}),
			Field{Name: "plan-content", Label: "What will they see and do?", Control: TextArea, Aside: aside},
			minutes("plan-first", "The length of the first session", "How many minutes does the first session last?", fmt.Sprintf("%d if you leave it, and at most.", limits.FirstMinutes), headset),
			minutes("plan-minutes", "The length of a session", "How many minutes does a later session last?", fmt.Sprintf("%d if you leave it. With a headset, %d at most.", limits.UsualMinutes, limits.CapMinutes), nil),
			minutes("plan-break", "The break", "How many minutes lie between two sessions on one day?", fmt.Sprintf("%d if you leave it, and at least.", limits.BreakMinutes), headset),
		)...),
		rules: []rule{
			neededForYes("plan-aim", "Enter what the sessions are for"),
			neededForYes("plan-stop", "Enter how they show that they want to stop"),
			{"plan-sessions", atLeastOne("plan-sessions", "Enter how many sessions")},
			bounded("plan-first", headset, 1, limits.FirstMinutes, "The first session with a headset can last from 1 to %[2]d minutes"),
			bounded("plan-minutes", headset, 1, limits.CapMinutes, "A session with a headset can last from 1 to %[2]d minutes"),
			bounded("plan-minutes", onScreen, 1, 999, "A session on a tablet or screen must last from %[1]d to %[2]d minutes"),
			bounded("plan-break", headset, limits.BreakMinutes, 999, "The break between two sessions on one day must be %[1]d minutes or more"),
		},
	}
}

// bounded wants a number between two if there is one, where the decision is a yes and
// the question applies.
func bounded(field string, when func(Answers, Context) bool, least, most int, message string) rule {
	return rule{field, func(all Answers, at Context) string {
		n, said := number(all, field)
		if decidesYes(all) && when(all, at) && said && (n < least || n > most) {
			return fmt.Sprintf(message, least, most)
		}
		return ""
	}}
}

func atLeastOne(field, message string) func(Answers, Context) string {
	return func(all Answers, _ Context) string {
		if n, said := number(all, field); decidesYes(all) && (!said || n < 1) {
			return message
		}
		return ""
	}
}

// beginSessions fills in what the referral knows, and what is usual.
func beginSessions(begin, sent Answers, limits referral.SessionLimits) {
	words := func(field string) string {
		_, f, _ := Named(field)
		if !known(sent, field) {
			return ""
		}
		return strings.Join(show(f, sent[field]), "; ")
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

func sessionsOf(all Answers, limits referral.SessionLimits) *referral.SessionPlan {
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
func digitalPlan() Section {
	const aside = "Interests, and what is lent"
	how, loan := reused("digital-how"), reused("digital-loan")
	how.Name, how.Label = "plan-how", "Where is it given?"
	loan.Name, loan.Label, loan.Hint, loan.Aside = "plan-loan", "What is lent?", "A loan is renewed each month.", aside
	return Section{
		Slug: "support", Title: "The support", Lead: "If the answer is yes.",
		Fields: asksIf(unlessNo, practitioners(
			Field{Name: "plan-goals", Label: "What are they to be able to do?", Hint: "In their words, as far as possible.", Control: TextArea},
			how,
			counted("The number of sessions", referral.MostDigitalSessions, Field{Name: "plan-visits", Label: "How many sessions?", Hint: fmt.Sprintf("%d at most. More can be decided afterwards.", referral.MostDigitalSessions), Width: "2"}),
			Field{Name: "plan-interests", Label: "What are they interested in?", Hint: "To match a volunteer.", Control: TextArea, Aside: aside},
			loan,
		)...),
		rules: []rule{
			neededForYes("plan-goals", "Enter what they are to be able to do"),
			neededForYes("plan-how", "Select where it is given"),
			{"plan-visits", atLeastOne("plan-visits", "Enter how many sessions")},
		},
	}
}

func beginDigital(begin, sent Answers, limits referral.SessionLimits) {
	begin["plan-visits"] = []string{count(limits.UsualSessions)}
	for field, from := range map[string]string{"plan-goals": "wants", "plan-how": "digital-how", "plan-interests": "digital-interests", "plan-loan": "digital-loan"} {
		if known(sent, from) {
			begin[field] = []string{sent.First(from)}
		}
	}
}

func digitalOf(all Answers) *referral.DigitalPlan {
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
