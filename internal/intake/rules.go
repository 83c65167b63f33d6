package intake

import (
	"strings"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

func afterItsStart(all form.Answers, _ form.Context) string {
	from, to := all.Date("kit-from"), all.Date("kit-to")
	if from != "" && to != "" && to <= from {
		return "The end of monitoring must be after its start"
	}
	return ""
}

func oneWayToReach(all form.Answers, _ form.Context) string {
	if len(all["telephone"])+len(all["email"])+len(all["contact-telephone"]) > 0 {
		return ""
	}
	return "Enter a telephone number or email address for the person, or a telephone number for someone we can contact for them"
}

func contactNamed(all form.Answers, _ form.Context) string {
	if len(all["contact-name"]) == 0 && len(all["contact-telephone"]) > 0 {
		return "Enter the name of the contact"
	}
	return ""
}

func contactReachable(all form.Answers, _ form.Context) string {
	if len(all["contact-telephone"]) == 0 && len(all["contact-name"]) > 0 {
		return "Enter the telephone number of the contact"
	}
	return ""
}

func canBeTold(all form.Answers, _ form.Context) string {
	switch all.First("tell-person") {
	case "email":
		if len(all["email"]) == 0 {
			return "Enter the person’s email address, or select another way to tell them the outcome"
		}
	case "text":
		if number, _ := form.ParseTelephone(all.First("telephone")); !form.Textable(number) {
			return "Enter a mobile number for the person, or select another way to tell them the outcome"
		}
	}
	return ""
}

// orderWithinAuthority names what stands in the way of an order at once: the two
// lanes of the triage rules.
func orderWithinAuthority(all form.Answers, at form.Context) string {
	if all.First("order") != orderNow {
		return ""
	}
	asked := equipmentOf(all)
	if len(asked) == 0 {
		return "Select the equipment that you order, or select that you ask the team"
	}
	var beyond []string
	for _, code := range asked {
		if e, _ := catalogue.Find(code); !catalogue.Simple([]catalogue.Code{code}) {
			beyond = append(beyond, e.Name)
		}
	}
	switch {
	case len(beyond) > 0:
		return "Select that you ask the team, because an occupational therapist must assess for: " + strings.Join(beyond, ", ")
	case len(catalogue.Refusals(FindingsAgainst(AskedFor(all), all))) > 0:
		return "Select that you ask the team, because not all of it fits: " + wordsOf(catalogue.Refusals(FindingsAgainst(AskedFor(all), all)))
	case catalogue.Cost(asked) > at.OrderLimitPence:
		return "Select that you ask the team, because together this costs more than you may order"
	}
	return ""
}

// analogueOnly names what needs an analogue line in whatever variant: nobody can ask
// for that. Where there are other variants it is said beside the one that was chosen.
func analogueOnly(all form.Answers, _ form.Context) string {
	var never []catalogue.Finding
	for _, f := range FindingsAgainst(AskedFor(all), all) {
		if e, _ := catalogue.Find(f.Equipment); f.Line && e.AnalogueOnly() {
			never = append(never, f)
		}
	}
	if len(never) == 0 {
		return ""
	}
	return wordsOf(never) + " Select something else"
}

// askedAllTheSame names what does not fit, unless whoever refers asks for it all the
// same: the need stands, and whoever decides looks for what meets it.
func askedAllTheSame(all form.Answers, _ form.Context) string {
	if all.First("all-the-same") == form.Yes {
		return ""
	}
	return wordsOf(refusedForNow(AskedFor(all), all)) + " Take it out, or select that you ask for it all the same"
}

// variantFits names the variant that was chosen of a type and needs an analogue line:
// there is no asking for that all the same.
func variantFits(code catalogue.Code) func(form.Answers, form.Context) string {
	return func(all form.Answers, _ form.Context) string {
		for _, f := range FindingsAgainst(AskedFor(all), all) {
			if f.Equipment == code && f.Line {
				return f.Words + " Select another, or leave it to whoever decides"
			}
		}
		return ""
	}
}

func wordsOf(findings []catalogue.Finding) string { return strings.Join(wordsEach(findings), " ") }

func wordsEach(findings []catalogue.Finding) []string {
	var words []string
	for _, f := range findings {
		words = append(words, f.Words)
	}
	return words
}

func needSaid(all form.Answers, _ form.Context) string {
	if len(all["need"])+len(all["help-with"]) > 0 {
		return ""
	}
	return "Enter what the need is, or select it under ‘Start from the need’"
}

func clinicianNamed(all form.Answers, _ form.Context) string {
	if len(all["vr-clinician"]) > 0 {
		return ""
	}
	for _, q := range screeningQuestions() {
		if answer := all.First(q.name + clinicianSuffix); all.First(q.name) == form.Yes && (answer == clinicianAgreed || answer == clinicianAdvise) {
			return "Enter which clinician was asked, when, and what they said"
		}
	}
	return ""
}

// Note tells whoever fills in the form something that an answer means. It never
// stops sending.
type Note struct{ Field, Message string }

// youngPerson tells whether the person is 16 or 17: support for adults starts at 18,
// and the transition to it is planned before (Care Act 2014 s.58).
func youngPerson(all form.Answers, at form.Context) bool {
	years, known := form.Age(all.First("date-of-birth"), at.Now)
	return known && (years == 16 || years == 17)
}

// Notes returns what the answers in a section mean for what happens next.
func Notes(s form.Section, all form.Answers, at form.Context) []Note {
	var notes []Note
	add := func(field, message string) {
		if f, here := s.Field(field); here && s.Applies(f, all, at) {
			notes = append(notes, Note{field, message})
		}
	}
	if youngPerson(all, at) {
		add("date-of-birth", "The person is 16 or 17. Their transition to adult services is planned with children’s services, which will be asked (Care Act 2014, section 58).")
	}
	for _, field := range []string{"will-be", "accommodation"} {
		if kind := all.First(field); all.Has("kinds", string(referral.AssistiveTechnology)) && (kind == careHome || kind == nursingHome) {
			add(field, catalogue.CareHomeProvides+".")
		}
	}
	if named, keys := respondersOf(all); named > 0 && keys < 2 && all.First("key-safe") == form.No {
		add("key-safe", keySafeNeeded+".")
	}
	if names := monitoring(all); names != "" {
		add(EquipmentField, names+": this tracks, listens, films or monitors. Before it is put in place it must be on record what less restrictive option was considered, that everyone who shares the home agrees, and whether it restricts the person: see ‘"+consent().Title+"’.")
	}
	if all.First("agreement") == string(referral.Refuses) {
		add("agreement", "A refusal does not stop an assessment that the council must make: where the person lacks capacity to refuse and it is in their best interests, or where there is abuse or neglect, or a risk of it (Care Act 2014, section 11(2)).")
	}
	if all.First("immediate-risk") == form.Yes {
		add("immediate-risk", "Do not wait for this referral: call 999 in an emergency, and tell the duty team now.")
	}
	return notes
}
