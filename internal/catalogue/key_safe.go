package catalogue

// keySafe holds a key at the door for those who may come in. Its code is never part
// of a text: see the form.
func keySafe() Equipment {
	return Equipment{
		Code:         "key-safe",
		Name:         "Key safe",
		Need:         "Someone who comes to help must be able to get in",
		Hint:         "Never write its code on a form.",
		Communicates: []Link{NoLink},
		Power:        NoPower,
		AnsweredBy:   []Answerer{Nobody},
		Complexity:   SimpleEquipment,
		Serves: []Service{
			{Need: NeedGettingIn, Best: true, Why: "Those who come to help can get in, and nobody has to be at home"},
		},
		RuledOutBy: []Rule{
			{When: Rented, Severity: Warn, Words: "a landlord may have to agree before it is fixed. Ask first"},
		},
		Check: []string{
			"there is nowhere out of sight to fix it",
		},
		ReviewAfterMonths: 12,
		UnitCostPence:     6000,
	}
}
