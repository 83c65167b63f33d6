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
		RuledOutBy: []string{
			"nobody will charge it",
			"nobody will go out and find the person",
			"someone could misuse knowing where the person is",
			"there is no mobile signal where the person walks",
		},
		TrialWeeks:        6,
		ReviewAfterMonths: 6,
		UnitCostPence:     12000,
	}
}
