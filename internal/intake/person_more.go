package intake

import (
	"strconv"

	"assistive-referrals/internal/form"
)

func personMore() form.Section {
	fields := unlessKnown(later(form.Decide, everyone(),
		form.Field{Name: "title", Label: "Title", Spoken: "Are they Mr, Mrs, Ms, or something else?", Control: form.Text, Width: "5", Rule: "omitempty,max=20", Messages: form.ToEnter("", "Title", "20")},
	)...)
	fields = append(fields, later(form.Decide, everyone(),
		// The codes of the NHS Data Dictionary (person stated gender) and the ethnic
		// groups of the census in England, by which national returns are made.
		form.Field{Name: "gender", Label: "Gender", Spoken: "How would they describe their gender?", Control: form.Radios, Options: form.Options(
			"female", "Female", "male", "Male", "other", "Other", "not-stated", "Prefer not to say",
		)},
		form.Field{Name: "ethnicity", Label: "Ethnic group", Spoken: "How would they describe their ethnic group?", Control: form.Radios, Options: ethnicGroups()},
		form.Field{Name: "accommodation", Label: "What kind of home will it be put into?", Control: form.Radios, Options: accommodation(), AnsweredBy: whoeverIsThere},
		form.Field{Name: "tenure", Label: "Whose home is it?", Hint: "A landlord may have to agree before anything is fixed to it.", Control: form.Radios, AnsweredBy: whoeverIsThere, Options: form.Options(
			"own", "The person’s or their family’s",
			"council", "The council’s",
			"housing-association", "A housing association’s",
			"private-landlord", "A private landlord’s",
			"care-provider", "A care provider’s",
		)},
		form.Field{Name: "lives-alone", Label: "Do they live alone?", Control: form.Radios, Options: form.YesNo(), AnsweredBy: whoeverIsThere},
		form.Field{Name: "others-at-home", Label: "Who else lives there?", Control: form.TextArea, Parent: form.Under("lives-alone", form.No), AnsweredBy: whoeverIsThere},
		form.Field{Name: "gp-practice", Label: "GP practice", Spoken: "Which GP practice are they with?", Control: form.Text, Width: "20"},
		form.Field{Name: "language", Label: "Which language do they prefer?", Control: form.Text, Width: "20"},
		form.Field{Name: "interpreter", Label: "Do they need an interpreter?", Control: form.Radios, Options: form.Options(
			form.No, "No", "spoken", "Yes, for a spoken language", "bsl", "Yes, for British Sign Language", "deafblind", "Yes, a deafblind communicator guide",
		)},
		// The NHS Reasonable Adjustment Digital Flag and the Accessible Information
		// Standard (DCB1605), under the Equality Act 2010 s.20.
		form.Field{Name: "adjustments", Label: "What helps them to understand and take part?", Hint: "Select all that apply.", Control: form.Checkboxes, Options: form.Alone(form.Options(
			"large-print", "Large print",
			"easy-read", "Easy Read",
			"braille", "Braille",
			"audio", "Audio",
			"telephone-only", "Telephone only",
			"no-telephone", "Not the telephone: text message or email",
			"lip-reading", "A face that they can lip-read",
			"more-time", "More time",
			"carer-present", "A carer or supporter present",
			"quiet", "A quiet place",
			"same-person", "The same person each time",
			"certain-times", "Visits at certain times of day",
			"wheelchair", "Access with a wheelchair",
		), "none", "Nothing in particular")},
	)...)
	fields = append(fields, unlessKnown(later(form.Decide, everyone(),
		form.Field{Name: "contact-when", Label: "The contact that you gave: when can we call them?", Control: form.Text},
	)...)...)
	fields = append(fields, contact("contact-2", "A second contact")...)
	return form.Section{
		Slug: "person-more", Title: "More about the person", Optional: true, OfPerson: true,
		Lead:   "The contact that you gave before stays the main one.",
		Fields: fields,
	}
}

// contact is somebody who can be reached for the person.
func contact(name, label string) []form.Field {
	return unlessKnown(later(form.Decide, everyone(),
		form.Field{Name: name + "-name", Label: label + ": name", Spoken: "Is there a second person whom we can contact?", Control: form.Text, Width: "20"},
		form.Field{Name: name + "-relationship", Label: label + ": who they are to the person", Spoken: "Who is that to the person?", Control: form.Text, Width: "20"},
		form.Field{Name: name + "-telephone", Label: label + ": telephone number", Spoken: "What is their number?", Control: form.Telephone, Width: "20"},
		form.Field{Name: name + "-when", Label: label + ": when we can call", Spoken: "When can we call them?", Control: form.Text},
	)...)
}

// ethnicGroups are those of the 2021 census in England, which client level data uses.
func ethnicGroups() []form.Option {
	groups := []struct {
		group string
		kinds []string
	}{
		{"Asian or Asian British", []string{"Bangladeshi", "Chinese", "Indian", "Pakistani", "any other Asian background"}},
		{"Black, Black British, Caribbean or African", []string{"African", "Caribbean", "any other Black background"}},
		{"Mixed or multiple ethnic groups", []string{"White and Asian", "White and Black African", "White and Black Caribbean", "any other mixed background"}},
		{"White", []string{"English, Welsh, Scottish, Northern Irish or British", "Gypsy or Irish Traveller", "Irish", "Roma", "any other White background"}},
		{"Other ethnic group", []string{"Arab", "any other ethnic group"}},
	}
	var all []form.Option
	for i, g := range groups {
		for n, kind := range g.kinds {
			all = append(all, form.Option{Value: string("abmwo"[i]) + strconv.Itoa(n+1), Label: g.group + ": " + kind})
		}
	}
	return append(all, form.Option{Value: "not-stated", Label: "Prefer not to say"})
}

// accommodation is the national list of the adult social care returns
// (accommodation status in client level data).
func accommodation() []form.Option {
	return form.Options(
		"owner", "Owner occupier or shared ownership scheme",
		"tenant", "Tenant",
		"tenant-private", "Tenant – private landlord",
		"family", "Settled mainstream housing with family or friends",
		"supported", "Supported accommodation, lodgings or group home",
		"shared-lives", "Shared Lives scheme",
		"approved-premises", "Approved premises for people released from prison or under probation supervision",
		"sheltered", "Sheltered, extra care or other sheltered housing",
		"mobile", "Mobile accommodation for Gypsy, Roma and Traveller communities",
		"rough-sleeper", "Rough sleeper or squatting",
		"night-shelter", "Night shelter, emergency hostel or direct access hostel",
		"refuge", "Refuge",
		"temporary", "Placed in temporary accommodation by the council",
		"guest", "Staying with family or friends as a short-term guest",
		"hospital", "Acute or long-term healthcare facility or hospital",
		careHome, "Registered care home",
		nursingHome, "Registered nursing home",
		"prison", "Prison, young offender institution or detention centre",
		"other-temporary", "Other temporary accommodation",
	)
}

const (
	careHome    = "care-home"
	nursingHome = "nursing-home"
)
