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
		Serves: []Service{
			{Need: NeedCallers, Best: true, Why: "They see who is there, and somebody else can too"},
		},
		RuledOutBy: []Rule{
			{When: Misuse, Severity: Refuse, Words: "somebody could misuse seeing who comes and goes"},
			{When: NobodyKeeps, Severity: Refuse, Words: "nobody looks after its account"},
			{When: Rented, Severity: Warn, Words: "a landlord may have to agree before it is fixed. Ask first"},
		},
		Check: []string{
			"the door is in a shared hall, and the neighbours do not agree",
		},
		TrialWeeks:        6,
		ReviewAfterMonths: 12,
		UnitCostPence:     10000,
	}
}
