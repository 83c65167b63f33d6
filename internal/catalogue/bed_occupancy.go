package catalogue

// bedOccupancy notices that someone has left their bed. It says when a person comes
// and goes, so it monitors.
func bedOccupancy() Equipment {
	return Equipment{
		Code:         "bed-occupancy",
		Name:         "Bed occupancy sensor",
		Need:         "If they get up at night and do not come back, someone should know",
		Communicates: []Link{NoLink},
		Power:        MainsAndBattery,
		AnsweredBy:   []Answerer{MonitoringCentre, CarersPager},
		Monitors:     true,
		Complexity:   ComplexEquipment,
		Needs:        []Code{"hub"},
		RuledOutBy: []string{
			"two people share the bed",
			"the person’s weight is too low for the sensor",
			"nobody can answer at night",
		},
		TrialWeeks:        6,
		ReviewAfterMonths: 6,
		UnitCostPence:     16000,
	}
}
