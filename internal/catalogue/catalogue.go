// Package catalogue lists the equipment that a referral can ask for, and what is
// true of each type: the needs it serves, how it communicates and is powered, who
// answers it, who may assess for it, what it needs with it, and what rules it out.
//
// What rules it out is held against a Situation, which is what is known of a home, a
// person and those around them: Findings says what speaks against what is asked for,
// Suggest what serves a need there. Their words are the same wherever they are shown.
//
// Each type has a file of its own and one line in All. Whoever shows, checks or
// orders equipment ranges over All or asks Find, so that a new type needs no other
// change:
//
//	for _, e := range catalogue.All() {
//		fmt.Println(e.Code, e.Name, e.Need)
//	}
//
// Costs, trial lengths and review intervals are illustrative defaults. They come
// from no price list: a council replaces them with its own.
package catalogue

import "sync"

// All returns every type in the order in which people see them. The caller owns
// the result.
func All() []Equipment {
	return []Equipment{
		pendantAlarm(),
		fallsDetector(),
		hub(),
		smokeDetector(),
		heatDetector(),
		carbonMonoxideDetector(),
		extremeTemperatureDetector(),
		floodDetector(),
		bedOccupancy(),
		chairOccupancy(),
		doorExit(),
		enuresisSensor(),
		epilepsySensor(),
		medicationDispenser(),
		memoryPrompt(),
		gpsLocator(),
		activityMonitoringKit(),
		videoDoorbell(),
		keySafe(),
		smartSpeaker(),
		videoCallingTablet(),
		bigButtonTelephone(),
		pagerKit(),
		other(),
	}
}

// Find returns the type with that code, and whether there is one. What its lists hold
// is shared, and is never to be changed.
func Find(code Code) (Equipment, bool) {
	e, found := byCode()[code]
	return e, found
}

// byCode is the catalogue, made once: a page asks for it many times.
var byCode = sync.OnceValue(func() map[Code]Equipment {
	types := map[Code]Equipment{}
	for _, e := range All() {
		types[e.Code] = e
	}
	return types
})

// Simple tells whether a trusted assessor may decide on all of it: each item is
// Simple and none monitors. It is false for nothing at all and for an unknown
// code, because then somebody has to find out first.
func Simple(codes []Code) bool {
	for _, code := range codes {
		e, found := Find(code)
		if !found || e.Complexity != SimpleEquipment || e.Monitors {
			return false
		}
	}
	return len(codes) > 0
}

// WithNeeded returns the codes followed by whatever they need that is not among
// them, each once: a pendant alarm brings its hub. Unknown codes are kept.
func WithNeeded(codes []Code) []Code {
	complete := append([]Code(nil), codes...)
	present := make(map[Code]bool, len(codes))
	for _, code := range codes {
		present[code] = true
	}
	// What is added is looked at in its turn, because it may need something too.
	for i := 0; i < len(complete); i++ {
		e, _ := Find(complete[i])
		for _, needed := range e.Needs {
			if !present[needed] {
				present[needed] = true
				complete = append(complete, needed)
			}
		}
	}
	return complete
}

// Names returns what the types are called; an unknown code stands for itself.
func Names(codes []Code) []string {
	var names []string
	for _, code := range codes {
		name := string(code)
		if e, found := Find(code); found {
			name = e.Name
		}
		names = append(names, name)
	}
	return names
}

// Cost returns what the codes cost in pence, with what they need and do not
// already include. A code given twice counts twice; an unknown one costs nothing.
// It is a purchase cost without installation, monitoring or subscriptions.
func Cost(codes []Code) int {
	pence := 0
	for _, code := range WithNeeded(codes) {
		e, _ := Find(code)
		pence += e.UnitCostPence
	}
	return pence
}
