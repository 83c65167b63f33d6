package referral

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Contact is one attempt to reach the person or someone for them.
type Contact struct {
	silent
	When    time.Time `json:"when"`
	How     string    `json:"how"` // one of ContactMethods
	Reached bool      `json:"reached"`
	Who     string    `json:"who"`            // who was reached, one of ContactPeople; "" if that was not said, or nobody was
	WhyNot  string    `json:"whyNot"`         // why nobody was reached, one of WhyNotReached; "" if that was not said
	Left    []string  `json:"left,omitempty"` // what was left for them, of LeftBehind
	MadeBy  string    `json:"madeBy"`         // the colleague who made it, if that was not whoever records it
	Note    string    `json:"note"`
	By      Actor     `json:"by"`
	// Next is what follows if nobody was reached, by the policy; nil otherwise.
	Next *NextContact `json:"next,omitempty"`
}

// Contact returns the change that records an attempt, with what follows it.
func (r Rules) Contact(c Contact, s Strand) Contact {
	c.Next = nil
	if !c.Reached && !s.contacted() {
		c.Next = r.nextContact(append(s.sinceReopened(), c), s.Told, s.Priority)
	}
	return c
}

// ContactMethods lists how somebody can be contacted: code, then label.
func ContactMethods() [][2]string {
	return [][2]string{{"telephone", "Telephone"}, {"visit", "Visit"}, {"video", "Video call"}, {"text", "Text message"}, {"email", "Email"}, {letter, "Letter"}}
}

const letter = "letter"

// ContactPeople lists who can have been reached: code, then label.
func ContactPeople() [][2]string {
	return [][2]string{{"person", "The person"}, {"relative", "A relative or friend"}, {"carer", "A paid carer or the care home"},
		{"representative", "An attorney, deputy or advocate"}, {"other", "Somebody else"}}
}

// WhyNotReached lists why nobody can have been reached: code, then label.
func WhyNotReached() [][2]string {
	return [][2]string{{"no-answer", "No answer"}, {"not-in", "Nobody was in"}, {"wrong-number", "The number or address is wrong or no longer used"},
		{"not-able", "Somebody answered, but could not talk or pass it on"}, {"did-not-want", "They did not want to talk"}, {"sent", "It was sent: they have not answered yet"}}
}

// LeftBehind lists what can be left for somebody: code, then label.
func LeftBehind() [][2]string {
	return [][2]string{{"voicemail", "A voicemail"}, {"message", "A message with somebody"}, {"card", "A card at the door"}, {letter, "A letter"}}
}

func (Contact) Name() string { return "contacted" }

func (c Contact) Title() string {
	if c.Reached {
		return "Contact: reached"
	}
	return "Contact: not reached"
}

// Detail says how and when somebody was tried, and what came of it.
func (c Contact) Detail() []string {
	first, why := labelOrCode(ContactMethods(), c.How)+", "+dateAndTime(c.When), ""
	if c.Reached {
		first += ": reached"
		if who := labelOrCode(ContactPeople(), c.Who); who != "" {
			first += " (" + lower(who) + ")"
		}
	} else {
		first += ": not reached"
		why = labelOrCode(WhyNotReached(), c.WhyNot)
	}
	var left []string
	for _, code := range c.Left {
		left = append(left, strings.ToLower(labelOrCode(LeftBehind(), code)))
	}
	return slices.Concat([]string{first}, line("", why), line("Left: ", strings.Join(left, ", ")),
		line("By ", cmp.Or(c.MadeBy, c.By.Name)), line("", c.Note))
}

func (Contact) Possible(s Strand, by Actor) error { return mustBeHolder(s, by) }

func (c Contact) Valid(s Strand) error {
	if c.When.Before(s.Received) {
		return refuse("The contact cannot be from before the referral was sent.")
	}
	return nil
}

func (c Contact) apply(s *Strand, e Event) {
	c.By = e.By
	s.Next, c.Next = c.Next, nil
	s.Contacts = append(s.Contacts[:len(s.Contacts):len(s.Contacts)], c)
	s.allocate()
}

// FirstContact returns when the person, or someone for them, was first reached since
// it was sent or last reopened, and whether that has happened. An assessment is contact too.
func (s Strand) FirstContact() (time.Time, bool) {
	for _, c := range s.Contacts {
		if c.Reached && !c.When.Before(s.Reopened) {
			return c.When, true
		}
	}
	if s.Assessment != nil {
		return s.Assessment.Made(), true
	}
	return time.Time{}, false
}

// sinceReopened returns the attempts since a strand was sent, or last reopened.
func (s Strand) sinceReopened() []Contact {
	return slices.DeleteFunc(slices.Clone(s.Contacts), func(c Contact) bool { return c.When.Before(s.Reopened) })
}

// wrote tells whether the attempt was a letter, or left one.
func (c Contact) wrote() bool { return c.How == letter || slices.Contains(c.Left, letter) }
