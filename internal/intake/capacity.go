package intake

import "assistive-referrals/internal/form"

// The names and codes by which capacity is answered.
const (
	capacityField      = "capacity"
	capacityAssessed   = "assessed"
	capacityFunctional = "capacity-functional"
	capacityCause      = "capacity-cause"
	capacityResult     = "capacity-result"
	capacityHas        = "has"
	capacityLacks      = "lacks"
	couldDoAll         = "could-do-all"
)

// capacity asks what was considered of the person's capacity for one decision at
// one time: first what they could not do with help, and then whether an impairment
// is the cause (Mental Capacity Act 2005 ss.1–3).
func capacity() form.Section {
	looked := form.Under(capacityField, capacityAssessed)
	return form.Section{
		Rules: []form.Rule{{Field: capacityResult, Check: capacityFollows}},
		Slug:  "capacity", Title: "Mental capacity", Optional: true, Lead: "About one decision, at one time. Everybody is assumed to have capacity unless it is shown that they lack it.",
		Fields: practitioners(
			form.Field{Name: capacityField, Label: "Was there a reason to doubt that they can decide this?", Control: form.Radios, Options: form.Options(
				"no-doubt", "No",
				capacityAssessed, "Yes, and I assessed it",
				"to-assess", "Yes, and it is to be assessed before anything is decided",
			)},
			form.Field{
				Name: "capacity-decision", Label: "Which decision was it about?", Hint: "For example, whether to wear a GPS locator.", Control: form.Text, Parent: looked,
				Rule: "required,max=300", Messages: form.ToEnter("Enter which decision it was about", "Which decision it was about", "300"),
			},
			form.Field{Name: "capacity-help", Label: "What was done to help them decide it themself?", Hint: "For example, pictures, another time of day, or somebody they trust.", Control: form.TextArea, Parent: looked},
			form.Field{
				Name: capacityFunctional, Label: "With that help, what could they not do?", Hint: "Select all that apply.", Control: form.Checkboxes, Parent: looked,
				Options: form.Alone(form.Options(
					"understand", "Understand what the decision is about",
					"retain", "Keep it in mind long enough to decide",
					"weigh", "Use or weigh it",
					"communicate", "Tell us their decision, in whatever way",
				), couldDoAll, "They could do all of these"),
				Rule: "required,option,exclusive", Messages: form.ToSelect("Select what they could not do, or that they could do all of it"),
			},
			form.Field{
				Name: capacityCause, Label: "If there was something: is it because of an impairment or disturbance of the mind or brain?", Control: form.Radios, Parent: looked,
				Options: form.Options(form.Yes, "Yes", form.No, "No"),
			},
			form.Field{Name: "capacity-cause-what", Label: "If so: which, and how does it cause it?", Control: form.TextArea, Parent: looked},
			form.Field{
				Name: capacityResult, Label: "What do you conclude?", Control: form.Radios, Parent: looked,
				Options: form.Options(capacityHas, "They have capacity to make this decision", capacityLacks, "They lack capacity to make this decision"),
				Rule:    "required,option", Messages: form.ToSelect("Select what you conclude about their capacity"),
			},
		),
	}
}

// capacityFollows wants a conclusion that follows from what was found.
func capacityFollows(all form.Answers, _ form.Context) string {
	if len(all[capacityFunctional]) == 0 {
		return "" // that is asked for itself
	}
	unable := !all.Has(capacityFunctional, couldDoAll)
	caused := all.First(capacityCause) == form.Yes
	switch all.First(capacityResult) {
	case capacityLacks:
		switch {
		case !unable:
			return "Select that they have capacity, because they could do all that the decision asks for. Or correct what they could not do"
		case !caused:
			return "Select that they have capacity, because no impairment or disturbance is the cause. Or correct what the cause is"
		}
	case capacityHas:
		if unable && caused {
			return "Select that they lack capacity, because an impairment or disturbance keeps them from deciding. Or correct what you found"
		}
	}
	return ""
}
