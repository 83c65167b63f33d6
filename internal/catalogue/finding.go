package catalogue

import (
	"slices"
	"strings"
)

// Finding is something that speaks against what is asked for. Its words are the same
// wherever it is shown.
type Finding struct {
	Equipment Code         `json:"equipment"` // "" where it is about everything together
	Severity  Severity     `json:"severity"`
	When      Circumstance `json:"when,omitempty"` // what it rests on; "" for a link
	// Line says that it does not fit the home's line, because that is digital or will
	// be. Nobody can decide otherwise.
	Line  bool   `json:"line,omitempty"`
	Words string `json:"words"` // whole sentences
}

// AboutLine tells whether it is about how the item reaches outside, in a power cut too.
func (f Finding) AboutLine() bool {
	return f.Severity == Refuse && f.When == "" || f.When == NoPowerBackup
}

// Refusals returns the findings that refuse, leaving out the warnings.
func Refusals(findings []Finding) []Finding {
	return slices.DeleteFunc(slices.Clone(findings), func(f Finding) bool { return f.Severity != Refuse })
}

// Findings returns what speaks against those items there: what is about everything
// together, and then each item in its order with what it brings with it. Unknown
// items and unknown circumstances speak against nothing.
func Findings(items []Item, s Situation) []Finding {
	findings := together(items, s)
	for _, i := range WithNeededItems(items) {
		e, found := Find(i.Code)
		if !found {
			continue
		}
		for _, f := range against(e, i.Variant, s) {
			f.Words = sentence(i.Name()+neededFor(i.Code, items), f.Words, f.instead, s)
			findings = append(findings, f.Finding)
		}
	}
	return findings
}

// finding is one whose words are not whole sentences yet.
type finding struct {
	Finding
	instead []Item
}

// together applies the rules about everything that is asked for.
func together(items []Item, s Situation) []Finding {
	var findings []Finding
	for _, rule := range general() {
		applies := slices.ContainsFunc(items, func(i Item) bool {
			e, found := Find(i.Code)
			return found && rule.applies(e)
		})
		if applies && s[rule.When] {
			findings = append(findings, Finding{Severity: rule.Severity, When: rule.When, Words: rule.Words + "."})
		}
	}
	return findings
}

// against holds one item against the situation.
func against(e Equipment, variant Link, s Situation) []finding {
	var findings []finding
	if f, refused := linkRefused(e, variant, s); refused {
		findings = append(findings, f)
	}
	if e.LifeSafety && usesLine(e, variant) && s[NoPowerBackup] {
		findings = append(findings, finding{Finding: Finding{Equipment: e.Code, Severity: Warn, When: NoPowerBackup, Words: PowerCut}})
	}
	for _, rule := range e.RuledOutBy {
		if s.Holds(rule.When, e.Code) {
			findings = append(findings, finding{Finding{Equipment: e.Code, Severity: rule.Severity, When: rule.When, Words: rule.Words}, ItemsOf(rule.Instead)})
		}
	}
	return findings
}

// PowerCut is what is said of an alarm on a digital line without back-up.
const PowerCut = "a life may depend on it, and the digital line has no battery back-up. Say what is done about a power cut"

// usesLine tells whether it would call over the telephone line.
func usesLine(e Equipment, variant Link) bool {
	if variant != "" && len(e.Variants()) > 0 {
		return variant == TelephoneLine || variant == Broadband
	}
	return slices.Contains(e.Communicates, TelephoneLine) || slices.Contains(e.Communicates, Broadband)
}

// UsesLine tells whether the item, in the variant that was chosen, would call over
// the telephone line.
func (i Item) UsesLine() bool {
	e, _ := Find(i.Code)
	return usesLine(e, i.Variant)
}

// sentence writes a finding out, with what may fit there instead.
func sentence(name, words string, instead []Item, s Situation) string {
	var names []string
	for _, i := range instead {
		e, _ := Find(i.Code)
		if fits := !refused(e, i.Variant, s); fits {
			names = append(names, i.Name())
		}
	}
	whole := name + ": " + words + "."
	if len(names) > 0 {
		whole += " May fit instead: " + strings.Join(names, " or ") + "."
	}
	return whole
}

// refused tells whether anything refuses the item, or what it needs, there.
func refused(e Equipment, variant Link, s Situation) bool {
	for _, i := range WithNeededItems([]Item{{e.Code, variant}}) {
		needed, _ := Find(i.Code)
		if slices.ContainsFunc(against(needed, i.Variant, s), func(f finding) bool { return f.Severity == Refuse }) {
			return true
		}
	}
	return false
}

// WithNeededItems is WithNeeded, for items: nobody has chosen a variant of what is
// brought along.
func WithNeededItems(items []Item) []Item {
	whole := slices.Clone(items)
	for _, code := range WithNeeded(CodesOf(items))[len(items):] {
		whole = append(whole, Item{Code: code})
	}
	return whole
}

// neededFor says what brings an item with it; "" if it was asked for itself.
func neededFor(code Code, items []Item) string {
	if slices.ContainsFunc(items, func(i Item) bool { return i.Code == code }) {
		return ""
	}
	var names []string
	for _, i := range items {
		if slices.Contains(WithNeeded([]Code{i.Code}), code) && !slices.Contains(names, i.Name()) {
			names = append(names, i.Name())
		}
	}
	return ", needed for " + strings.Join(names, " and ")
}
