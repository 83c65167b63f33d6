package catalogue

// fallsDetector calls by itself when its wearer falls.
func fallsDetector() Equipment {
	return Equipment{
		Code:         "falls-detector",
		Name:         "Falls detector",
		Need:         "If they fall, someone should know",
		Hint:         "Worn. Calls by itself after a hard fall; not every fall is noticed.",
		Communicates: []Link{NoLink},
		Power:        Battery,
		AnsweredBy:   []Answerer{MonitoringCentre, CarersPager},
		LifeSafety:   true,
		Complexity:   SimpleEquipment,
		Needs:        []Code{"hub"},
		RuledOutBy: []string{
			"the person will not wear it",
			"the person lowers themselves to the floor often, so that it would call without need",
		},
		TrialWeeks:        6,
		ReviewAfterMonths: 12,
		UnitCostPence:     7500,
	}
}
