package intake

import "assistive-referrals/internal/referral"

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
func home() Section {
	return Section{
		Slug: "home", Title: "Home, power and communications", Kind: referral.AssistiveTechnology, Optional: true,
		Lead: "Needed before installation. The installer can find out what you do not know.",
		Fields: later(Install, whoeverIsThere,
			Field{Name: "line", Label: "What telephone line is there?", Control: Radios, Options: options(
				lineAnalogue, "An analogue line: the telephone is plugged into the wall",
				lineDigital, "Digital voice: the telephone is plugged into a broadband router",
				lineNone, "None: mobile only, or no telephone",
			)},
			Field{Name: "line-provider", Label: "Who provides the line?", Control: Text, Width: "20"},
			Field{Name: "switchover", Label: "Has the line been switched over to digital?", Control: Radios, Options: options(
				switchDone, "Yes", switchPlan, "Not yet, but a date is planned", switchNoDate, "No, and no date is known",
			)},
			datedAny("The date of the switch", Field{Name: "switchover-on", Label: "When is the switch?", Hint: "For example, 27 3 2027", Parent: &Parent{"switchover", switchPlan}}),
			Field{Name: "broadband", Label: "Is there broadband?", Control: Radios, Options: yesNo()},
			Field{Name: "mobile-signal", Label: "Which mobile networks have a signal in the home?", Hint: "Select all that apply.", Control: Checkboxes, Options: alone(options(
				"ee", "EE", "o2", "O2", "three", "Three", "vodafone", "Vodafone",
			), "none", "None of them")},
			Field{Name: "power-backup", Label: "Would a call for help get through in a power cut?", Control: Radios, Options: options(
				yes, "Yes: the line or the equipment has its own battery back-up", no, "No",
			)},
			Field{Name: "power-backup-answer", Label: "What is done about a power cut?", Hint: "Who answers for it, and how the person gets help then.", Control: TextArea, Parent: &Parent{"power-backup", no}},
			Field{Name: "socket", Label: "Is there a free mains socket near the line?", Control: Radios, Options: yesNo()},
			Field{Name: "smoke-alarm", Label: "Is there a smoke alarm that works?", Control: Radios, Options: yesNo()},
			Field{Name: "oxygen", Label: "Is oxygen used in the home?", Control: Radios, Options: yesNo()},
			Field{Name: "smoking", Label: "Does anybody smoke there?", Control: Radios, Options: options(no, "No", yes, "Yes", "in-bed", "Yes, also in bed")},
			Field{Name: "pets", Label: "Are there pets?", Hint: "They can set off sensors.", Control: Radios, Options: yesNo()},
			Field{Name: "pets-which", Label: "Which pets?", Control: Text, Width: "20", Parent: &Parent{"pets", yes}},
		),
	}
}
