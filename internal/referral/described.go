package referral

// Described is a Change that says itself what happened and who must hear of it.
// While changes move to it, package web's and Notices' switches stand for the rest.
type Described interface {
	Change
	// Title says in a few words what happened, without anything about the person.
	Title() string
	// Detail says what changed and why, one line each.
	Detail() []string
	// Notices returns who must hear of it. The strand is as it is after the event.
	Notices(c Case, s Strand, e Event) []Notice
}

// silent is for changes that nobody is told of.
type silent struct{}

// Notices returns nothing.
func (silent) Notices(Case, Strand, Event) []Notice { return nil }

// line returns the text after its label as the only line, or no line if there is no text.
func line(label, text string) []string {
	if text == "" {
		return nil
	}
	return []string{label + text}
}
