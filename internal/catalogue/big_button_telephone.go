package catalogue

// bigButtonTelephone is a telephone with large, photographic or loud parts.
func bigButtonTelephone() Equipment {
	return Equipment{
		Code:         "big-button-telephone",
		Name:         "Big-button telephone",
		Need:         "They find their telephone hard to use",
		Communicates: []Link{TelephoneLine, Broadband, SIM},
		Power:        Mains,
		AnsweredBy:   []Answerer{Nobody},
		Complexity:   SimpleEquipment,
		Serves: []Service{
			{Need: NeedTelephone, Best: true, Why: "Large, photographic or loud parts make it easier to use"},
			{Need: NeedCompany, Why: "It is easier to ring those they know"},
		},
		Check: []string{
			"it would be the only way to call for help",
		},
		TrialWeeks:        6,
		ReviewAfterMonths: 12,
		UnitCostPence:     4000,
	}
}
