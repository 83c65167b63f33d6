package intake

import "assistive-referrals/internal/form"

// route is how the referral came about, and who pays. The Department of Health
// and Social Care's discharge guidance names the pathways 0 to 3.
func route() form.Section {
	hospital := form.Under("route", "hospital-discharge")
	return form.Section{
		Slug: "route", Title: "Route, funding and carers", Optional: true,
		Lead: "How the person came to need this, and what is agreed about paying for it.",
		Fields: later(form.Decide, referrerOrPractitioner,
			form.Field{Name: "route", Keeps: true, Label: "What is happening in their care?", Control: form.Radios, Options: form.Options(
				"hospital-discharge", "They are leaving hospital",
				"reablement", "They are having reablement",
				"community", "They live in the community",
				"care-home", "They live in, or move to, a care home",
			)},
			form.Field{Name: "pathway", Label: "Which discharge pathway?", Control: form.Radios, Parent: hospital, Options: form.Options(
				"0", "Pathway 0: home with no new support",
				"1", "Pathway 1: home with support",
				"2", "Pathway 2: a bed for rehabilitation or recovery",
				"3", "Pathway 3: a care home or other long-term bed",
			)},
			datedAny("The end of reablement", form.Field{Name: "reablement-ends", Label: "When does reablement end?", Hint: "For example, 27 3 2027", Parent: form.Under("route", "reablement")}),
			form.Field{Name: "funding", Label: "Who pays?", Control: form.Radios, Options: form.Options(
				"council", "The council",
				"self-funder", "The person pays for themself",
				"direct-payment", "A direct payment",
				"section-117", "Section 117 aftercare",
				"continuing-healthcare", "NHS continuing healthcare",
			)},
			form.Field{Name: "charge", Label: "Has any charge been explained, and do they accept it?", Control: form.Radios, Options: form.Options(
				"accepted", "Explained, and they accept it",
				"not-accepted", "Explained, and they do not accept it",
				"not-explained", "Not explained yet",
				"none", "There is no charge",
			)},
			// Care Act 2014 s.10.
			form.Field{Name: "carers-assessment", Label: "Has their carer been offered a carer’s assessment?", Control: form.Radios, Options: form.Options(
				"offered", "Offered",
				"accepted", "Offered and accepted",
				"declined", "Offered and declined",
				"not-offered", "Not offered yet",
				"no-carer", "They have no unpaid carer",
			)},
		),
	}
}
