package catalogue

// epilepsySensor notices the movement or sound of a seizure in bed.
func epilepsySensor() Equipment {
	return Equipment{
		Code:         "epilepsy-sensor",
		Name:         "Epilepsy sensor",
		Need:         "If they have a seizure in bed, someone should know",
		Hint:         "Notices movement, sound or breathing. It does not notice every seizure.",
		Communicates: []Link{NoLink},
		Power:        MainsAndBattery,
		AnsweredBy:   []Answerer{CarersPager, MonitoringCentre},
		Monitors:     true,
		LifeSafety:   true,
		Complexity:   ComplexEquipment,
		Needs:        []Code{"hub"},
		Serves: []Service{
			{Need: NeedSeizures, Best: true, Why: "Somebody is told of a seizure in bed that it can notice"},
			{Need: NeedCarer, Why: "A carer can sleep until it calls"},
		},
		RuledOutBy: []Rule{
			{When: NobodyAtNight, Severity: Refuse, Words: "nobody would come in time at night"},
		},
		Check: []string{
			"the kind of seizure does not show in what it can notice",
		},
		TrialWeeks:        6,
		ReviewAfterMonths: 6,
		UnitCostPence:     45000,
	}
}
