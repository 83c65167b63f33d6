package referral

import "slices"

// Related is another case of the same person.
type Related struct {
	Case    Case
	Strands []Strand
}

// Earlier is what the other cases of a person say of a referral for them.
type Earlier struct {
	// Known are the practitioners who held, contacted, assessed or decided about
	// the person before, by identifier, the latest first.
	Known []string
	// Open are the cases that have a strand of the same kind open, the newest first:
	// each may be the same request.
	Open map[Kind][]Reference
	// Death is that one of them records a death, which must be checked; nil if none does.
	Death *DeathToCheck
}

// mostKnown and mostOpen bound what a strand carries.
const (
	mostKnown = 10
	mostOpen  = 5
)

// EarlierOf gathers what a person's other cases say, the newest of which comes first.
func EarlierOf(cases []Related) Earlier {
	e := Earlier{Open: map[Kind][]Reference{}}
	for _, r := range cases {
		if r.Case.Died != nil && e.Death == nil {
			e.Death = &DeathToCheck{On: r.Case.Died.On, At: r.Case.Died.At, From: r.Case.Reference}
		}
		for _, s := range r.Strands {
			for _, by := range s.practitioners() {
				if len(e.Known) < mostKnown && !slices.Contains(e.Known, by.ID) {
					e.Known = append(e.Known, by.ID)
				}
			}
			if !s.State.Final() && len(e.Open[s.Kind]) < mostOpen {
				e.Open[s.Kind] = append(e.Open[s.Kind], r.Case.Reference)
			}
		}
	}
	return e
}

// practitioners returns who of the staff has dealt with the person in this strand,
// the latest first.
func (s Strand) practitioners() []Actor {
	var all []Actor
	if s.Decision != nil {
		all = append(all, s.Decision.By)
	}
	if s.Holder != nil {
		all = append(all, *s.Holder)
	}
	if s.Assessment != nil {
		all = append(all, s.Assessment.By)
	}
	for i := len(s.Contacts) - 1; i >= 0; i-- {
		all = append(all, s.Contacts[i].By)
	}
	return slices.DeleteFunc(all, func(a Actor) bool { return a.ID == "" || a.Role == SystemRole })
}

// mayDuplicate keeps which open cases may ask for the same, and the flag that says so.
func (s *Strand) mayDuplicate(open []Reference) {
	s.MayDuplicate = open
	s.setFlag(FlagPossibleDuplicate, len(open) > 0)
}
