package referral

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// Answer adds answers to a referral that was sent, or corrects them, with the
// reason, and triages again whatever they change. The referral itself stays as it
// was sent: Current lays what came later over it.
type Answer struct {
	Answers Answers `json:"answers"` // the fields that change; a field without values is taken away
	Was     Answers `json:"was"`     // what the same fields held before
	Reason  string  `json:"reason"`
	Facts   Facts   `json:"facts"` // as the form's package derives them of all answers now
	// Corrected says that the person was described otherwise before; nil if not.
	Corrected *Corrected `json:"corrected,omitempty"`
	// Strands are those of which something changes.
	Strands map[Kind]TriagedAgain `json:"strands,omitempty"`
	// Stored are the names of secrets that are kept, or kept anew, and Erased of those
	// that are taken away.
	Stored []string `json:"stored,omitempty"`
	Erased []string `json:"erased,omitempty"`
	// Awaited are the fields of which it was said before that the answer is still to come.
	Awaited []string `json:"awaited,omitempty"`
	// TriagedAgain is in older histories only, where each strand had an event of its own.
	TriagedAgain
}

// TriagedAgain is what answers change of a strand.
type TriagedAgain struct {
	Triage *Triage  `json:"triage,omitempty"` // nil where nothing of it changes
	From   Priority `json:"from,omitempty"`   // its priority before
	Flags  []Flag   `json:"flags"`            // its flags now; nil where nothing of them changes
	// Open are the cases that may ask for the same, where it is known anew who the
	// person is: see Earlier.
	Open []Reference `json:"open,omitempty"`
}

// Corrected is how the person was described before.
type Corrected struct {
	Was Person `json:"was"`
}

// Answer returns the change that adds answers, with what they change of the strands.
// Current is the referral with them; was is how the person was described
// before, and cases are the others of the person as described now.
func (r Rules) Answer(a Answer, strands []Strand, current Referral, was Person, cases []Related) Answer {
	if was != current.Facts.Person {
		a.Corrected = &Corrected{Was: was}
	}
	a.Strands = map[Kind]TriagedAgain{}
	for _, s := range strands {
		if s.State.Final() {
			continue
		}
		again := TriagedAgain{Triage: TriageAgain(s, current, r.TriageFor(current, s)), From: s.Priority, Flags: FlagsAgain(s, current.Facts)}
		if a.Corrected != nil {
			again.Open = slices.DeleteFunc(EarlierOf(cases).Open[s.Kind], func(o Reference) bool { return slices.Contains(s.Distinct, o) })
		}
		words := current.Facts.AskedFor[s.Kind]
		if again.Triage != nil || again.Flags != nil || a.Corrected != nil || words != "" && words != s.AskedFor ||
			s.Kind == VRSessions && s.Screening != current.Facts.Screening {
			a.Strands[s.Kind] = again
		}
	}
	return a
}

// Describes returns how the person was described before and is now.
func (a Answer) Describes() (was, is Person) {
	if a.Corrected == nil {
		return a.Facts.Person, a.Facts.Person
	}
	return a.Corrected.Was, a.Facts.Person
}

func (Answer) Name() string { return "answered" }

func (a Answer) Title() string {
	switch {
	case len(a.Answers) == 0: // in older histories, where each strand had an event of its own
		return "Brought up to date with answers about the whole referral"
	case a.Corrects():
		return "Answers corrected"
	}
	return "Answers added"
}

// Detail says why, and what follows; the answers are said in the words of the form.
func (a Answer) Detail() []string {
	detail := line("Why: ", a.Reason)
	for _, kind := range Kinds() {
		if again, changes := a.Strands[kind]; changes {
			detail = append(detail, again.words(kind.Label()+": ")...)
		}
	}
	return append(detail, a.TriagedAgain.words("")...)
}

// words say what answers changed of a strand. That it may be a duplicate, or that
// somebody like the person has died, is not for everybody who sees the history.
func (t TriagedAgain) words(about string) []string {
	switch {
	case t.Triage != nil:
		return append([]string{about + "Triaged again: " + strings.ToLower(t.Triage.Priority.Label())}, t.Triage.Detail()...)
	case t.Flags == nil:
		return nil
	}
	var words []string
	for _, f := range t.Flags {
		if f.Code != FlagPossibleDuplicate && f.Code != FlagCheckDeath {
			words = append(words, f.Label())
		}
	}
	return []string{about + "Flags: " + cmp.Or(strings.Join(words, ", "), "none")}
}

// Notices tells a team of what waits on its worklist and became urgent.
func (a Answer) Notices(_ Case, strands []Strand, e Event) []Notice {
	var notices []Notice
	for _, s := range e.touched(strands) {
		if s.State == Waiting && a.madeUrgent(s.Kind) {
			notices = append(notices, Notice{Type: NoticeUrgent, To: ToTeam(s.Team), Strand: s.Kind})
		}
	}
	return notices
}

func (Answer) Possible(_ Case, strands []Strand, _ Actor) error {
	if !anyOpen(strands) {
		return refuse("Nothing can be answered any more: every part of the referral has ended.")
	}
	return nil
}

// Valid wants a reason for correcting, and none for adding.
func (a Answer) Valid(Case, []Strand) error {
	if a.Corrects() && blank(a.Reason) {
		return refuse("Enter why the answer is corrected.")
	}
	return nil
}

// Corrects tells whether an answer that was given is changed, as opposed to one
// that was left, not known, or still to come.
func (a Answer) Corrects() bool {
	for field := range a.Answers {
		if was := a.Was[field]; len(was) > 0 && !slices.Equal(was, []string{DontKnow}) && !slices.Contains(a.Awaited, field) {
			return true
		}
	}
	return false
}

// of returns what the answers change of a strand.
func (a Answer) of(k Kind) TriagedAgain {
	if len(a.Strands) == 0 {
		return a.TriagedAgain
	}
	return a.Strands[k]
}

func (a Answer) touches(_ Case, s Strand) bool {
	_, changes := a.Strands[s.Kind]
	return changes
}

func (a Answer) apply(s *Strand, _ Event) {
	if s.Kind == VRSessions {
		s.Screening = a.Facts.Screening
	}
	again := a.of(s.Kind)
	if again.Flags != nil {
		s.Flags = again.Flags
	}
	if words := a.Facts.AskedFor[s.Kind]; words != "" {
		s.AskedFor = words
	}
	if a.Corrected != nil {
		s.mayDuplicate(again.Open)
	}
	t := again.Triage
	if t == nil {
		return
	}
	s.Priority, s.Reasons, s.Targets, s.Needs, s.HeadStartDays = t.Priority, t.Reasons, t.Targets, t.Needs, t.HeadStartDays
	if s.Holder == nil {
		s.Team = t.Team
	}
}

// applyCase keeps what the case itself holds of the answers.
func (a Answer) applyCase(c *Case, _ Event) {
	c.Name = a.Facts.Person.Name
	kept := slices.DeleteFunc(slices.Concat(c.Secrets, a.Stored), func(name string) bool { return slices.Contains(a.Erased, name) })
	slices.Sort(kept)
	c.Secrets = slices.Compact(kept)
	c.Initials, c.TellPerson, c.AlsoTell = a.Facts.Person.Initials(), a.Facts.TellPerson, a.Facts.AlsoTell
}

// madeUrgent tells whether that strand became urgent by the answers.
func (a Answer) madeUrgent(k Kind) bool {
	again := a.Strands[k]
	return again.Triage != nil && again.Triage.Priority == Urgent && again.From != Urgent
}

// TriageAgain returns the triage that a strand has with later answers, or nil if
// nothing changes: r is the referral as it is now, and fresh its triage. Before the
// decision only: afterwards nobody waits for it. An unanswered question never
// lowers a priority that was given, and no target moves because a reason did.
func TriageAgain(s Strand, r Referral, fresh Triage) *Triage {
	if !s.State.undecided() {
		return nil
	}
	unanswered := len(r.Facts.Concerns) == 0 || slices.Contains(r.Facts.Concerns, UnknownConcern)
	if unanswered && slices.Index(Priorities(), fresh.Priority) > slices.Index(Priorities(), s.Priority) {
		fresh.Priority, fresh.Reasons = s.Priority, s.Reasons
	}
	if fresh.Priority == s.Priority {
		fresh.Targets, fresh.HeadStartDays = s.Targets, s.HeadStartDays
	}
	if s.Holder != nil {
		fresh.Team = s.Team // whoever has it goes on with it
	}
	if fresh.Priority == s.Priority && fresh.Team == s.Team && slices.Equal(fresh.Reasons, s.Reasons) && sameNeeds(fresh.Needs, s.Needs) {
		return nil
	}
	return &fresh
}

// Current returns the referral with the answers that came after it was sent, also at
// an assessment. The referral as sent is not changed.
func Current(sent Referral, events []Event) Referral {
	current := sent
	current.Answers = maps.Clone(sent.Answers)
	for _, e := range events {
		if assessed, is := e.Change.(*Assess); is && len(assessed.Answered) > 0 {
			maps.Copy(current.Answers, assessed.Answered)
		}
		a, answered := e.Change.(*Answer)
		if !answered {
			continue
		}
		for field, values := range a.Answers {
			if len(values) == 0 {
				delete(current.Answers, field)
			} else {
				current.Answers[field] = values
			}
		}
		current.Facts = a.Facts
	}
	return current
}
