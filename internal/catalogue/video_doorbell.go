package catalogue

// videoDoorbell shows who is at the door. It films, so it monitors.
func videoDoorbell() Equipment {
	return Equipment{
		Code:         "video-doorbell",
		Name:         "Video doorbell",
		Need:         "They open the door to strangers, or cannot get to it",
		Communicates: []Link{WiFi},
		Power:        Rechargeable,
		AnsweredBy:   []Answerer{CarersPager, Nobody},
		Monitors:     true,
		Complexity:   ComplexEquipment,
		RuledOutBy: []string{
			"the door is in a shared hall and the neighbours or landlord do not agree",
			"someone could misuse seeing who comes and goes",
		},
		TrialWeeks:        6,
		ReviewAfterMonths: 12,
		UnitCostPence:     10000,
	}
}
