package catalogue

// smokeDetector calls when it detects smoke.
func smokeDetector() Equipment {
	return Equipment{
		Code:         "smoke-detector",
		Name:         "Smoke detector",
		Need:         "If there is a fire, someone should know",
		Hint:         "Linked to the hub. Does not replace the smoke alarms that the home must have.",
		Communicates: []Link{NoLink},
		Power:        Battery,
		AnsweredBy:   []Answerer{MonitoringCentre},
		LifeSafety:   true,
		Complexity:   SimpleEquipment,
		Needs:        []Code{"hub"},
		RuledOutBy: []string{
			"it would be in a kitchen or bathroom, where a heat detector belongs",
		},
		ReviewAfterMonths: 12,
		UnitCostPence:     4500,
	}
}
