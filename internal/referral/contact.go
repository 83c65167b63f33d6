package referral

import "time"

// Contact is one attempt to reach the person or someone for them.
type Contact struct {
	When    time.Time `json:"when"`
	How     string    `json:"how"` // one of ContactMethods
	Reached bool      `json:"reached"`
	Note    string    `json:"note"`
	By      Actor     `json:"by"`
}

// ContactMethods lists how somebody can be contacted: code, then label.
func ContactMethods() [][2]string {
	return [][2]string{{"telephone", "Telephone"}, {"visit", "Visit"}, {"video", "Video call"}, {"letter", "Letter"}, {"email", "Email"}}
}

// Name implements Change.
func (Contact) Name() string { return "contacted" }

// Allowed implements Change.
func (c Contact) Allowed(s Strand, by Actor) error {
	if err := mustHold(s, by); err != nil {
		return err
	}
	if c.When.Before(s.Received) {
		return refuse("The contact cannot be from before the referral was sent.")
	}
	return nil
}

func (c Contact) apply(s *Strand, e Event) {
	c.By = e.By
	s.Contacts = append(s.Contacts[:len(s.Contacts):len(s.Contacts)], c)
	s.allocate()
}

// FirstContact returns when the person, or someone for them, was first reached, and
// whether that has happened. An assessment is contact too.
func (s Strand) FirstContact() (time.Time, bool) {
	for _, c := range s.Contacts {
		if c.Reached {
			return c.When, true
		}
	}
	if s.Assessment != nil {
		return s.Assessment.Made(), true
	}
	return time.Time{}, false
}
