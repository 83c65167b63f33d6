package catalogue

// medicationDispenser offers the right tablets at the right time and says if they
// were not taken.
func medicationDispenser() Equipment {
	return Equipment{
		Code:         "medication-dispenser",
		Name:         "Medication dispenser",
		Need:         "They forget their tablets, or take them twice",
		Hint:         "A pharmacist must agree, and someone must fill it.",
		Communicates: []Link{NoLink, SIM},
		Power:        MainsAndBattery,
		AnsweredBy:   []Answerer{MonitoringCentre, CarersPager, Nobody},
		Complexity:   ComplexEquipment,
		RuledOutBy: []string{
			"nobody can fill it",
			"a pharmacist does not agree that the medicines can go in it",
			"the person cannot take tablets out by themselves",
		},
		TrialWeeks:        6,
		ReviewAfterMonths: 6,
		UnitCostPence:     18000,
	}
}
