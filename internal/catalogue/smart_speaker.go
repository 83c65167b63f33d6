package catalogue

// smartSpeaker does things when it is spoken to. It listens, so it monitors.
func smartSpeaker() Equipment {
	return Equipment{
		Code:         "smart-speaker",
		Name:         "Smart speaker or display",
		Need:         "They could do more by asking aloud",
		Hint:         "Listens for its name. Not a way to call for help.",
		Communicates: []Link{WiFi},
		Power:        Mains,
		AnsweredBy:   []Answerer{Nobody},
		Monitors:     true,
		Complexity:   ComplexEquipment,
		Serves: []Service{
			{Need: NeedControl, Best: true, Why: "Lights, radio and calls do what they say"},
			{Need: NeedMemory, Why: "It can say reminders aloud"},
			{Need: NeedCompany, Why: "They can call family by asking"},
		},
		RuledOutBy: []Rule{
			{When: Misuse, Severity: Refuse, Words: "somebody could misuse hearing or speaking into the room", Instead: []Code{"memory-prompt"}},
			{When: NobodyKeeps, Severity: Refuse, Words: "nobody looks after its account", Instead: []Code{"memory-prompt"}},
		},
		Check: []string{
			"it would be the only way to call for help",
			"the person does not agree to a microphone in the room",
		},
		TrialWeeks:        6,
		ReviewAfterMonths: 12,
		UnitCostPence:     9000,
	}
}
