package intake

import (
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

// screeningQuestion is one row of the screening before virtual-reality sessions.
// Age is in no row: age alone never excludes anybody.
type screeningQuestion struct {
	name, label, hint string
	result            referral.Screening // of "yes", unless a clinician has agreed
	reason            string             // shown with the result
	clinician         bool               // whether a clinician's agreement can change the result
	when              func(form.Answers, form.Context) bool
	only              string // the same in words
}

func screeningQuestions() []screeningQuestion {
	return []screeningQuestion{
		{
			name: "vr-seizure", label: "Have they ever had a seizure, a blackout or epilepsy?",
			result: referral.DoNotUse, reason: "A seizure, blackout or epilepsy: no headset unless a clinician has agreed", clinician: true,
		},
		{
			name: "vr-implant", label: "Do they have a pacemaker, a defibrillator, a hearing implant or another implant?",
			result: referral.AskFirst, reason: "An implant: headsets have magnets and radio in them", clinician: true,
		},
		{
			name: "vr-dizziness", label: "Do they have dizziness, vertigo, a balance disorder or bad motion sickness?",
			result: referral.AskFirst, reason: "Dizziness, balance or motion sickness", clinician: true,
		},
		{
			name: "vr-heart", label: "Do they have a heart condition, a recent stroke or uncontrolled blood pressure?",
			result: referral.AskFirst, reason: "Heart condition, recent stroke or blood pressure", clinician: true,
		},
		{
			name: "vr-eyes-neck", label: "Have they lost the sight of one eye or the use of both together, had recent eye surgery, or a neck problem?",
			result: referral.AskFirst, reason: "Eyesight, eye surgery or neck", clinician: true,
		},
		{
			name: "vr-distress", label: "Do they have hallucinations, psychosis, severe anxiety, claustrophobia, or trauma near to what would be shown?",
			result: referral.AskFirst, reason: "Hallucinations, anxiety, claustrophobia or trauma", clinician: true,
		},
		{
			name: "vr-cognition", label: "Do they have severe cognitive impairment, or no reliable way to show that they want to stop?",
			result: referral.AskFirst, reason: reasonStop, clinician: true,
		},
		{
			name: "vr-pregnancy", label: "Are they pregnant?",
			result: referral.AskFirst, reason: "Pregnancy", clinician: true, when: pregnancyPossible, only: "Only where it can apply.",
		},
		{
			name: "vr-infection", label: "Do they have an infection of eye, skin or scalp, or an open wound on the face?",
			hint:   "The headset is shared.",
			result: referral.DoNotUse, reason: "An infection or open wound: not now",
		},
	}
}

const reasonStop = "Severe cognitive impairment or no reliable way to show stop: and a carer must be present"

const (
	clinicianSuffix = "-clinician"
	clinicianAgreed = "agreed"
	clinicianAdvise = "advised-against"
)

func vrScreening() form.Section {
	s := form.Section{
		Slug: "vr-screening", Title: "Screening for a headset", Kind: referral.VRSessions,
		Lead:  "Leave what you do not know: it is asked before anything is booked. Everyone who should not use a headset is offered the same on a screen.",
		Rules: []form.Rule{{Field: "vr-clinician", Check: clinicianNamed}},
	}
	for _, q := range screeningQuestions() {
		options := form.YesNo()
		if q.when != nil {
			options = append(options, form.Option{Value: "not-applicable", Label: "Does not apply"})
		}
		s.Fields = append(s.Fields, form.Field{
			Name: q.name, Label: q.label, Hint: q.hint, Control: form.Radios, Options: options,
			Rule: "omitempty,option", Messages: form.ToSelect("Select yes or no, or leave it for later"),
			NeededBy: form.Session, AnsweredBy: everyone(), DontKnow: true, When: q.when, Only: q.only,
		})
		if q.clinician {
			// Asked under each question, because a clinician who agreed to one thing
			// may never have heard of the other.
			s.Fields = append(s.Fields, form.Field{
				Name: q.name + clinicianSuffix, Label: "What did a clinician say about it?", Control: form.Radios,
				Options: []form.Option{
					{Value: clinicianAgreed, Label: "They agreed to a headset"},
					{Value: clinicianAdvise, Label: "They advised against it"},
					{Value: "not-asked", Label: "Nobody has asked yet"},
				},
				Parent: form.Under(q.name, form.Yes),
				Rule:   "omitempty,option", Messages: form.ToSelect("Select what a clinician said"),
				NeededBy: form.Session, AnsweredBy: []form.Who{form.Referrer, form.Practitioner}, When: q.when,
			})
		}
	}
	s.Fields = append(s.Fields,
		form.Field{
			Name: "vr-infection-until", Label: "When can we ask again?", Hint: "For example, 27 3 2027", Control: form.Date,
			Parent: form.Under("vr-infection", form.Yes),
			Rule:   "omitempty,realdate,notbefore=0",
			Messages: map[string]string{
				"realdate":  "The date to ask again must be a real date, like 27 3 2027",
				"notbefore": "The date to ask again must be today or later",
			},
			NeededBy: form.Session, AnsweredBy: everyone(), DontKnow: true,
		},
		form.Field{
			Name: "vr-clinician", Label: "If a clinician was asked: who, when, and what they said", Hint: "GP, specialist or occupational therapist.",
			Spoken:  "If a clinician was asked: who was it, when, and what did they say?",
			Control: form.TextArea,
			Rule:    "omitempty,max=1000", Messages: form.ToEnter("", "What the clinician said", "1,000"),
			NeededBy: form.Session, AnsweredBy: []form.Who{form.Referrer, form.Practitioner},
		})
	return s
}

// pregnancyPossible keeps the question from those to whom it cannot apply; where
// the date of birth is not known yet, it is asked.
func pregnancyPossible(all form.Answers, at form.Context) bool {
	years, known := form.Age(all.First("date-of-birth"), at.Now)
	return !known || years < 60
}

// Reason is one answer's part in the result of the screening.
type Reason struct {
	Field  string // the question
	Result referral.Screening
	Why    string // for people
}

// Screen returns the result of the screening before virtual-reality sessions, with
// the reasons, or "" if the referral asks for no sessions. The gravest answer
// decides, and a question that is still open never makes a grave answer milder:
// do not use, then ask a clinician first, then not screened, then go ahead.
func Screen(all form.Answers, at form.Context) (referral.Screening, []Reason) {
	if !all.Has("kinds", string(referral.VRSessions)) {
		return "", nil
	}
	var reasons []Reason
	for _, q := range screeningQuestions() {
		if q.when != nil && !q.when(all, at) {
			continue
		}
		switch all.First(q.name) {
		case form.Yes:
			reasons = append(reasons, q.screen(all))
		case form.No:
		case "not-applicable":
			if q.when != nil {
				continue
			}
			fallthrough
		default:
			// "Don’t know", nothing, and whatever the form did not offer.
			reasons = append(reasons, Reason{q.name, referral.NotScreened, "Not known: " + form.LowerFirst(q.label)})
		}
	}
	if all.Has("vr-stop", noReliableWay) && all.First("vr-cognition") != form.Yes {
		reasons = append(reasons, Reason{"vr-stop", referral.AskFirst, reasonStop})
	}
	result := referral.GoAhead
	for _, reason := range reasons {
		if gravity(reason.Result) > gravity(result) {
			result = reason.Result
		}
	}
	return result, reasons
}

func (q screeningQuestion) screen(all form.Answers) Reason {
	if q.clinician {
		switch all.First(q.name + clinicianSuffix) {
		case clinicianAgreed:
			return Reason{q.name, referral.GoAhead, q.reason + ". A clinician has agreed to a headset"}
		case clinicianAdvise:
			return Reason{q.name, referral.DoNotUse, q.reason + ". A clinician advised against a headset"}
		}
		return Reason{q.name, q.result, q.reason}
	}
	why := q.reason
	if until := form.ShowValues(form.Field{Control: form.Date}, all["vr-infection-until"]...); len(until) > 0 && !all.Has("vr-infection-until", referral.DontKnow) {
		why += ". Ask again on " + until[0]
	}
	return Reason{q.name, q.result, why}
}

func gravity(result referral.Screening) int {
	switch result {
	case referral.NotScreened:
		return 1
	case referral.AskFirst:
		return 2
	case referral.DoNotUse:
		return 3
	}
	return 0
}
