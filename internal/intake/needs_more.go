package intake

// needsMore is what a decision rests on, as far as the referrer knows it.
func needsMore() Section {
	return Section{
		Slug: "needs-more", Title: "More about their needs", Optional: true,
		Lead: "What you know of it saves the practitioner asking again.",
		Fields: later(Decide, everyone(),
			// The national list of the adult social care returns.
			Field{Name: "support-reason", Label: "Primary support reason", Silent: true, Control: Radios, AnsweredBy: referrerOrPractitioner, Options: options(
				"physical-access", "Physical support: access and mobility only",
				"physical-personal", "Physical support: personal care support",
				"sensory-visual", "Sensory support: visual impairment",
				"sensory-hearing", "Sensory support: hearing impairment",
				"sensory-dual", "Sensory support: dual impairment",
				"memory", "Support with memory and cognition",
				"learning-disability", "Learning disability support",
				"mental-health", "Mental health support",
				"social-substance", "Social support: substance misuse support",
				"social-asylum", "Social support: asylum seeker support",
				"social-isolation", "Social support: support for social isolation or other",
				"social-carer", "Social support: support to unpaid carer",
			)},
			Field{Name: "conditions", Label: "Do they have any of these?", Hint: "Select all that apply.", Control: Checkboxes, Options: alone(options(
				"dementia", "Dementia", "sight", "Sight loss", "hearing", "Hearing loss", "autism", "Autism",
				"learning-disability", "A learning disability", epilepsy, "Epilepsy", "parkinsons", "Parkinson’s", "stroke", "A stroke",
				"other", "Another condition that matters here",
			), "none", "None of these")},
			Field{Name: "conditions-other", Label: "Which other condition?", Control: Text, Parent: &Parent{"conditions", "other"}},
			counted("Falls", 365, Field{Name: "falls", Label: "How many falls in the last 12 months?"}),
			Field{Name: "mobility", Label: "How do they get about?", Control: Radios, Options: options(
				"unaided", "Without help", "aid", "With a stick, frame or other aid", "person", "With help from somebody",
				"wheelchair", "In a wheelchair", "bed", "They stay in bed or in a chair",
			)},
			Field{Name: "getting-lost", Label: "Do they leave home and get lost?", Control: Radios, Options: options(
				no, "No", "out", "They go out, and find their way", "lost", "Yes, they have got lost", "night", "Yes, also at night",
			)},
			Field{Name: "night", Label: "What happens at night?", Hint: "For example, getting up often, or falls on the way to the toilet.", Control: TextArea},
			Field{Name: "nutrition", Label: "Is there a risk in eating and drinking?", Hint: "For example, missed meals, choking, or food left on the stove.", Control: TextArea},
			Field{Name: "medication", Label: "How do they manage their medicines?", Control: Radios, Options: options(
				"alone", "Alone, reliably", "prompt", "With reminders", "given", "Somebody gives them", "trouble", "Doses are missed or doubled",
			)},
			Field{Name: "fire", Label: "Is there a risk of fire?", Hint: "For example, scorch marks, hoarding or smoking.", Control: TextArea},
			counted("Hours alone by day", 24, Field{Name: "alone-day", Label: "How many hours are they alone by day?"}),
			counted("Hours alone at night", 24, Field{Name: "alone-night", Label: "How many hours are they alone at night?"}),
			Field{Name: "carer", Label: "Does somebody care for them unpaid?", Control: Radios, Options: yesNo()},
			Field{Name: "carer-strain", Label: "How is the carer coping?", Control: Radios, Parent: &Parent{"carer", yes}, Options: options(
				"well", "Well", "strain", "Under strain", "breaking", "At breaking point",
			)},
			Field{Name: "support-now", Label: "What support is there already, and what was tried?", Control: TextArea},
		),
	}
}

const epilepsy = "epilepsy"
