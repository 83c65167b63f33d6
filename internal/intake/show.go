package intake

import (
	"strings"
	"time"

	"assistive-referrals/internal/referral"
)

// NotAnswered is shown where there is no answer.
const NotAnswered = "Not answered"

// Show returns the answer in the form's words, one line or choice each, for check
// answers, the case page and print: never empty.
func Show(f Field, all Answers) []string {
	if f.unknown(all) {
		return []string{DontKnowLabel}
	}
	if shown := show(f, all[f.Name]); len(shown) > 0 {
		return shown
	}
	return []string{NotAnswered}
}

func show(f Field, values []string) []string {
	if len(values) == 0 {
		return nil
	}
	switch f.Control {
	case Radios, Checkboxes:
		// In the form's order, and then whatever the form no longer offers.
		var shown []string
		left := map[string]bool{}
		for _, value := range values {
			left[value] = true
		}
		for _, o := range f.Choices() {
			if left[o.Value] {
				shown = append(shown, o.Label)
				delete(left, o.Value)
			}
		}
		for _, value := range values {
			if left[value] {
				shown = append(shown, value)
			}
		}
		return shown
	case Date:
		if t, ok := realDate(values); ok {
			return []string{t.Format("2 January 2006")}
		}
		return []string{strings.Join(values, " ")}
	case TextArea:
		return strings.Split(values[0], "\n")
	case NHSNumber:
		return []string{showNHSNumber(values[0])}
	case Secret:
		return []string{StoredSecret}
	case Telephone:
		return []string{showTelephone(values[0])}
	}
	return values
}

// Facts returns what rules read of the referral. Answers to questions that do not
// apply, and answers that break a rule, are not facts.
func Facts(all Answers, at Context) referral.Facts {
	a := Final(all, at)
	date := func(field string) referral.Date {
		if t, ok := realDate(a[field]); ok {
			return referral.Date(t.Format(time.DateOnly))
		}
		return ""
	}
	number, _ := ParseNHSNumber(a.First("nhs-number"))
	screening, _ := Screen(a, at)
	facts := referral.Facts{
		Person: referral.Person{
			Name: a.First("full-name"), PreferredName: a.First("preferred-name"), DateOfBirth: date("date-of-birth"),
			NHSNumber: number, RecordNumber: a.First("record-number"),
		},
		Discharge: date("discharge-date"), Agreement: referral.Agreement(a.First("agreement")),
		Equipment: equipmentOf(a), Order: a.First("order") == orderNow, Screening: screening, TellPerson: tellPerson(a), AlsoTell: alsoTell(a),
	}
	facts.MustNotTell, facts.Danger, facts.Misuse = a.First("must-not-tell") == yes, a.First("danger") == yes, a.First("misuse") == yes
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
func tellPerson(a Answers) string {
	switch a.First("tell-person") {
	case "email":
		return a.First("email")
	case "text":
		if number, _ := ParseTelephone(a.First("telephone")); textable(number) {
			return number
		}
	}
	return ""
}
