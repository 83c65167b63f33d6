package catalogue

import (
	"cmp"
	"slices"
)

// Suggestion is a type of equipment that serves a need, with what speaks for it
// there and against it. It informs whoever chooses, and decides nothing.
type Suggestion struct {
	Equipment Equipment
	Serves    []Service // of the needs that were named, what it is made for first
	Findings  []Finding // about it and what it brings with it; refusals make it unfit
	Open      []string  // what to find out first, to follow "find out first"
}

// Fits tells whether nothing that is known refuses it there.
func (s Suggestion) Fits() bool { return len(Refusals(s.Findings)) == 0 }

// Best tells whether it is made for one of the needs.
func (s Suggestion) Best() bool {
	return slices.ContainsFunc(s.Serves, func(s Service) bool { return s.Best })
}

// Suggest returns what serves any of the needs: first what fits, the best for it
// first and what does not monitor before what does (the less restrictive comes
// first: Mental Capacity Act 2005 s.1(6)), and then what does not fit.
func Suggest(needs []Need, s Situation) []Suggestion {
	var suggestions []Suggestion
	for _, e := range All() {
		var serves []Service
		for _, need := range needs {
			if service, found := e.serves(need); found {
				serves = append(serves, service)
			}
		}
		if len(serves) > 0 {
			suggestions = append(suggestions, suggestion(e, serves, s))
		}
	}
	place := func(s Suggestion) int {
		place := len(s.Findings)
		switch {
		case !s.Fits():
			place += 4000
		case !s.Best():
			place += 2000
		}
		if s.Equipment.Monitors {
			place += 1000
		}
		return place - 10*len(s.Serves)
	}
	slices.SortStableFunc(suggestions, func(a, b Suggestion) int { return cmp.Compare(place(a), place(b)) })
	return suggestions
}

func suggestion(e Equipment, serves []Service, s Situation) Suggestion {
	slices.SortStableFunc(serves, func(a, b Service) int {
		switch {
		case a.Best == b.Best:
			return 0
		case a.Best:
			return -1
		}
		return 1
	})
	item := []Item{{Code: e.Code}}
	made := Suggestion{Equipment: e, Serves: serves}
	for _, f := range Findings(item, s) {
		if f.Equipment != "" {
			made.Findings = append(made.Findings, f)
		}
	}
	ask := func(c Circumstance, code Code) {
		if words := c.Open(); words != "" && s.Unknown(c, code) && !slices.Contains(made.Open, words) {
			made.Open = append(made.Open, words)
		}
	}
	for _, i := range WithNeededItems(item) {
		needed, _ := Find(i.Code)
		for _, rule := range needed.RuledOutBy {
			ask(rule.When, needed.Code)
		}
		// It is asked about a link only where the item has no other that fits.
		if links := needed.Communicates; len(links) == 1 {
			switch links[0] {
			case SIM:
				ask(NoMobileSignal, needed.Code)
			case WiFi:
				ask(NoBroadband, needed.Code)
			}
		}
	}
	atNight := slices.ContainsFunc(e.RuledOutBy, func(r Rule) bool { return r.When == NobodyAtNight })
	if e.Calls() && !atNight {
		ask(NobodyComes, e.Code)
	}
	return made
}
