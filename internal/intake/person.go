package intake

import (
	"maps"
	"slices"

	"assistive-referrals/internal/form"
)

func person() form.Section {
	return form.Section{
		Slug: PersonSlug, Title: "The person", OfPerson: true,
		Lead:   "Who needs the support, where they are and how to reach them.",
		Fields: append(append(identity(), whereabouts()...), append(reaching(), safety()...)...),
		Rules: []form.Rule{
			{Field: "telephone", Check: oneWayToReach},
			{Field: "contact-name", Check: contactNamed},
			{Field: "contact-telephone", Check: contactReachable},
			{Field: "tell-person", Check: canBeTold},
		},
	}
}

func identity() []form.Field {
	return []form.Field{
		{
			Name: "full-name", Label: "Full name", Spoken: "What is their full name, and how is it spelt?", Control: form.Text, Width: "20",
			Rule: "required,max=100,letters",
			Messages: map[string]string{
				"required": "Enter the person’s full name",
				"max":      "Full name must be 100 characters or less",
				"letters":  "Full name must have letters in it",
			},
			NeededBy: form.Send, AnsweredBy: everyone(),
		},
		{
			Name: "preferred-name", Label: "Preferred name", Hint: "What they like to be called.", Spoken: "Do they go by another name?", Control: form.Text, Width: "20",
			Rule: "omitempty,max=100", Messages: form.ToEnter("", "Preferred name", "100"),
			NeededBy: form.Decide, AnsweredBy: everyone(),
		},
		{
			Name: "date-of-birth", Label: "Date of birth", Hint: "For example, 27 3 1948", Spoken: "What is their date of birth?", Control: form.Date,
			// Support for adults starts at 18; a young person's transition to it is
			// planned from 16 (Care Act 2014 s.58).
			Rule: "required,realdate,past,minage=16,maxage=115",
			Messages: map[string]string{
				"required": "Enter the person’s date of birth",
				"realdate": "Date of birth must be a real date, like 27 3 1948",
				"past":     "Date of birth must be in the past",
				"minage":   "This service is for people aged 16 and over. Refer a younger child to the council’s children’s services",
				"maxage":   "Check the year of birth: it makes the person over 115. If it is right, confirm it",
			},
			NeededBy: form.Send, AnsweredBy: everyone(),
		},
		{
			Name: "date-of-birth-sure", Label: "Is the date of birth right?", OnScreen: true, Control: form.Checkboxes,
			Options: []form.Option{{Value: form.Yes, Label: "Yes, the person is over 115 years old"}},
			Rule:    "omitempty,option", Messages: form.ToSelect("Confirm the date of birth"),
			NeededBy: form.Send, AnsweredBy: everyone(), When: over115,
		},
		{
			Name: "nhs-number", Label: "NHS number", Hint: "10 digits, like 999 000 0018. Leave it blank if you do not have it.",
			Spoken:  "Do you have their NHS number?",
			Control: form.NHSNumber, Width: "10",
			Rule: "omitempty,tendigits,nhsnumber",
			Messages: map[string]string{
				"tendigits": "NHS number must be 10 digits, like 999 000 0018 – or leave it blank to send without it",
				"nhsnumber": "Check the NHS number: a digit is wrong or two are swapped – or leave it blank to send without it",
			},
			NeededBy: form.Decide, AnsweredBy: everyone(),
		},
		{
			Name: "record-number", Label: "Social care record number", Control: form.Text, Width: "10", Silent: true,
			// The default format; a council that has a stricter one changes it here.
			Rule: "omitempty,max=20,recordnumber",
			Messages: map[string]string{
				"max":          "Social care record number must be 20 characters or less",
				"recordnumber": "Social care record number must only have letters, digits, dashes and slashes – or leave it blank to send without it",
			},
			NeededBy: form.Decide, AnsweredBy: []form.Who{form.Referrer, form.Practitioner},
		},
	}
}

func whereabouts() []form.Field {
	inHospital := form.Under("where-now", "hospital")
	return []form.Field{
		{
			Name: "where-now", Label: "Where are they now?", Control: form.Radios,
			Options: []form.Option{
				{Value: "home", Label: "At home"},
				{Value: "hospital", Label: "In hospital, or in a rehabilitation or intermediate care bed"},
				{Value: "care-home", Label: "In a care home"},
				{Value: "elsewhere", Label: "Somewhere else, such as with family"},
				{Value: "no-fixed-abode", Label: "No fixed abode"},
			},
			Rule: "required,option", Messages: form.ToSelect("Select where the person is now"),
			NeededBy: form.Send, AnsweredBy: everyone(), Keeps: true,
		},
		{
			Name: "ward", Label: "Hospital and ward", Spoken: "Which hospital and ward?", Control: form.Text, Parent: inHospital,
			Rule: "omitempty,max=100", Messages: form.ToEnter("", "Hospital and ward", "100"),
			NeededBy: form.Decide, AnsweredBy: []form.Who{form.Referrer}, Keeps: true,
		},
		{
			Name: "discharge-date", Label: "Planned discharge date", Hint: "For example, 27 3 2027", Spoken: "When are they to be discharged?", Control: form.Date, Parent: inHospital,
			Rule: "required,realdate,notbefore=7,notafter=366",
			Messages: map[string]string{
				"required":  "Enter the planned discharge date, or select that you do not know it",
				"realdate":  "Planned discharge date must be a real date, like 27 3 2027",
				"notbefore": "Planned discharge date must not be more than 7 days ago",
				"notafter":  "Planned discharge date must be within the next year",
			},
			NeededBy: form.Send, AnsweredBy: []form.Who{form.Referrer}, DontKnow: true,
		},
		form.Choice("will-be", "Where will they be when it is put in place?", []form.Option{
			{Value: "home", Label: "At home"},
			{Value: "care-home", Label: "In a care home", Hint: "A care home normally provides the equipment itself."},
			{Value: "elsewhere", Label: "Somewhere else, such as with family"},
			{Value: "not-decided", Label: "Not decided yet", Hint: "Give the home address."},
			{Value: noFixedAbode, Label: "No fixed abode"},
		}, "Select where the person will be").
			Needed(form.Send).By(everyone()...),
		{
			Name: PostcodeName, Label: "Postcode there", Spoken: "What is the postcode there?", Only: unlessNoAbode, Control: form.Postcode, Width: "10", When: hasAddress,
			Rule: "required,postcode",
			Messages: map[string]string{
				"required": "Enter the postcode, or select ‘No fixed abode’",
				"postcode": "Enter a full UK postcode, like SW1A 1AA",
			},
			NeededBy: form.Send, AnsweredBy: everyone(),
		},
		{
			Name: AddressName, Label: "Address there", Spoken: "What is the address there?", Only: unlessNoAbode, Control: form.TextArea, When: hasAddress,
			Rule: "required,max=300", Messages: form.ToEnter("Enter the address, or select ‘No fixed abode’", "Address", "300"),
			NeededBy: form.Send, AnsweredBy: everyone(),
		},
		{
			Name: UPRNName, Label: "Unique property reference number (UPRN)", Hint: "Up to 12 digits. An address that you choose from a list brings its own.",
			Control: form.Number, Width: "10", When: hasAddress, Silent: true, Only: "If you have it to hand.",
			Rule: "omitempty,uprn", Messages: map[string]string{"uprn": "UPRN must be 1 to 12 digits"},
			NeededBy: form.Decide, AnsweredBy: referrerOrPractitioner,
		},
	}
}

func reaching() []form.Field {
	number := map[string]string{
		"telephone": form.TelephoneMessage,
	}
	return []form.Field{
		{
			Name: "telephone", Label: "Their telephone number", Hint: "We need one way to reach the person, or someone for them.",
			Spoken:  "What is their telephone number?",
			Control: form.Telephone, Width: "20",
			Rule: "omitempty,telephone", Messages: number,
			NeededBy: form.Decide, AnsweredBy: everyone(),
		},
		{
			Name: "email", Label: "Their email address", Spoken: "Do they have an email address?", Control: form.Email,
			Rule: "omitempty,max=254,email",
			Messages: map[string]string{
				"max":   "Email address must be 254 characters or less",
				"email": "Enter an email address, like name@example.org",
			},
			NeededBy: form.Decide, AnsweredBy: everyone(),
		},
		form.Choice("tell-person", "May we tell them the outcome, and how?", []form.Option{
			{Value: "email", Label: "Yes, by email"},
			{Value: "text", Label: "Yes, by text message"},
			{Value: form.No, Label: "No"},
		}, "Select whether we may tell the person the outcome").
			Hinted("If this is left, only you are told.").
			Needed(form.Decide).By(everyone()...),
		{
			Name: "contact-name", Label: "Someone we can contact for them: name", Spoken: "Who else can we contact for them?", Control: form.Text, Width: "20",
			Rule: "omitempty,max=100", Messages: form.ToEnter("", "Contact’s name", "100"),
			NeededBy: form.Decide, AnsweredBy: everyone(),
		},
		{
			Name: "contact-relationship", Label: "Their contact: who they are to the person", Hint: "For example, daughter or neighbour.",
			Spoken:  "Who is that to the person?",
			Control: form.Text, Width: "20",
			Rule: "omitempty,max=100", Messages: form.ToEnter("", "Relationship", "100"),
			NeededBy: form.Decide, AnsweredBy: everyone(),
		},
		{
			Name: "contact-telephone", Label: "Their contact: telephone number", Spoken: "What is that contact’s telephone number?", Control: form.Telephone, Width: "20",
			Rule: "omitempty,telephone", Messages: number,
			NeededBy: form.Decide, AnsweredBy: everyone(),
		},
	}
}

func safety() []form.Field {
	return []form.Field{
		form.Choice("must-not-tell", "Is there anyone we must not contact or tell?", form.YesNo(), "Select whether there is anyone we must not contact or tell").
			Needed(form.Send).By(form.Referrer, form.ThePerson).CanWait(),
		form.LongText("must-not-tell-who", "Who, and what must they not know?", "Enter who we must not contact or tell").AtMost(1000, "Who we must not tell must be 1,000 characters or less").If("must-not-tell", form.Yes).
			Needed(form.Send).By(form.Referrer, form.ThePerson),
		form.Choice("misuse", "Could someone misuse tracking, cameras or access to the person’s accounts?", form.YesNo(), "Select whether someone could misuse tracking, cameras or accounts").
			Needed(form.Send).By(form.Referrer, form.Practitioner, form.ThePerson).CanWait(),
		form.Choice("danger", "Is there any danger to people who visit?", form.YesNo(), "Select whether there is any danger to people who visit").
			Hinted("For example, someone’s behaviour, animals, weapons or an infection.").
			Needed(form.Send).By(form.Referrer, form.Practitioner).CanWait(),
		form.LongText("danger-what", "What is the danger, and what keeps visitors safe?", "Enter what the danger is").AtMost(1000, "What the danger is must be 1,000 characters or less").If("danger", form.Yes).
			Needed(form.Send).By(form.Referrer, form.Practitioner),
	}
}

const (
	noFixedAbode  = "no-fixed-abode"
	unlessNoAbode = "Leave it out if they have no fixed abode."
)

// The names of the answers that choosing an address fills in.
const (
	PersonSlug   = "person"
	PostcodeName = "postcode"
	AddressName  = "address"
	UPRNName     = "uprn"
)

// Moved returns the answers without the UPRN if it is that of the address which
// was there before: typing another address does not change the number by itself.
func Moved(before, after form.Answers) form.Answers {
	same := func(name string) bool { return slices.Equal(before[name], after[name]) }
	if len(after[UPRNName]) == 0 || !same(UPRNName) || same(AddressName) && same(PostcodeName) {
		return after
	}
	after = maps.Clone(after)
	delete(after, UPRNName)
	return after
}

func hasAddress(all form.Answers, _ form.Context) bool { return all.First("will-be") != noFixedAbode }

func over115(all form.Answers, at form.Context) bool {
	years, known := form.Age(all.First("date-of-birth"), at.Now)
	return known && years > 115
}
