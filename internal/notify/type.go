package notify

import (
	"fmt"
	"slices"
	"strings"
)

// Audience is who a notification goes to. Whoever writes down that one is owed
// turns it into an address.
type Audience string

const (
	ToReferrer Audience = "referrer" // who sent the referral
	ToHolder   Audience = "holder"   // the practitioner who claimed it or, if nobody did, the team's mailbox
	ToTeam     Audience = "team"     // the mailbox of the team that must act next
	ToManager  Audience = "manager"  // a team's manager or, if none is known, the team's mailbox
	ToPerson   Audience = "person"   // who the referral is about, by the contact that they gave
)

// Type is one kind of notification.
type Type struct {
	Code      string // stored and logged
	Audiences []Audience
	// Templates names, for each channel that the type may use, the key under
	// which configuration gives GOV.UK Notify's template id.
	Templates map[Channel]string
	// Personalisation returns what the template is filled with.
	Personalisation func(Facts) map[string]string
}

// Facts are what personalisation may draw on: references and labels, never
// anything that the referral says about the person.
type Facts struct {
	Reference  string // of the case, as people say it
	ServiceURL string // where the service is, such as https://referrals.example.org
	Kind       string // label of the strand's kind, such as "Assistive technology"
	Outcome    string // label of the decision's outcome
	KeptUntil  string // the day until which a draft is kept, such as "23 December 2026"
}

// Address is where a notification goes.
type Address struct {
	Channel Channel
	To      string
}

// Types returns every type, in the order in which a case meets them. The caller
// may change what it gets.
func Types() []Type { return table() }

// TypeFor returns the type with this code, and false if there is none.
func TypeFor(code string) (Type, bool) {
	types := table()
	i := slices.IndexFunc(types, func(t Type) bool { return t.Code == code })
	if i < 0 {
		return Type{}, false
	}
	return types[i], true
}

// CheckTemplates returns an error that names every template key for which ids
// has no id, so that a gap in configuration is seen at start-up rather than when
// the first such notification is due.
func CheckTemplates(ids map[string]string) error {
	var missing []string
	for _, t := range table() {
		for _, key := range t.Templates {
			if ids[key] == "" {
				missing = append(missing, key)
			}
		}
	}
	if len(missing) == 0 {
		return nil
	}
	slices.Sort(missing)
	return fmt.Errorf("notify: no template id is configured for %s", strings.Join(missing, ", "))
}

// Message returns the notification to send: reference is the sender's own
// identifier of it, ids maps template keys to template ids. It returns an error if the type
// does not use the address's channel, if the template's id is not configured, or
// if a fact that the template needs is empty.
func (t Type) Message(ids map[string]string, a Address, reference string, f Facts) (Message, error) {
	key, ok := t.Templates[a.Channel]
	if !ok {
		return Message{}, fmt.Errorf("notify: %s is not sent by %q", t.Code, a.Channel)
	}
	if ids[key] == "" {
		return Message{}, fmt.Errorf("notify: no template id is configured for %s", key)
	}
	personalisation := t.Personalisation(f)
	for name, value := range personalisation {
		// GOV.UK Notify would accept an empty value and send a sentence with a hole in it.
		if value == "" {
			return Message{}, fmt.Errorf("notify: %s needs %s", t.Code, name)
		}
	}
	return Message{Reference: reference, Channel: a.Channel, To: a.To, Template: ids[key], Personalisation: personalisation}, nil
}
