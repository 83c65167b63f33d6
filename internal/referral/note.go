package referral

import "time"

// Note is something that was written down about a strand and is neither a contact
// nor an assessment.
type Note struct {
	silent
	Text string    `json:"text"`
	By   Actor     `json:"by"`
	At   time.Time `json:"at"`
}

func (Note) Name() string       { return "noted" }
func (Note) Title() string      { return "Note" }
func (n Note) Detail() []string { return []string{n.Text} }

func (Note) Possible(s Strand, _ Actor) error {
	if s.State.Final() {
		return refuse("Nothing can be added any more: it is " + lower(s.State.Label()) + ".")
	}
	return nil
}

func (n Note) Valid(Strand) error {
	if blank(n.Text) {
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
