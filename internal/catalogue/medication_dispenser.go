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
		Serves: []Service{
			{Need: NeedMedication, Best: true, Why: "It offers the right tablets at the right time, and can tell if they are not taken"},
		},
		RuledOutBy: []Rule{
			{When: NobodyFills, Severity: Refuse, Words: "nobody fills it", Instead: []Code{"memory-prompt"}},
			{When: NoPharmacist, Severity: Refuse, Words: "no pharmacist has agreed that the medicines can go in it", Instead: []Code{"memory-prompt"}},
		},
		Check: []string{
			"the person cannot take tablets out by themselves",
			"the medicines are liquid, or must be kept cold",
		},
		TrialWeeks:        6,
		ReviewAfterMonths: 6,
		UnitCostPence:     18000,
	}
}
