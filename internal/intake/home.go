package intake

import (
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

const (
	lineAnalogue = "analogue"
	lineDigital  = "digital"
	lineNone     = "none"
	switchDone   = "done"
	switchPlan   = "planned"
	switchNoDate = "no-date"
)

// home is what equipment must work with. The public telephone network closes in
// January 2027 (Ofcom; the charter of telecare and communications providers).
func home() form.Section {
	return form.Section{
		Slug: "home", Title: "Home, power and communications", Kind: referral.AssistiveTechnology, Optional: true,
		Lead: "Needed before installation. The installer can find out what you do not know.",
		Fields: later(form.Install, whoeverIsThere,
			form.Field{Name: "line", Label: "What telephone line is there?", Control: form.Radios, Options: form.Options(
				lineAnalogue, "An analogue line: the telephone is plugged into the wall",
				lineDigital, "Digital voice: the telephone is plugged into a broadband router",
				lineNone, "None: mobile only, or no telephone",
			)},
			form.Field{Name: "line-provider", Label: "Who provides the line?", Control: form.Text, Width: "20"},
			form.Field{Name: "switchover", Label: "Has the line been switched over to digital?", Control: form.Radios, Options: form.Options(
				switchDone, "Yes", switchPlan, "Not yet, but a date is planned", switchNoDate, "No, and no date is known",
			)},
			datedAny("The date of the switch", form.Field{Name: "switchover-on", Label: "When is the switch?", Hint: "For example, 27 3 2027", Parent: form.Under("switchover", switchPlan)}),
			form.Field{Name: "broadband", Label: "Is there broadband?", Control: form.Radios, Options: form.YesNo()},
			form.Field{Name: "mobile-signal", Label: "Which mobile networks have a signal in the home?", Hint: "Select all that apply.", Control: form.Checkboxes, Options: form.Alone(form.Options(
				"ee", "EE", "o2", "O2", "three", "Three", "vodafone", "Vodafone",
			), "none", "None of them")},
			form.Field{Name: "power-backup", Label: "Would a call for help get through in a power cut?", Control: form.Radios, Options: form.Options(
				form.Yes, "Yes: the line or the equipment has its own battery back-up", form.No, "No",
			)},
			form.Field{Name: "power-backup-answer", Label: "What is done about a power cut?", Hint: "Who answers for it, and how the person gets help then.", Control: form.TextArea, Parent: form.Under("power-backup", form.No)},
			form.Field{Name: "socket", Label: "Is there a free mains socket near the line?", Control: form.Radios, Options: form.YesNo()},
			form.Field{Name: "smoke-alarm", Label: "Is there a smoke alarm that works?", Control: form.Radios, Options: form.YesNo()},
			form.Field{Name: "oxygen", Label: "Is oxygen used in the home?", Control: form.Radios, Options: form.YesNo()},
			form.Field{Name: "smoking", Label: "Does anybody smoke there?", Control: form.Radios, Options: form.Options(form.No, "No", form.Yes, "Yes", "in-bed", "Yes, also in bed")},
			form.Field{Name: "pets", Label: "Are there pets?", Hint: "They can set off sensors.", Control: form.Radios, Options: form.YesNo()},
			form.Field{Name: "pets-which", Label: "Which pets?", Control: form.Text, Width: "20", Parent: form.Under("pets", form.Yes)},
		),
	}
}
