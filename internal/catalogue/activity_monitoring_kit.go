package catalogue

// activityMonitoringKit shows movement through a home for some weeks, to answer one
// question of an assessment. It is lent, so it has no later review.
func activityMonitoringKit() Equipment {
	return Equipment{
		Code:         "activity-monitoring-kit",
		Name:         "Activity-monitoring kit",
		Need:         "We do not know how they spend their days and nights",
		Hint:         "For an assessment: a few weeks, with one question to answer.",
		Communicates: []Link{SIM, WiFi},
		Power:        MainsAndBattery,
		AnsweredBy:   []Answerer{Nobody},
		Monitors:     true,
		Complexity:   ComplexEquipment,
		Serves: []Service{
			{Need: NeedPattern, Best: true, Why: "A few weeks show when they sleep, eat, move and go out"},
		},
		RuledOutBy: []Rule{
			{When: Misuse, Severity: Refuse, Words: "somebody could misuse seeing when they come and go"},
			{When: OthersThere, Severity: Warn, Words: "it cannot tell who moves, and others are there too. Say in the question how to tell them apart"},
			{When: Pets, Severity: Warn, Words: "pets move about, and can set it off"},
		},
		Check: []string{
			"there is no question that it should answer",
		},
		TrialWeeks:    6,
		UnitCostPence: 40000,
	}
}
