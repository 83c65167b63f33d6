package webtest

import "assistive-referrals/internal/referral"

// FormCase is a form about a strand, with what is typed and the event that it makes.
type FormCase struct {
	Name  string
	Who   referral.Referrer
	From  Stage
	Typed map[string]string
	Event string
}

// StrandForms are the forms about a strand, each with who fills it in, when, and
// a good answer.
var StrandForms = []FormCase{
	{"release", Therapist, Claimed, map[string]string{"reason": "I am on leave from tomorrow."}, "released"},
	{"contact", Therapist, Claimed, map[string]string{
		"on-day": "23", "on-month": "11", "on-year": "2026", "at": "10am", "how": "telephone", "reached": "no", "why-not": "no-answer", "left": "voicemail", "note": "No answer.\nNobody picked up.",
	}, "contacted"},
	{"assessment", Therapist, Claimed, map[string]string{
		"method": "visit", "on-day": "20", "on-month": "November", "on-year": "2026", "findings": "Steady by day.", "goals": "“To walk to church.”",
	}, "assessed"},
	{"decision", Therapist, Assessed, map[string]string{"outcome": "provide", "rationale": "She gets lost.", "equipment": "gps-locator|key-safe"}, "decided"},
	{"in-place", Installer, Arranging, map[string]string{
		"on-day": "23", "on-month": "11", "on-year": "2026", "note": "Tested.", "review-day": "4", "review-month": "1", "review-year": "2027",
	}, "in-place"},
	{"note", Therapist, Claimed, map[string]string{"text": "Her sister rang: ring after four."}, "noted"},
	{"ask", Therapist, Claimed, map[string]string{"question-1": "Who holds the spare key?", "question-2": "Is the landline still connected?"}, "information-requested"},
	{"reply", SocialWorker, Asked, map[string]string{"answer-1": "Her neighbour at number three.", "answer-2": "Yes, until the end of the year."}, "information-given"},
	{"hold", Therapist, Claimed, map[string]string{"until-day": "7", "until-month": "12", "until-year": "2026", "reason": "She is in hospital until then."}, "held"},
	{"return", Therapist, Held, map[string]string{"reason": "She came home early."}, "returned"},
	{"approval", Manager, Proposed, map[string]string{"approve": "yes", "note": "The only sensor that fits."}, "approved"},
	{"take-back", Therapist, Proposed, map[string]string{"reason": "She has a sensor of her own."}, "sent-back"},
	{"escalate", Therapist, Claimed, map[string]string{"note": "May I go without the referrer’s answer?"}, "escalated"},
	{"not-reached", Therapist, Unreached, map[string]string{"rationale": "Three attempts, a letter, and the referrer knows no other way.", "next-step": "They can ring us on the number in the letter."}, "not-reached"},
	{"review", Therapist, InPlace, map[string]string{"benefit": "reduces", "note": "She wears it.", "next-day": "4", "next-month": "1", "next-year": "2028",
		"on-day": "23", "on-month": "11", "on-year": "2026"}, "reviewed"},
	{"collected", Installer, ToCollect, map[string]string{"on-day": "23", "on-month": "11", "on-year": "2026", "taken": "gps-locator", "note": "From her daughter."}, "collected"},
	{"reopen", Therapist, Closed, map[string]string{"reason": "She lost it on the bus."}, "reopened"},
	{"close", Therapist, InPlace, map[string]string{"benefit": "prevents", "note": "She goes out again."}, "closed"},
	{"plan-visit", Therapist, Claimed, map[string]string{
		"on-day": "26", "on-month": "11", "on-year": "2026", "at": "2:30pm", "minutes": "90", "where": "1 Example Street", "who": "A second worker", "note": "The trial locator.",
	}, "visit-planned"},
	{"move-visit", Therapist, Visiting, map[string]string{
		"on-day": "27", "on-month": "11", "on-year": "2026", "at": "10am", "minutes": "60", "where": "Her sister’s, 2 Example Street", "reason": "She is at her sister’s.",
	}, "visit-moved"},
	{"cancel-visit", Therapist, Visiting, map[string]string{"reason": "She is in hospital."}, "visit-cancelled"},
}
