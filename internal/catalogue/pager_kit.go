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
		RuledOutBy: []string{
			"the carer is ever out of its reach while the person is alone",
		},
		TrialWeeks:        6,
		ReviewAfterMonths: 12,
		UnitCostPence:     9000,
	}
}
