package catalogue

// bedOccupancy notices that someone has left their bed. It says when a person comes
// and goes, so it monitors.
func bedOccupancy() Equipment {
	return Equipment{
		Code:         "bed-occupancy",
		Name:         "Bed occupancy sensor",
		Need:         "If they get up at night and do not come back, someone should know",
		Communicates: []Link{NoLink},
		Power:        MainsAndBattery,
		AnsweredBy:   []Answerer{MonitoringCentre, CarersPager},
		Monitors:     true,
		Complexity:   ComplexEquipment,
		Needs:        []Code{"hub"},
		Serves: []Service{
			{Need: NeedNight, Best: true, Why: "Somebody is told if they get up at night and do not come back"},
			{Need: NeedFalls, Why: "It notices that they did not come back to bed, also when they wear nothing"},
			{Need: NeedCarer, Why: "A carer can sleep until it calls"},
		},
		RuledOutBy: []Rule{
			{When: BedShared, Severity: Refuse, Words: "somebody shares the bed, so that it cannot tell who is in it"},
			{When: NobodyAtNight, Severity: Refuse, Words: "nobody would come at night"},
		},
		Check: []string{
			"the person’s weight is too low for the sensor",
		},
		TrialWeeks:        6,
		ReviewAfterMonths: 6,
		UnitCostPence:     16000,
	}
}
