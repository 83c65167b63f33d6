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
		Serves: []Service{
			{Need: NeedFalls, Why: "Somebody is told when they get up and are not safe to"},
		},
		RuledOutBy: []Rule{
			{When: NobodyComes, Severity: Refuse, Words: "nobody would come in time"},
		},
		Check: []string{
			"it would be used to keep someone in their chair",
		},
		TrialWeeks:        6,
		ReviewAfterMonths: 6,
		UnitCostPence:     16000,
	}
}
