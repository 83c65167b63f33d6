package referral

import "time"

// Note is something that was written down about a strand and is neither a contact
// nor an assessment.
type Note struct {
	Text string    `json:"text"`
	By   Actor     `json:"by"`
	At   time.Time `json:"at"`
}

// Name implements Change.
func (Note) Name() string { return "noted" }

// Allowed implements Change.
func (n Note) Allowed(s Strand, _ Actor) error {
	switch {
	case s.State.Final():
		return refuse("Nothing can be added any more: it is " + lower(s.State.Label()) + ".")
	case blank(n.Text):
		return refuse("Enter the note.")
	}
	return nil
}

func (n Note) apply(s *Strand, e Event) {
	n.By, n.At = e.By, e.At
	s.Notes = append(s.Notes[:len(s.Notes):len(s.Notes)], n)
	if s.Holder != nil && s.Holder.ID == e.By.ID {
		s.allocate()
	}
}
