package notify

import "strings"

// table states every type once. To add one: a row here, and its template in
// GOV.UK Notify and in the local fake of it.
func table() []Type {
	return []Type{
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
			Audiences:       []Audience{ToTeam},
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
	}
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
