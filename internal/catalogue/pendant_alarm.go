package catalogue

// pendantAlarm is a button that is worn, on the neck or the wrist.
func pendantAlarm() Equipment {
	return Equipment{
		Code:         "pendant-alarm",
		Name:         "Pendant alarm",
		Need:         "If they need help, they can press for it",
		Hint:         "Worn on the neck or the wrist. They must be able and willing to press it.",
		Communicates: []Link{NoLink},
		Power:        Battery,
		AnsweredBy:   []Answerer{MonitoringCentre, CarersPager},
		LifeSafety:   true,
		Complexity:   SimpleEquipment,
		Needs:        []Code{"hub"},
		Serves: []Service{
			{Need: NeedHelp, Best: true, Why: "They press it, and somebody answers and sends help"},
			{Need: NeedFalls, Why: "They can press it after a fall, if they are able to"},
		},
		RuledOutBy: []Rule{
			{When: CannotPress, Severity: Refuse, Words: "they cannot press it, or would not know when to", Instead: []Code{"falls-detector", "bed-occupancy"}},
			{When: WillNotWear, Severity: Refuse, Words: "they will not wear it", Instead: []Code{"bed-occupancy"}},
		},
		TrialWeeks:        6,
		ReviewAfterMonths: 12,
		UnitCostPence:     3500,
	}
}
