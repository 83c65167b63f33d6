package referral

import "slices"

// Distinct says that a strand asks for something else than those open cases of the
// person, so that nobody is asked again.
type Distinct struct {
	silent
	From   []Reference `json:"from"`
	Reason string      `json:"reason"`
}

func (Distinct) Name() string       { return "not-a-duplicate" }
func (Distinct) Title() string      { return "Not a duplicate" }
func (d Distinct) Detail() []string { return line("Why: ", d.Reason) }

func (Distinct) Possible(s Strand, _ Actor) error {
	if s.State.Final() {
		return refuse("Nothing can be said about it any more: it is " + lower(s.State.Label()) + ".")
	}
	return nil
}

func (d Distinct) Valid(Strand) error {
	if len(d.From) == 0 {
		return refuse("There is no other referral that it could be a duplicate of.")
	}
	return nil
}

func (d Distinct) apply(s *Strand, _ Event) {
	s.Distinct = append(slices.Clone(s.Distinct), d.From...)
	s.mayDuplicate(slices.DeleteFunc(slices.Clone(s.MayDuplicate), func(r Reference) bool { return slices.Contains(d.From, r) }))
}
