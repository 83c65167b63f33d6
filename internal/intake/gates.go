package intake

import (
	"slices"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

// Gap is an answer without which nothing may be put in place, and what to do.
type Gap struct {
	Section string // slug, where it is answered
	Anchor  string // id of the input there
	Message string // for people
}

// BeforeInPlace returns what must still be answered before what a strand of that
// kind asks for is put in place, in the order of the form: at.Decided is the
// equipment, once it is decided; onAScreen says that sessions do without a headset.
// Nothing is asked where something is only taken away.
func BeforeInPlace(kind referral.Kind, onAScreen bool, all form.Answers, at form.Context) []Gap {
	if all.First("purpose") == takeAway {
		return nil
	}
	g := gaps{all: all, at: at}
	g.consent()
	switch kind {
	case referral.AssistiveTechnology:
		if monitors(all, at) {
			g.monitoring()
		}
		items := catalogue.WithNeededItems(itemsFor(all, at))
		g.line(items)
		g.responders(items)
	case referral.VRSessions:
		g.session(onAScreen)
	}
	return g.found
}

const takeAway = "take-away"

type gaps struct {
	all   form.Answers
	at    form.Context
	found []Gap
}

// add notes a gap at a field; without words, that the field needs an answer.
func (g *gaps) add(field, message string) {
	s, f, _ := Named(field)
	if message == "" {
		message = "Answer ‘" + f.Label + "’"
	}
	g.found = append(g.found, Gap{Section: s.Slug, Anchor: f.Anchor(), Message: message})
}

// known tells whether a field has an answer other than "Don't know".
func (g *gaps) known(field string) bool { return known(g.all, field) }

// need notes each of the fields that has no answer.
func (g *gaps) need(fields ...string) {
	for _, field := range fields {
		if !g.known(field) {
			g.add(field, "")
		}
	}
}

// mustBeYes notes a field whose answer is anything but yes.
func (g *gaps) mustBeYes(field, message string) {
	if !g.known(field) {
		g.add(field, "")
	} else if g.all.First(field) != form.Yes {
		g.add(field, message)
	}
}

// consent wants valid consent, an authority or a best-interests decision, complete:
// Mental Capacity Act 2005 ss.3–5, 9 and 19.
func (g *gaps) consent() {
	switch g.all.First("consent") {
	case consentGiven:
		g.need("consent-by", "consent-how", "consent-on")
		g.mustBeYes("privacy-notice", "Give the person the privacy notice, and record that they have it")
	case consentAttorney:
		g.mustBeYes("authority-seen", "See the power of attorney or court order first")
		g.mustBeYes("authority-registered", "The power of attorney must be registered, or the order made by the court")
		g.mustBeYes("authority-covers", "The attorney or deputy has no authority for this decision: record what else stands behind it")
		g.need("authority-on")
	case consentInterests:
		g.need("capacity-assessor", "capacity-on", "interests-by", "interests-on", "interests-consulted")
		if !g.known("advocate") {
			g.add("advocate", "")
		} else if g.all.First("advocate") == advocateMissing {
			g.add("advocate", "Instruct the advocate whom the person needs first")
		}
	default:
		g.add("consent", "Record what stands behind putting it in place: consent, an attorney’s or deputy’s decision, or a best-interests decision")
	}
}

// monitoring is what anything that tracks, listens, films or monitors needs as well:
// Mental Capacity Act 2005 s.1(6), ss.4A–4B and Schedule A1.
func (g *gaps) monitoring() {
	g.need("less-restrictive")
	switch {
	case !g.known("shared-areas"):
		g.add("shared-areas", "")
	case g.all.First("shared-areas") == sharedNotAgreed:
		g.add("shared-areas", "Everyone who shares the home must agree to what monitors it")
	}
	switch g.all.First("restrictions") {
	case form.No:
	case restrictsNothing:
		g.add("restrictions", "It adds to restrictions on the person, and nothing authorises that yet")
	case restrictsDoLS:
		g.need("dols-conditions", "restrictions-told")
	case restrictsCourt:
		g.need("restrictions-told")
	default:
		g.add("restrictions", "")
	}
}

// line holds equipment against the line of the home, with the findings that are
// shown from the form on. What needs an analogue line is refused for good.
func (g *gaps) line(items []catalogue.Item) {
	for _, f := range FindingsOf(g.all, g.at) {
		switch {
		case f.Line:
			g.add("line", f.Words)
		case f.When == catalogue.NoPowerBackup:
			g.add("power-backup-answer", f.Words)
		}
	}
	if !slices.ContainsFunc(items, catalogue.Item.UsesLine) {
		return
	}
	g.need("line")
	// A digital line is dead in a power cut, and with it a call for help.
	lifeSafety := slices.ContainsFunc(items, func(i catalogue.Item) bool {
		e, _ := catalogue.Find(i.Code)
		return e.LifeSafety && i.UsesLine()
	})
	if lifeSafety && digitalHome(g.all) && !g.known("power-backup") {
		g.add("power-backup", "Find out whether a call for help would get through in a power cut: a life may depend on this alarm")
	}
}

// digitalHome tells whether the home's line is digital, or is to be.
func digitalHome(all form.Answers) bool {
	return all.First("line") == lineDigital || all.First("line") == lineAnalogue
}

// responders wants somebody who comes, and a way in, where an item calls for help.
func (g *gaps) responders(items []catalogue.Item) {
	if !slices.ContainsFunc(items, func(i catalogue.Item) bool {
		e, _ := catalogue.Find(i.Code)
		return e.Calls() && slices.Contains(e.AnsweredBy, catalogue.MonitoringCentre)
	}) {
		return
	}
	named, keys := respondersOf(g.all)
	council := g.all.First("council-responds") == form.Yes
	keySafe := g.all.First("key-safe") == keySafeThere || g.all.First("key-safe") == keySafeFitted || slices.Contains(equipmentFor(g.all, g.at), keySafeItem)
	if !council && (named == 0 || named == 1 && !keySafe) {
		g.add(responderField(1, "name"), "Name at least 2 responders, or 1 and a key safe, or the council’s response service")
	}
	if keys < 2 && !keySafe {
		g.add("key-safe", keySafeNeeded)
	}
	if g.all.First("key-safe") == keySafeThere {
		g.need(keySafeHow)
		switch g.all.First(keySafeHow) {
		case willBeTelephoned:
			g.add(keySafeHow, "Get the key safe’s code: it was to be telephoned in")
		case enterNow:
			g.need(KeySafeCode)
		}
	}
}

// session is what must be known before a headset is used.
func (g *gaps) session(onAScreen bool) {
	g.need("vr-stop")
	if onAScreen {
		return
	}
	result, _ := Screen(g.all, g.at)
	switch result {
	case referral.NotScreened:
		g.add("vr-seizure", "Finish the screening for a headset")
	case referral.AskFirst:
		g.add("vr-clinician", "Ask a clinician about the headset first, and record what they said")
	case referral.DoNotUse:
		g.add("vr-seizure", "A headset must not be used: decide again, for a tablet or screen")
	}
	if g.all.Has("vr-stop", noReliableWay) || g.all.First("vr-cognition") == form.Yes {
		g.need("vr-who") // a carer must be present
	}
}
