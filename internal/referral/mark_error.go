package referral

import (
	"cmp"
	"slices"
)

// MarkError says that strands were a mistake: they should not be there, or are
// about somebody else. They end, are on no ordinary list, and are kept for the
// record.
type MarkError struct {
	Kinds  []Kind `json:"kinds"`
	Why    string `json:"why"` // one of MistakeReasons
	Reason string `json:"reason"`
}

// MistakeReasons lists how something can have been entered in error: code, then label.
func MistakeReasons() [][2]string {
	return [][2]string{{"wrong-person", "It is about the wrong person"}, {"duplicate", "It was sent twice"},
		{"not-meant", "It was not meant to be sent, or not for this"}, {"test", "It was a test or for training"}, {"other", "Something else"}}
}

func (MarkError) Name() string  { return "entered-in-error" }
func (MarkError) Title() string { return "Entered in error" }

func (m MarkError) Detail() []string {
	return slices.Concat(line("", kindLabels(m.Kinds)), []string{labelOrCode(MistakeReasons(), m.Why)}, line("", m.Reason))
}

func (MarkError) Notices(c Case, strands []Strand, e Event) []Notice {
	return tellStaff(c, e, NoticeError, e.touched(strands))
}

// Possible refuses where none of the strands, of those that were selected if any
// were, can have been an error.
func (m MarkError) Possible(_ Case, strands []Strand, _ Actor) error {
	var refusal error
	for _, s := range strands {
		if len(m.Kinds) > 0 && !slices.Contains(m.Kinds, s.Kind) {
			continue
		}
		err := s.CanBeError()
		if err == nil {
			return nil
		}
		refusal = cmp.Or(refusal, err)
	}
	return refusal
}

func (m MarkError) Valid(_ Case, strands []Strand) error {
	switch {
	case len(m.Kinds) == 0:
		return refuse("Select what was entered in error.")
	case label(MistakeReasons(), m.Why) == "":
		return refuse("Select what the mistake was.")
	case blank(m.Reason):
		return refuse("Enter what happened.")
	}
	for _, s := range strands {
		if slices.Contains(m.Kinds, s.Kind) {
			if err := s.CanBeError(); err != nil {
				return err
			}
		}
	}
	return nil
}

// CanBeError returns nil, or a Refusal that says why a strand cannot have been
// entered in error.
func (s Strand) CanBeError() error {
	switch {
	case s.State == EnteredInError:
		return refuse("This was entered in error already.")
	case s.ToCollect():
		return refuse("The person has something of ours by it. It must be taken out before this can be called a mistake.")
	case s.State == Died:
		return refuse("The person has died. Say first that this was recorded in error, if it was.")
	}
	return nil
}

func (m MarkError) touches(_ Case, s Strand) bool { return slices.Contains(m.Kinds, s.Kind) }

func (m MarkError) apply(s *Strand, e Event) {
	s.suspend(EnteredInError, e)
	s.Ending = &Ending{At: e.At, Reason: "Entered in error: " + lower(label(MistakeReasons(), m.Why)), Note: m.Reason}
}

func (m MarkError) applyCase(c *Case, e Event) { c.Errors += len(e.Touched) }
