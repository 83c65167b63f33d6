package referral

import (
	"time"

	"assistive-referrals/internal/catalogue"
)

// Answers holds what was entered on the form: field name to values, normalised,
// in the words of the form's options (codes, not labels). A field that was never
// answered is absent; one answered "Don't know – ask later" holds DontKnow.
type Answers map[string][]string

// DontKnow is the answer "Don't know – ask later".
const DontKnow = "dont-know"

// First returns the first value of a field, or "" if it was not answered.
func (a Answers) First(field string) string {
	if values := a[field]; len(values) > 0 {
		return values[0]
	}
	return ""
}

// Has tells whether value is among the values of a field.
func (a Answers) Has(field, value string) bool {
	for _, v := range a[field] {
		if v == value {
			return true
		}
	}
	return false
}

// Date returns the date that a field holds, or "" if it holds none.
func (a Answers) Date(field string) Date {
	if date := Date(a.First(field)); len(a[field]) == 1 {
		if _, is := date.In(time.UTC); is {
			return date
		}
	}
	return ""
}

// Referral is the request as it was sent (NHS BaRS: the referral request). It is
// written once and never changed: a correction is an event of the case.
type Referral struct {
	Reference Reference `json:"reference"`
	Sent      time.Time `json:"sent"`
	Referrer  Referrer  `json:"referrer"`
	Kinds     []Kind    `json:"kinds"`
	Answers   Answers   `json:"answers"`
	Facts     Facts     `json:"facts"`
	// Earlier is known of the person when it is sent. The first event keeps it.
	Earlier Earlier `json:"-"`
	// Secrets are the names of what is kept sealed with it; the first event says them.
	Secrets []string `json:"-"`
}

// Referrer is the member of staff who sent the referral, as the sign-in named them.
type Referrer struct {
	Actor
	Team         string `json:"team"`
	Email        string `json:"email"`
	Telephone    string `json:"telephone"`
	Registration string `json:"registration"`
}

// Facts is what rules read of a referral. The form's package derives it from the
// answers when the referral is sent, so that no rule knows a field's name.
type Facts struct {
	Person    Person           `json:"person"`
	Discharge Date             `json:"discharge"` // planned hospital discharge; "" if none
	Concerns  []Concern        `json:"concerns"`
	Agreement Agreement        `json:"agreement"`
	Equipment []catalogue.Code `json:"equipment"` // what was asked for, if named
	Order     bool             `json:"order"`     // a trusted assessor orders it at once, within their authority
	Screening Screening        `json:"screening"` // virtual reality only; "" otherwise
	// TellPerson is where the person themself may be told of the decision, an
	// email address or an E.164 number; "" when they may not or cannot be.
	TellPerson string `json:"tellPerson"`
	// AlsoTell are the email addresses of colleagues who hear the outcome too.
	AlsoTell []string `json:"alsoTell,omitempty"`

	// What a list says of the strands besides: see FlagsOf.
	MustNotTell bool `json:"mustNotTell,omitempty"` // somebody must not be contacted or told
	Danger      bool `json:"danger,omitempty"`      // to visitors
	Misuse      bool `json:"misuse,omitempty"`      // somebody could misuse tracking, cameras or accounts
	YoungPerson bool `json:"youngPerson,omitempty"` // 16 or 17 years old
	// Findings are what speaks against the equipment that is asked for or, once it is
	// decided, provided.
	Findings []catalogue.Finding `json:"findings,omitempty"`
	// Missing is how much must still be found out before each decision.
	Missing map[Kind]int `json:"missing,omitempty"`
	// AskedFor is what is asked for of each kind, in few words for a list.
	AskedFor    map[Kind]string `json:"askedFor,omitempty"`
	Interpreter Interpreter     `json:"interpreter,omitempty"` // "" for none, or not known
	Ward        bool            `json:"ward,omitempty"`        // the person is on a ward that is named
}

// Date is a calendar date as yyyy-mm-dd, or "" for none.
type Date string

// In returns the first instant of the date in that place, and whether there is a date.
func (d Date) In(place *time.Location) (time.Time, bool) {
	t, err := time.ParseInLocation(time.DateOnly, string(d), place)
	return t, err == nil
}

// Concern is an answer to "Does any of this apply?", which decides the priority.
type Concern string

const (
	FallLastMonth    Concern = "fall-last-month"
	AloneAtNight     Concern = "alone-at-night"
	CarerBreaking    Concern = "carer-breaking"
	CareBreakingDown Concern = "care-breaking-down"
	Safeguarding     Concern = "safeguarding"
	RiskToLife       Concern = "risk-to-life"
	NoConcern        Concern = "none"
	UnknownConcern   Concern = DontKnow
)

// Agreement is the position on the person's agreement when the referral is sent
// (Mental Capacity Act 2005; Care Act 2014 s.11).
type Agreement string

const (
	Agrees          Agreement = "agrees"
	Refuses         Agreement = "refuses"
	CapacityInDoubt Agreement = "capacity-in-doubt"
	AttorneyDecides Agreement = "attorney-decides"
	NotYetAsked     Agreement = "not-yet-asked"
)
