package catalogue

// memoryPrompt reminds: a clock that shows day and night, or a recorded voice.
func memoryPrompt() Equipment {
	return Equipment{
		Code:         "memory-prompt",
		Name:         "Memory prompt",
		Need:         "They forget what to do, and a reminder would help",
		Hint:         "A clock, or a recorded voice at a set time or place.",
		Communicates: []Link{NoLink},
		Power:        MainsAndBattery,
		AnsweredBy:   []Answerer{Nobody},
		Complexity:   SimpleEquipment,
		RuledOutBy: []string{
			"a voice from nowhere would frighten the person",
			"the person cannot hear or read it",
		},
		TrialWeeks:        6,
		ReviewAfterMonths: 12,
		UnitCostPence:     5000,
	}
}
