package catalogue

// heatDetector calls when a room heats up as it does in a fire.
func heatDetector() Equipment {
	return Equipment{
		Code:         "heat-detector",
		Name:         "Heat detector",
		Need:         "If something burns in the kitchen, someone should know",
		Hint:         "For kitchens, where smoke from cooking would set off a smoke detector.",
		Communicates: []Link{NoLink},
		Power:        Battery,
		AnsweredBy:   []Answerer{MonitoringCentre},
		LifeSafety:   true,
		Complexity:   SimpleEquipment,
		Needs:        []Code{"hub"},
		Serves: []Service{
			{Need: NeedFire, Why: "For the kitchen, where smoke from cooking would set off a smoke detector"},
		},
		Check: []string{
			"it would be the only detector where people sleep",
		},
		ReviewAfterMonths: 12,
		UnitCostPence:     4500,
	}
}
