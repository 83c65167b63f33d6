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
		Serves: []Service{
			{Need: NeedFalls, Best: true, Why: "It calls by itself after a hard fall, also when they cannot press anything"},
			{Need: NeedHelp, Why: "It has a button as well"},
		},
		RuledOutBy: []Rule{
			{When: WillNotWear, Severity: Refuse, Words: "they will not wear it", Instead: []Code{"bed-occupancy"}},
		},
		Check: []string{
			"the person lowers themselves to the floor often, so that it would call without need",
		},
		TrialWeeks:        6,
		ReviewAfterMonths: 12,
		UnitCostPence:     7500,
	}
}
