package intake

import (
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

// Facts returns what rules read of the referral. Answers to questions that do not
// apply, and answers that break a rule, are not facts.
func Facts(all form.Answers, at form.Context) referral.Facts {
	a := Final(all, at)
	number, _ := form.ParseNHSNumber(a.First("nhs-number"))
	screening, _ := Screen(a, at)
	facts := referral.Facts{
		Person: referral.Person{
			Name: a.First("full-name"), PreferredName: a.First("preferred-name"), DateOfBirth: a.Date("date-of-birth"),
			NHSNumber: number, RecordNumber: a.First("record-number"),
		},
		Discharge: a.Date("discharge-date"), Agreement: referral.Agreement(a.First("agreement")),
		Equipment: equipmentOf(a), Order: a.First("order") == orderNow, Screening: screening, TellPerson: tellPerson(a), AlsoTell: alsoTell(a),
	}
	facts.MustNotTell, facts.Danger, facts.Misuse = a.First("must-not-tell") == form.Yes, a.First("danger") == form.Yes, a.First("misuse") == form.Yes
	facts.YoungPerson, facts.Ward = youngPerson(a, at), a.First("ward") != ""
	facts.Findings = FindingsOf(a, at)
	facts.Missing = missingToDecide(a, at)
	facts.AskedFor, facts.Interpreter = askedFor(a), interpreterOf(a)
	for _, concern := range a["concerns"] {
		facts.Concerns = append(facts.Concerns, referral.Concern(concern))
	}
	return facts
}

// tellPerson returns where the person may be told of the decision. It takes a plain
// "yes": somebody else may read their messages, and only the referrer can ask.
func tellPerson(a form.Answers) string {
	switch a.First("tell-person") {
	case "email":
		return a.First("email")
	case "text":
		if number, _ := form.ParseTelephone(a.First("telephone")); form.Textable(number) {
			return number
		}
	}
	return ""
}
