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
		Serves: []Service{
			{Need: NeedMemory, Best: true, Why: "A clock or a voice says what is next, and nobody has to"},
			{Need: NeedMedication, Why: "A reminder may be enough where they manage the tablets themselves"},
			{Need: NeedLeaving, Why: "A voice at the door can say that it is night"},
		},
		RuledOutBy: []Rule{
			{When: CannotSeeHear, Severity: Refuse, Words: "they can neither hear nor read it"},
		},
		Check: []string{
			"a voice from nowhere would frighten the person",
		},
		TrialWeeks:        6,
		ReviewAfterMonths: 12,
		UnitCostPence:     5000,
	}
}
