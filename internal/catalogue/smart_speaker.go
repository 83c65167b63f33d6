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
		RuledOutBy: []string{
			"it would be the only way to call for help",
			"the person does not agree to a microphone in the room",
			"nobody will look after its account",
		},
		TrialWeeks:        6,
		ReviewAfterMonths: 12,
		UnitCostPence:     9000,
	}
}
