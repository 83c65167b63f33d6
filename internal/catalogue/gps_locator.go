package catalogue

// gpsLocator tells where its wearer is.
func gpsLocator() Equipment {
	return Equipment{
		Code:         "gps-locator",
		Name:         "GPS locator",
		Need:         "If they get lost outside, someone can find them",
		Communicates: []Link{SIM},
		Power:        Rechargeable,
		AnsweredBy:   []Answerer{MonitoringCentre, CarersPager},
		Monitors:     true,
		LifeSafety:   true,
		Complexity:   ComplexEquipment,
		Serves: []Service{
			{Need: NeedLost, Best: true, Why: "Somebody can see where they are and find them, so that they can go on going out"},
			{Need: NeedLeaving, Why: "They can be found if they are gone"},
		},
		RuledOutBy: []Rule{
			{When: Misuse, Severity: Refuse, Words: "somebody could misuse knowing where they are"},
			{When: NobodyCharges, Severity: Refuse, Words: "nobody charges it, and it stops after a day or two", Instead: []Code{"door-exit"}},
			{When: NobodyWatches, Severity: Refuse, Words: "nobody watches where they are and goes to find them", Instead: []Code{"door-exit"}},
			{When: WillNotWear, Severity: Warn, Words: "they will not wear an alarm, so they may not carry this either. Try it first"},
		},
		Check: []string{
			"there is no mobile signal where the person walks",
		},
		TrialWeeks:        6,
		ReviewAfterMonths: 6,
		UnitCostPence:     12000,
	}
}
