package catalogue

// doorExit notices that an outside door was opened and nobody came back.
func doorExit() Equipment {
	return Equipment{
		Code:         "door-exit",
		Name:         "Door exit sensor",
		Need:         "If they go out at an unsafe time, someone should know",
		Communicates: []Link{NoLink},
		Power:        Battery,
		AnsweredBy:   []Answerer{MonitoringCentre, CarersPager},
		Monitors:     true,
		Complexity:   ComplexEquipment,
		Needs:        []Code{"hub"},
		Serves: []Service{
			{Need: NeedLeaving, Best: true, Why: "Somebody is told when they go out at a time that is not safe"},
			{Need: NeedLost, Why: "Somebody can go after them before they are far"},
			{Need: NeedCarer, Why: "A carer need not watch the door"},
		},
		RuledOutBy: []Rule{
			{When: NobodyComes, Severity: Refuse, Words: "nobody could go after them", Instead: []Code{"gps-locator", "memory-prompt"}},
			{When: OthersThere, Severity: Warn, Words: "others use the door, so that it may call without need. Set its hours with them"},
		},
		TrialWeeks:        6,
		ReviewAfterMonths: 6,
		UnitCostPence:     9000,
	}
}
