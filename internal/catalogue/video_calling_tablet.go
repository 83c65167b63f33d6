package catalogue

// videoCallingTablet makes video calls with one touch. It can answer by itself, so it
// films, so it monitors.
func videoCallingTablet() Equipment {
	return Equipment{
		Code:         "video-calling-tablet",
		Name:         "Video-calling tablet",
		Need:         "They want to see family or carers, who are far away",
		Hint:         "Some answer calls by themselves: then whoever calls sees the room.",
		Communicates: []Link{WiFi, SIM},
		Power:        Rechargeable,
		AnsweredBy:   []Answerer{Nobody},
		Monitors:     true,
		Complexity:   ComplexEquipment,
		Serves: []Service{
			{Need: NeedCompany, Best: true, Why: "They see family and friends at one touch"},
		},
		RuledOutBy: []Rule{
			{When: Misuse, Severity: Refuse, Words: "somebody could misuse seeing into the room", Instead: []Code{"big-button-telephone"}},
			{When: NobodyKeeps, Severity: Refuse, Words: "nobody looks after its account", Instead: []Code{"big-button-telephone"}},
		},
		TrialWeeks:        6,
		ReviewAfterMonths: 12,
		UnitCostPence:     20000,
	}
}
