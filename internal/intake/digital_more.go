package intake

import (
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

// The eight foundation tasks of the Essential Digital Skills framework.
func foundationTasks() []string {
	return []string{
		"digital-turn-on", "Turn the device on and sign in",
		"digital-controls", "Use its controls, such as a mouse, keyboard or touchscreen",
		"digital-settings", "Change settings to make it easier to use",
		"digital-apps", "Find and open apps",
		"digital-wifi", "Connect to Wi-Fi",
		"digital-browser", "Open a browser to find and use websites",
		"digital-passwords", "Keep passwords safe",
		"digital-change-password", "Change a password when asked to",
	}
}

// digitalMore is asked at the first visit. The three questions about loneliness
// are those of the UCLA scale as the Office for National Statistics harmonised
// them (GSS harmonised principle): 1 to 3 each, 3 to 9 together.
func digitalMore() form.Section {
	var fields []form.Field
	tasks := foundationTasks()
	for i := 0; i < len(tasks); i += 2 {
		fields = append(fields, form.Field{Name: tasks[i], Label: tasks[i+1], Spoken: "Can they do this: " + form.LowerFirst(tasks[i+1]) + "?", Control: form.Radios, Options: form.Options(
			"alone", "Alone", "help", "With help", "cannot", "Cannot yet",
		)})
	}
	fields = append(fields,
		form.Field{Name: "digital-interests", Label: "What are they interested in?", Hint: "To match a volunteer.", Control: form.TextArea},
		form.Field{Name: "digital-how", Label: "Where would help suit them?", Control: form.Radios, Options: form.Options(
			"home", "One to one, at home", "library", "In a library", "group", "In a group",
		)},
		form.Field{Name: "digital-loan", Label: "Do they need a loan?", Hint: "A loan is renewed each month.", Control: form.Radios, Options: form.Options(
			"tablet", "A tablet", "data", "Mobile data", "both", "A tablet and mobile data", "none", "No",
		)},
	)
	fields = later(form.Visit, everyone(), fields...)
	for _, q := range lonelinessQuestions() {
		// Nobody has to answer these, so leaving one is no task for anybody.
		fields = append(fields, unlessKnown(later(form.Visit, []form.Who{form.ThePerson}, form.Field{
			Name: q[0], Label: q[1], Control: form.Radios,
			Options: form.Options("1", "Hardly ever or never", "2", "Some of the time", "3", "Often"),
		})...)...)
	}
	return form.Section{
		Slug: "digital-more", Title: "Digital skills and interests", Kind: referral.DigitalSupport, Optional: true,
		Lead:   "What can they do on a device? It is asked at the first visit; fill in what you know.",
		Fields: fields,
	}
}

func lonelinessQuestions() [][2]string {
	return [][2]string{
		{"lonely-companionship", "How often do you feel that you lack companionship?"},
		{"lonely-left-out", "How often do you feel left out?"},
		{"lonely-isolated", "How often do you feel isolated from others?"},
	}
}

// Loneliness returns the score of the three questions, 3 to 9, and whether all are
// answered: fewer give none.
func Loneliness(all form.Answers) (int, bool) {
	score := 0
	for _, q := range lonelinessQuestions() {
		n, answered := number(all, q[0])
		if !answered || n < 1 || n > 3 {
			return 0, false
		}
		score += n
	}
	return score, true
}
