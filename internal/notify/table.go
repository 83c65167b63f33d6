package notify

import "strings"

// table states every type once. To add one: a row here, and its template in
// GOV.UK Notify and in the local fake of it.
func table() []Type {
	return []Type{
		{
			Code:            "draft-about-to-expire",
			Audiences:       []Audience{ToReferrer},
			Templates:       byEmail("draft-about-to-expire"),
			Personalisation: dateAndList,
		},
		{
			Code:            "referral-received",
			Audiences:       []Audience{ToReferrer},
			Templates:       byEmail("referral-received"),
			Personalisation: referenceAndLink,
		},
		{
			Code:            "new-on-worklist-urgent",
			Audiences:       []Audience{ToTeam},
			Templates:       byEmail("new-on-worklist-urgent"),
			Personalisation: kindAndLink,
		},
		{
			Code:            "decided",
			Audiences:       []Audience{ToReferrer},
			Templates:       byEmail("decided"),
			Personalisation: kindAndLink,
		},
		{
			Code:      "decision-for-person",
			Audiences: []Audience{ToPerson},
			Templates: map[Channel]string{
				Email: "decision-for-person-email",
				SMS:   "decision-for-person-sms",
			},
			Personalisation: kindAndOutcome,
		},
		{
			Code:            "arrangement-requested",
			Audiences:       []Audience{ToTeam},
			Templates:       byEmail("arrangement-requested"),
			Personalisation: kindAndLink,
		},
		{
			Code:            "in-place",
			Audiences:       []Audience{ToReferrer},
			Templates:       byEmail("in-place"),
			Personalisation: kindAndLink,
		},
		{
			Code:            "information-requested",
			Audiences:       []Audience{ToReferrer},
			Templates:       byEmail("information-requested"),
			Personalisation: kindAndLink,
		},
		{
			Code:            "information-given",
			Audiences:       []Audience{ToHolder},
			Templates:       byEmail("information-given"),
			Personalisation: kindAndLink,
		},
		{
			Code:            "returned-from-hold",
			Audiences:       []Audience{ToHolder},
			Templates:       byEmail("returned-from-hold"),
			Personalisation: kindAndLink,
		},
		{
			Code:            "claim-about-to-lapse",
			Audiences:       []Audience{ToHolder},
			Templates:       byEmail("claim-about-to-lapse"),
			Personalisation: kindAndLink,
		},
		{
			Code:            "claim-lapsed",
			Audiences:       []Audience{ToTeam},
			Templates:       byEmail("claim-lapsed"),
			Personalisation: kindAndLink,
		},
		{
			Code:            "given-to-you",
			Audiences:       []Audience{ToHolder},
			Templates:       byEmail("given-to-you"),
			Personalisation: kindAndLink,
		},
		{
			Code:            "decision-to-approve",
			Audiences:       []Audience{ToManager},
			Templates:       byEmail("decision-to-approve"),
			Personalisation: kindAndLink,
		},
		{
			Code:            "decision-approved",
			Audiences:       []Audience{ToHolder},
			Templates:       byEmail("decision-approved"),
			Personalisation: kindAndLink,
		},
		{
			Code:            "decision-sent-back",
			Audiences:       []Audience{ToHolder},
			Templates:       byEmail("decision-sent-back"),
			Personalisation: kindAndLink,
		},
		{
			Code:            "order-audited",
			Audiences:       []Audience{ToReferrer},
			Templates:       byEmail("order-audited"),
			Personalisation: kindAndLink,
		},
		{
			Code:            "same-request-open",
			Audiences:       []Audience{ToReferrer, ToHolder},
			Templates:       byEmail("same-request-open"),
			Personalisation: kindAndLink,
		},
		{
			Code:            "withdrawn",
			Audiences:       []Audience{ToHolder, ToReferrer},
			Templates:       byEmail("withdrawn"),
			Personalisation: kindAndLink,
		},
		{
			Code:            "closed",
			Audiences:       []Audience{ToReferrer},
			Templates:       byEmail("closed"),
			Personalisation: referenceAndLink,
		},
		{
			Code:            "person-has-died",
			Audiences:       []Audience{ToReferrer, ToHolder, ToTeam},
			Templates:       byEmail("person-has-died"),
			Personalisation: referenceAndLink,
		},
		{
			Code:            "collection-requested",
			Audiences:       []Audience{ToTeam},
			Templates:       byEmail("collection-requested"),
			Personalisation: kindAndLink,
		},
		{
			Code:            "check-before-contact",
			Audiences:       []Audience{ToHolder, ToTeam},
			Templates:       byEmail("check-before-contact"),
			Personalisation: referenceAndLink,
		},
		{
			Code:            "entered-in-error",
			Audiences:       []Audience{ToReferrer, ToHolder, ToTeam},
			Templates:       byEmail("entered-in-error"),
			Personalisation: referenceAndLink,
		},
		{
			Code:            "taken-back",
			Audiences:       []Audience{ToReferrer, ToHolder, ToTeam},
			Templates:       byEmail("taken-back"),
			Personalisation: referenceAndLink,
		},
		{
			Code:            "reopened",
			Audiences:       []Audience{ToReferrer, ToHolder, ToTeam},
			Templates:       byEmail("reopened"),
			Personalisation: kindAndLink,
		},
		{
			Code:            "nobody-reached",
			Audiences:       []Audience{ToReferrer},
			Templates:       byEmail("nobody-reached"),
			Personalisation: kindAndLink,
		},
		{
			Code:            "information-still-needed",
			Audiences:       []Audience{ToReferrer},
			Templates:       byEmail("information-still-needed"),
			Personalisation: kindAndLink,
		},
		{
			Code:            "no-answer-from-referrer",
			Audiences:       []Audience{ToHolder},
			Templates:       byEmail("no-answer-from-referrer"),
			Personalisation: kindAndLink,
		},
		{
			Code:            "back-from-hold-soon",
			Audiences:       []Audience{ToHolder},
			Templates:       byEmail("back-from-hold-soon"),
			Personalisation: kindAndLink,
		},
		{
			Code:            "review-due",
			Audiences:       []Audience{ToHolder},
			Templates:       byEmail("review-due"),
			Personalisation: kindAndLink,
		},
		{
			Code:            "gone-quiet",
			Audiences:       []Audience{ToManager},
			Templates:       byEmail("gone-quiet"),
			Personalisation: kindAndLink,
		},
		{
			Code:            "due-while-away",
			Audiences:       []Audience{ToManager},
			Templates:       byEmail("due-while-away"),
			Personalisation: kindAndLink,
		},
		{
			Code:            "manager-asked",
			Audiences:       []Audience{ToManager},
			Templates:       byEmail("manager-asked"),
			Personalisation: kindAndLink,
		},
	}
}

// dateAndList is about a draft, which has no reference: the link is to the list of
// the reader's own.
func dateAndList(f Facts) map[string]string {
	list := ""
	if f.ServiceURL != "" {
		list = strings.TrimSuffix(f.ServiceURL, "/") + "/my-referrals"
	}
	return map[string]string{"date": f.KeptUntil, "link": list}
}

func byEmail(key string) map[Channel]string { return map[Channel]string{Email: key} }

// casePath is where the service shows a case; its reference follows.
const casePath = "/case/"

func referenceAndLink(f Facts) map[string]string {
	return map[string]string{"reference": f.Reference, "link": link(f)}
}

// kindAndLink tells one strand's notification from another's of the same case.
func kindAndLink(f Facts) map[string]string {
	return map[string]string{"reference": f.Reference, "link": link(f), "kind": f.Kind}
}

// kindAndOutcome has no link, for the person has no sign-in.
func kindAndOutcome(f Facts) map[string]string {
	return map[string]string{"reference": f.Reference, "kind": f.Kind, "outcome": f.Outcome}
}

func link(f Facts) string {
	if f.ServiceURL == "" || f.Reference == "" {
		return ""
	}
	return strings.TrimSuffix(f.ServiceURL, "/") + casePath + f.Reference
}
