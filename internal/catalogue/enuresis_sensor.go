package catalogue

// enuresisSensor notices moisture in a bed. It watches an intimate matter, so it
// monitors.
func enuresisSensor() Equipment {
	return Equipment{
		Code:         "enuresis-sensor",
		Name:         "Enuresis sensor",
		Need:         "If the bed gets wet, their carer should know",
		Communicates: []Link{NoLink},
		Power:        MainsAndBattery,
		AnsweredBy:   []Answerer{CarersPager, MonitoringCentre},
		Monitors:     true,
		Complexity:   ComplexEquipment,
		Needs:        []Code{"hub"},
		Serves: []Service{
			{Need: NeedContinence, Best: true, Why: "Their carer knows at once, and nobody has to look"},
		},
		RuledOutBy: []Rule{
			{When: NotAssessed, Severity: Refuse, Words: "their continence was not assessed. Ask the NHS continence service first"},
			{When: NobodyAtNight, Severity: Refuse, Words: "nobody would come and help at night"},
		},
		TrialWeeks:        6,
		ReviewAfterMonths: 6,
		UnitCostPence:     13000,
	}
}
