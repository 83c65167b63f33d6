package intake

import (
	"net/url"
	"strings"
	"testing"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

func TestWhatIsRefused(t *testing.T) {
	birth := func(day, month, year string) []string {
		return []string{"date-of-birth-day", day, "date-of-birth-month", month, "date-of-birth-year", year}
	}
	discharge := func(day, month, year string) []string {
		return []string{"where-now", "hospital", "discharge-date-day", day, "discharge-date-month", month, "discharge-date-year", year}
	}
	type test struct {
		name    string
		form    url.Values
		change  []string
		anchor  string // "" if it can be sent
		message string // part of it
	}
	ordering := func() url.Values { return with(pendant(), "order", "order-now") }
	tests := []test{
		{"kinds missing", nil, []string{"kinds", ""}, "kinds", "Select what the referral is for"},
		{"a kind that is not offered", nil, []string{"kinds", "teleportation"}, "kinds", "Select what"},
		{"name missing", nil, []string{"full-name", " "}, "full-name", "Enter the person’s full name"},
		{"name of 100 characters, not bytes", nil, []string{"full-name", strings.Repeat("王", 100)}, "", ""},
		{"name of 101 characters", nil, []string{"full-name", strings.Repeat("王", 101)}, "full-name", "100 characters or less"},
		{"name in any letters", nil, []string{"full-name", "王秀英"}, "", ""},
		{"name without letters", nil, []string{"full-name", "1234"}, "full-name", "must have letters"},

		{"birth missing", nil, birth("", "", ""), "date-of-birth-day", "Enter the person’s date of birth"},
		{"birth not real", nil, birth("31", "2", "1948"), "date-of-birth-day", "must be a real date"},
		{"birth without month", nil, birth("27", "", "1948"), "date-of-birth-month", "must include a month"},
		{"birth with two digits of the year", nil, birth("27", "3", "48"), "date-of-birth-year", "4 numbers"},
		{"birth with a month’s name", nil, birth("27", "march", "1948"), "", ""},
		{"birth tomorrow", nil, birth("12", "3", "2026"), "date-of-birth-day", "in the past"},
		{"birth today", nil, birth("11", "3", "2026"), "date-of-birth-day", "in the past"},
		{"15 today and 16 tomorrow", nil, birth("12", "3", "2010"), "date-of-birth-day", "children’s services"},
		{"16 today", nil, birth("11", "3", "2010"), "", ""},
		{"115", nil, birth("12", "3", "1910"), "", ""},
		{"116", nil, birth("11", "3", "1910"), "date-of-birth-day", "over 115"},
		{"116, confirmed", nil, append(birth("11", "3", "1910"), "date-of-birth-sure", "yes"), "", ""},

		{"NHS number grouped", nil, []string{"nhs-number", "999 000-0018"}, "", ""},
		{"NHS number too short", nil, []string{"nhs-number", "999 000 001"}, "nhs-number", "NHS number must be 10 digits, like 999 000 0018"},
		{"NHS number with a slip", nil, []string{"nhs-number", "999 000 0019"}, "nhs-number", "leave it blank to send without it"},
		{"NHS number of zeros", nil, []string{"nhs-number", "0000000000"}, "nhs-number", "leave it blank"},
		{"record number", nil, []string{"record-number", "LA/123-4"}, "", ""},
		{"record number with a sign", nil, []string{"record-number", "#1"}, "record-number", "letters, digits"},

		{"address missing", nil, []string{"address", ""}, "address", "No fixed abode"},
		{"postcode missing", nil, []string{"postcode", ""}, "postcode", "Enter the postcode"},
		{"postcode wrong", nil, []string{"postcode", "12345"}, "postcode", "full UK postcode"},
		{"no fixed abode", nil, []string{"will-be", "no-fixed-abode", "address", "", "postcode", ""}, "", ""},
		{"no way to reach them", nil, []string{"telephone", ""}, "telephone", "telephone number or email address"},
		{"email alone", nil, []string{"telephone", "", "email", "person@example.org"}, "", ""},
		{"email wrong", nil, []string{"email", "person at example"}, "email", "name@example.org"},
		{"contact alone", nil, []string{"telephone", "", "contact-name", "Test Contact", "contact-telephone", "07700 900 982"}, "", ""},
		{"contact without name", nil, []string{"contact-telephone", "07700 900 982"}, "contact-name", "name of the contact"},
		{"contact without number", nil, []string{"contact-name", "Test Contact"}, "contact-telephone", "telephone number of the contact"},
		{"telephone wrong", nil, []string{"telephone", "12"}, "telephone", "Enter a telephone number"},
		{"text message to a landline", nil, []string{"tell-person", "text"}, "tell-person", "mobile number"},
		{"who must not be told missing", nil, []string{"must-not-tell", "yes"}, "must-not-tell-who", "Enter who"},
		{"danger unspecified", nil, []string{"danger", "yes"}, "danger-what", "Enter what the danger is"},

		{"discharge missing", nil, discharge("", "", ""), "discharge-date-day", "or select that you do not know it"},
		{"discharge not known", nil, []string{"where-now", "hospital", "discharge-date-dont-know", referral.DontKnow}, "", ""},
		{"discharge 7 days ago", nil, discharge("4", "3", "2026"), "", ""},
		{"discharge 8 days ago", nil, discharge("3", "3", "2026"), "discharge-date-day", "7 days ago"},
		{"discharge not real", nil, discharge("30", "2", "2026"), "discharge-date-day", "real date"},
		{"discharge with a slip in the year", nil, discharge("12", "3", "2062"), "discharge-date-day", "within the next year"},

		{"agreement missing", nil, []string{"agreement", ""}, "agreement", "Select whether the person agrees"},
		{"a refusal is sent", nil, []string{"agreement", "refuses"}, "", ""},
		{"not asked without why", nil, []string{"agreement", "not-yet-asked"}, "not-asked-why", "Enter why"},
		{"not asked, and why", nil, []string{"agreement", "not-yet-asked", "not-asked-why", "In theatre."}, "", ""},

		{"why now of 4,000 characters", nil, []string{"why-now", strings.Repeat("é", 4000)}, "", ""},
		{"why now of 4,001", nil, []string{"why-now", strings.Repeat("é", 4001)}, "why-now", "4,000 characters or less"},
		{"concerns: none of these, and one of these", nil, []string{"concerns", "none|risk-to-life"}, "concerns", "alone"},
		{"concerns: not known", nil, []string{"concerns", referral.DontKnow}, "", ""},
		{"concerns: not known, and one of these", nil, []string{"concerns", "risk-to-life|" + referral.DontKnow}, "concerns", "alone"},
		{"immediate risk unspecified", nil, []string{"immediate-risk", "yes"}, "immediate-risk-what", "Enter what"},
		{"a key safe code", nil, []string{"why-now", "She fell. The key safe is 4821."}, "why-now", "looks like a key safe code"},
		{"no key safe code", nil, []string{"why-now", "She fell. Code of practice 2014.", "needs-no-code", "yes"}, "", ""},

		{"equipment missing", nil, []string{"equipment", ""}, "equipment", "Select the equipment"},
		{"need without words", nil, []string{"equipment", "not-sure"}, "need", "Enter what the need is"},
		{"need in words", nil, []string{"equipment", "not-sure", "need", "Gets lost."}, "", ""},
		{"something else without words", nil, []string{"equipment", "other"}, "other-equipment", "Enter what"},
		{"order of what monitors", ordering(), []string{"equipment", "pendant-alarm|gps-locator"}, "order", "GPS locator"},
		{"order of nothing named", ordering(), []string{"equipment", "not-sure", "need", "Gets lost."}, "order", "Select the equipment"},
		{"order beyond the limit", ordering(), []string{"equipment", "pendant-alarm|falls-detector|smoke-detector|heat-detector|flood-detector"}, "order", "costs more"},
		{"order left open", pendant(), nil, "order", "Select whether you order"},

		{"aim missing", vr(), []string{"vr-aim", ""}, "vr-aim", "Select what the sessions"},
		{"not screened is sent", vr(), nil, "", ""},
		{"clinician’s word without the clinician", vr(), []string{"vr-heart", "yes", "vr-heart-clinician", "agreed"}, "vr-clinician", "which clinician"},
		{"date to ask again is past", vr(), []string{"vr-infection", "yes", "vr-infection-until-day", "1", "vr-infection-until-month", "3", "vr-infection-until-year", "2026"}, "vr-infection-until-day", "today or later"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			form, c := test.form, at(referral.SocialWorker)
			if form == nil {
				form = pendant()
			} else {
				c = at(referral.TrustedAssessor)
			}
			problems := Check(read(with(form, test.change...), c), c)
			if test.anchor == "" {
				if len(problems) > 0 {
					t.Errorf("cannot be sent: %+v", problems)
				}
				return
			}
			if len(problems) != 1 || problems[0].Anchor != test.anchor || !strings.Contains(problems[0].Message, test.message) {
				t.Errorf("got %+v", problems)
			}
		})
	}
}

func TestRefusedInputIsKeptAsTyped(t *testing.T) {
	c := at(referral.SocialWorker)
	all := read(with(pendant(), "date-of-birth-day", "31", "date-of-birth-month", "Febr", "date-of-birth-year", "1948",
		"nhs-number", "999 000 0019", "postcode", "nowhere", "telephone", "12-34", "email", "@"), c)
	if day, month, year := form.DateParts(all["date-of-birth"]); day != "31" || month != "Febr" || year != "1948" {
		t.Errorf("date of birth is kept as %q %q %q", day, month, year)
	}
	for name, want := range map[string]string{"nhs-number": "999 000 0019", "postcode": "nowhere", "telephone": "12-34", "email": "@"} {
		if got := all.First(name); got != want {
			t.Errorf("%s is kept as %q", name, got)
		}
	}
}

func TestNotes(t *testing.T) {
	c := at(referral.SocialWorker)
	noted := func(all form.Answers) string {
		var noted []string
		for _, s := range SectionsFor(all, c) {
			for _, n := range Notes(s, all, c) {
				noted = append(noted, n.Field)
			}
		}
		return strings.Join(noted, " ")
	}
	if got := noted(read(pendant(), c)); got != "" {
		t.Errorf("an ordinary referral has notes on %s", got)
	}
	all := read(with(pendant(), "date-of-birth-year", "2009", "will-be", "care-home", "agreement", "refuses", "immediate-risk", "yes"), c)
	if got := noted(all); got != "date-of-birth will-be agreement immediate-risk" {
		t.Errorf("notes on %s", got)
	}
}
