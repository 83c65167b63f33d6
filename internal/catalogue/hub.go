package catalogue

// hub is the unit in the home that alarms and sensors call through.
func hub() Equipment {
	return Equipment{
		Code:         "hub",
		Name:         "Hub (base unit)",
		Need:         "Alarms and sensors in the home need something to call through",
		Hint:         "Comes with any alarm or sensor that needs it.",
		Communicates: []Link{TelephoneLine, Broadband, SIM},
		Power:        MainsAndBattery,
		AnsweredBy:   []Answerer{MonitoringCentre},
		LifeSafety:   true,
		Complexity:   SimpleEquipment,
		RuledOutBy: []Rule{
			{When: NoSocket, Severity: Warn, Words: "there is no free mains socket near the line, where it must stand"},
		},
		ReviewAfterMonths: 12,
		UnitCostPence:     14000,
	}
}
