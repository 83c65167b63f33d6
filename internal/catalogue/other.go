package catalogue

// other is what this catalogue does not have. Nothing is known of it, so an
// occupational therapist looks at it.
func other() Equipment {
	return Equipment{
		Code:              "other",
		Name:              "Something else",
		Need:              "A need that nothing here meets",
		Hint:              "Say what the need is: someone will look for what could meet it.",
		Complexity:        ComplexEquipment,
		TrialWeeks:        6,
		ReviewAfterMonths: 12,
		UnitCostPence:     0,
	}
}
