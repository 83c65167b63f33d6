package catalogue

// pagerKit lets someone call a carer who lives with them; nobody else hears it.
func pagerKit() Equipment {
	return Equipment{
		Code:         "pager-kit",
		Name:         "Stand-alone pager kit",
		Need:         "A carer in the same home needs to know, and nobody else",
		Hint:         "A button or sensor and a pager. It calls nobody outside the home.",
		Communicates: []Link{NoLink},
		Power:        MainsAndBattery,
		AnsweredBy:   []Answerer{CarersPager},
		Complexity:   SimpleEquipment,
		Serves: []Service{
			{Need: NeedCarer, Best: true, Why: "A carer in the same home can rest in another room, and is called when needed"},
			{Need: NeedHelp, Why: "They call the carer who lives with them"},
		},
		RuledOutBy: []Rule{
			{When: LivesAlone, Severity: Refuse, Words: "they live alone, so that no carer is there to hear it", Instead: []Code{"pendant-alarm"}},
			{When: AloneForHours, Severity: Warn, Words: "they are alone for hours, when nobody would hear it"},
		},
		TrialWeeks:        6,
		ReviewAfterMonths: 12,
		UnitCostPence:     9000,
	}
}
