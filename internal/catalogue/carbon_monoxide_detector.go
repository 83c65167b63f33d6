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
		Serves: []Service{
			{Need: NeedGas, Best: true, Why: "Carbon monoxide, which nobody can smell, calls the monitoring centre"},
		},
		RuledOutBy: []Rule{
			{When: NothingBurns, Severity: Refuse, Words: "nothing there burns gas, oil, wood or coal"},
		},
		ReviewAfterMonths: 12,
		UnitCostPence:     5000,
	}
}
