package intake

// route is how the referral came about, and who pays. The Department of Health
// and Social Care's discharge guidance names the pathways 0 to 3.
func route() Section {
	hospital := &Parent{"route", "hospital-discharge"}
	return Section{
		Slug: "route", Title: "Route, funding and carers", Optional: true,
		Lead: "How the person came to need this, and what is agreed about paying for it.",
		Fields: later(Decide, referrerOrPractitioner,
			Field{Name: "route", Keeps: true, Label: "What is happening in their care?", Control: Radios, Options: options(
				"hospital-discharge", "They are leaving hospital",
				"reablement", "They are having reablement",
				"community", "They live in the community",
				"care-home", "They live in, or move to, a care home",
			)},
			Field{Name: "pathway", Label: "Which discharge pathway?", Control: Radios, Parent: hospital, Options: options(
				"0", "Pathway 0: home with no new support",
				"1", "Pathway 1: home with support",
				"2", "Pathway 2: a bed for rehabilitation or recovery",
				"3", "Pathway 3: a care home or other long-term bed",
			)},
			datedAny("The end of reablement", Field{Name: "reablement-ends", Label: "When does reablement end?", Hint: "For example, 27 3 2027", Parent: &Parent{"route", "reablement"}}),
			Field{Name: "funding", Label: "Who pays?", Control: Radios, Options: options(
				"council", "The council",
				"self-funder", "The person pays for themself",
				"direct-payment", "A direct payment",
				"section-117", "Section 117 aftercare",
				"continuing-healthcare", "NHS continuing healthcare",
			)},
			Field{Name: "charge", Label: "Has any charge been explained, and do they accept it?", Control: Radios, Options: options(
				"accepted", "Explained, and they accept it",
				"not-accepted", "Explained, and they do not accept it",
				"not-explained", "Not explained yet",
				"none", "There is no charge",
			)},
			// Care Act 2014 s.10.
			Field{Name: "carers-assessment", Label: "Has their carer been offered a carer’s assessment?", Control: Radios, Options: options(
				"offered", "Offered",
				"accepted", "Offered and accepted",
				"declined", "Offered and declined",
				"not-offered", "Not offered yet",
				"no-carer", "They have no unpaid carer",
			)},
		),
	}
}
