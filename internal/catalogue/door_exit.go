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
		RuledOutBy: []string{
			"nobody can go after the person",
			"others use the door at the same hours, so that it would call without need",
		},
		TrialWeeks:        6,
		ReviewAfterMonths: 6,
		UnitCostPence:     9000,
	}
}
