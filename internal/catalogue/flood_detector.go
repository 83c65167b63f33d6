package catalogue

// floodDetector calls when there is water on the floor.
func floodDetector() Equipment {
	return Equipment{
		Code:         "flood-detector",
		Name:         "Flood detector",
		Need:         "If they leave a tap running, someone should know",
		Communicates: []Link{NoLink},
		Power:        Battery,
		AnsweredBy:   []Answerer{MonitoringCentre, CarersPager},
		Complexity:   SimpleEquipment,
		Needs:        []Code{"hub"},
		Serves: []Service{
			{Need: NeedFlood, Best: true, Why: "It calls when there is water on the floor"},
		},
		Check: []string{
			"the floor is wet in ordinary use, such as in a wet room",
		},
		ReviewAfterMonths: 12,
		UnitCostPence:     4500,
	}
}
