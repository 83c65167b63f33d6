package referral

import "slices"

// Distinct says that a strand asks for something else than those open cases of the
// person, so that nobody is asked again.
type Distinct struct {
	silent
	nothingEntered
	From   []Reference `json:"from"`
	Reason string      `json:"reason"`
}

func (Distinct) Name() string       { return "not-a-duplicate" }
func (Distinct) Title() string      { return "Not a duplicate" }
func (d Distinct) Detail() []string { return line("Why: ", d.Reason) }

func (d Distinct) Possible(s Strand, _ Actor) error {
	switch {
	case s.State.Final():
		return refuse("Nothing can be said about it any more: it is " + lower(s.State.Label()) + ".")
	case len(d.From) == 0:
		return refuse("There is no other referral that it could be a duplicate of.")
	}
	return nil
}

func (d Distinct) apply(s *Strand, _ Event) {
	s.Distinct = append(slices.Clone(s.Distinct), d.From...)
	s.mayDuplicate(slices.DeleteFunc(slices.Clone(s.MayDuplicate), func(r Reference) bool { return slices.Contains(d.From, r) }))
}
