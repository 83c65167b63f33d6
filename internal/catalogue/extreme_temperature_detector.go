package catalogue

// extremeTemperatureDetector calls when a room is too cold, too hot, or heats up fast.
func extremeTemperatureDetector() Equipment {
	return Equipment{
		Code:         "extreme-temperature-detector",
		Name:         "Extreme temperature detector",
		Need:         "If the home gets too cold or too hot, someone should know",
		Communicates: []Link{NoLink},
		Power:        Battery,
		AnsweredBy:   []Answerer{MonitoringCentre},
		Complexity:   SimpleEquipment,
		Needs:        []Code{"hub"},
		RuledOutBy: []string{
			"the home cannot be heated, which needs other help first",
		},
		ReviewAfterMonths: 12,
		UnitCostPence:     4500,
	}
}
