package intake

import "assistive-referrals/internal/form"

// needsMore is what a decision rests on, as far as the referrer knows it.
func needsMore() form.Section {
	return form.Section{
		Slug: "needs-more", Title: "More about their needs", Optional: true,
		Lead: "What you know of it saves the practitioner asking again.",
		Fields: later(form.Decide, everyone(),
			// The national list of the adult social care returns.
			form.Field{Name: "support-reason", Label: "Primary support reason", Silent: true, Control: form.Radios, AnsweredBy: referrerOrPractitioner, Options: form.Options(
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
			form.Field{Name: "conditions", Label: "Do they have any of these?", Hint: "Select all that apply.", Control: form.Checkboxes, Options: form.Alone(form.Options(
				"dementia", "Dementia", "sight", "Sight loss", "hearing", "Hearing loss", "autism", "Autism",
				"learning-disability", "A learning disability", epilepsy, "Epilepsy", "parkinsons", "Parkinson’s", "stroke", "A stroke",
				"other", "Another condition that matters here",
			), "none", "None of these")},
			form.Field{Name: "conditions-other", Label: "Which other condition?", Control: form.Text, Parent: form.Under("conditions", "other")},
			counted("Falls", 365, form.Field{Name: "falls", Label: "How many falls in the last 12 months?"}),
			form.Field{Name: "mobility", Label: "How do they get about?", Control: form.Radios, Options: form.Options(
				"unaided", "Without help", "aid", "With a stick, frame or other aid", "person", "With help from somebody",
				"wheelchair", "In a wheelchair", "bed", "They stay in bed or in a chair",
			)},
			form.Field{Name: "getting-lost", Label: "Do they leave home and get lost?", Control: form.Radios, Options: form.Options(
				form.No, "No", "out", "They go out, and find their way", "lost", "Yes, they have got lost", "night", "Yes, also at night",
			)},
			form.Field{Name: "night", Label: "What happens at night?", Hint: "For example, getting up often, or falls on the way to the toilet.", Control: form.TextArea},
			form.Field{Name: "nutrition", Label: "Is there a risk in eating and drinking?", Hint: "For example, missed meals, choking, or food left on the stove.", Control: form.TextArea},
			form.Field{Name: "medication", Label: "How do they manage their medicines?", Control: form.Radios, Options: form.Options(
				"alone", "Alone, reliably", "prompt", "With reminders", "given", "Somebody gives them", "trouble", "Doses are missed or doubled",
			)},
			form.Field{Name: "fire", Label: "Is there a risk of fire?", Hint: "For example, scorch marks, hoarding or smoking.", Control: form.TextArea},
			counted("Hours alone by day", 24, form.Field{Name: "alone-day", Label: "How many hours are they alone by day?"}),
			counted("Hours alone at night", 24, form.Field{Name: "alone-night", Label: "How many hours are they alone at night?"}),
			form.Field{Name: "carer", Label: "Does somebody care for them unpaid?", Control: form.Radios, Options: form.YesNo()},
			form.Field{Name: "carer-strain", Label: "How is the carer coping?", Control: form.Radios, Parent: form.Under("carer", form.Yes), Options: form.Options(
				"well", "Well", "strain", "Under strain", "breaking", "At breaking point",
			)},
			form.Field{Name: "support-now", Label: "What support is there already, and what was tried?", Control: form.TextArea},
		),
	}
}

const epilepsy = "epilepsy"
