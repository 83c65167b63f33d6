package catalogue

import "strings"

// NetworkCloses is said wherever equipment needs an analogue line (Ofcom; the charter
// of telecare and communications providers). So no analogue line stays, and no
// equipment that needs one is new.
const NetworkCloses = "the public telephone network closes in January 2027"

// linkAgainst says why an item cannot reach outside that way there; "" if nothing is
// known against it.
func linkAgainst(l Link, s Situation) string {
	switch {
	case l == TelephoneLine && s[DigitalLine]:
		return "it needs an analogue telephone line, and the line there is digital"
	case l == TelephoneLine && s[AnalogueLine]:
		return "it needs an analogue telephone line, and the line there will be digital: " + NetworkCloses
	case l == TelephoneLine && s[NoLine]:
		return "it needs an analogue telephone line, and there is none"
	case l == TelephoneLine:
		return "it needs an analogue telephone line, and " + NetworkCloses
	case l == Broadband && s[NoBroadband]:
		return "it needs a digital line, and there is no broadband"
	case l == WiFi && s[NoBroadband]:
		return "it needs Wi-Fi, and there is no broadband"
	case l == SIM && s[NoMobileSignal]:
		return "it needs a mobile network, and none has a signal there"
	}
	return ""
}

// FitsHome tells whether nothing is known against that way of reaching outside.
func (l Link) FitsHome(s Situation) bool { return linkAgainst(l, s) == "" }

// Usual returns the variant to provide there unless somebody chooses another: the
// first that fits the home, and "" if none does or there is but one.
func (e Equipment) Usual(s Situation) Link {
	for _, link := range []Link{Broadband, SIM, WiFi, NoLink} {
		for _, has := range e.Variants() {
			if has == link && link.FitsHome(s) {
				return link
			}
		}
	}
	return ""
}

// linkRefused finds whether an item cannot reach outside there: in the variant that
// was chosen, or in any where none was.
func linkRefused(e Equipment, variant Link, s Situation) (finding, bool) {
	var fitting []Item
	var against []string
	for _, link := range e.Communicates {
		why := linkAgainst(link, s)
		switch {
		case why == "" && (variant == "" || variant == link || len(e.Variants()) == 0):
			return finding{}, false
		case why == "":
			fitting = append(fitting, Item{e.Code, link})
		case variant == link || variant == "" && (link != TelephoneLine || e.AnalogueOnly()):
			// Nobody offers the analogue variant where there is another.
			against = append(against, why)
		}
	}
	if len(against) == 0 {
		return finding{}, false
	}
	f := Finding{Equipment: e.Code, Severity: Refuse, Words: strings.Join(against, "; ")}
	f.Line = variant == TelephoneLine || e.AnalogueOnly()
	return finding{f, fitting}, true
}
