package catalogue

// carbonMonoxideDetector calls when there is carbon monoxide in the air.
func carbonMonoxideDetector() Equipment {
	return Equipment{
		Code:         "carbon-monoxide-detector",
		Name:         "Carbon monoxide detector",
		Need:         "If there is carbon monoxide, someone should know",
		Hint:         "For any home with a gas, oil or solid-fuel appliance.",
		Communicates: []Link{NoLink},
		Power:        Battery,
		AnsweredBy:   []Answerer{MonitoringCentre},
		LifeSafety:   true,
		Complexity:   SimpleEquipment,
		Needs:        []Code{"hub"},
		RuledOutBy: []string{
			"nothing in the home burns fuel",
		},
		ReviewAfterMonths: 12,
		UnitCostPence:     5000,
	}
}
