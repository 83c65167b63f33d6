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
		RuledOutBy: []string{
			"there is no question that it should answer",
			"others in the home or pets would make what it shows meaningless",
			"others in the home do not agree",
		},
		TrialWeeks:    6,
		UnitCostPence: 40000,
	}
}
