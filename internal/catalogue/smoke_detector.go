package catalogue

// smokeDetector calls when it detects smoke.
func smokeDetector() Equipment {
	return Equipment{
		Code:         "smoke-detector",
		Name:         "Smoke detector",
		Need:         "If there is a fire, someone should know",
		Hint:         "Linked to the hub. Does not replace the smoke alarms that the home must have.",
		Communicates: []Link{NoLink},
		Power:        Battery,
		AnsweredBy:   []Answerer{MonitoringCentre},
		LifeSafety:   true,
		Complexity:   SimpleEquipment,
		Needs:        []Code{"hub"},
		Serves: []Service{
			{Need: NeedFire, Best: true, Why: "Smoke calls the monitoring centre, also when they do not hear an alarm or cannot get out"},
		},
		RuledOutBy: []Rule{
			{When: NoSmokeAlarm, Severity: Warn, Words: "it does not replace the smoke alarms that the home must have, and there is none that works. Ask the landlord or the fire and rescue service"},
		},
		Check: []string{
			"it would be in a kitchen or bathroom, where a heat detector belongs",
		},
		ReviewAfterMonths: 12,
		UnitCostPence:     4500,
	}
}
