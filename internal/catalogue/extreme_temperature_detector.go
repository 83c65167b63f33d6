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
		Serves: []Service{
			{Need: NeedTemperature, Best: true, Why: "It calls when a room is too cold or too hot to be safe"},
			{Need: NeedFire, Why: "It notices a room that heats up fast"},
		},
		Check: []string{
			"the home cannot be heated, which needs other help first",
		},
		ReviewAfterMonths: 12,
		UnitCostPence:     4500,
	}
}
