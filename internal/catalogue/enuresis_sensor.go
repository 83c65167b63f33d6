package catalogue

// enuresisSensor notices moisture in a bed. It watches an intimate matter, so it
// monitors.
func enuresisSensor() Equipment {
	return Equipment{
		Code:         "enuresis-sensor",
		Name:         "Enuresis sensor",
		Need:         "If the bed gets wet, their carer should know",
		Communicates: []Link{NoLink},
		Power:        MainsAndBattery,
		AnsweredBy:   []Answerer{CarersPager, MonitoringCentre},
		Monitors:     true,
		Complexity:   ComplexEquipment,
		Needs:        []Code{"hub"},
		RuledOutBy: []string{
			"continence has not been assessed by the NHS",
			"nobody can come and help at night",
		},
		TrialWeeks:        6,
		ReviewAfterMonths: 6,
		UnitCostPence:     13000,
	}
}
