package catalogue

// chairOccupancy notices that someone has left their chair. It says when a person
// comes and goes, so it monitors.
func chairOccupancy() Equipment {
	return Equipment{
		Code:         "chair-occupancy",
		Name:         "Chair occupancy sensor",
		Need:         "If they get up when they are not safe to, someone should know",
		Communicates: []Link{NoLink},
		Power:        MainsAndBattery,
		AnsweredBy:   []Answerer{MonitoringCentre, CarersPager},
		Monitors:     true,
		Complexity:   ComplexEquipment,
		Needs:        []Code{"hub"},
		RuledOutBy: []string{
			"it would be used to keep someone in their chair",
			"nobody is near enough to come in time",
		},
		TrialWeeks:        6,
		ReviewAfterMonths: 6,
		UnitCostPence:     16000,
	}
}
