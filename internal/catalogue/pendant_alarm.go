package catalogue

// pendantAlarm is a button that is worn, on the neck or the wrist.
func pendantAlarm() Equipment {
	return Equipment{
		Code:         "pendant-alarm",
		Name:         "Pendant alarm",
		Need:         "If they need help, they can press for it",
		Hint:         "Worn on the neck or the wrist. They must be able and willing to press it.",
		Communicates: []Link{NoLink},
		Power:        Battery,
		AnsweredBy:   []Answerer{MonitoringCentre, CarersPager},
		LifeSafety:   true,
		Complexity:   SimpleEquipment,
		Needs:        []Code{"hub"},
		RuledOutBy: []string{
			"the person cannot press it, or would not know to",
			"the person will not wear it",
		},
		TrialWeeks:        6,
		ReviewAfterMonths: 12,
		UnitCostPence:     3500,
	}
}
