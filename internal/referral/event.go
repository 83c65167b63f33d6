package referral

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Event is one entry of a case's history: who did what, when, and what changed. What
// is stored of it is its Seal; Open reads everything else from there.
type Event struct {
	Reference Reference `json:"reference"`
	Version   int       `json:"version"`           // 1 for the first; no gaps
	Strand    Kind      `json:"strand"`            // "" where the event is about the whole case
	Touched   []Kind    `json:"touched,omitempty"` // the strands that such an event changed
	At        time.Time `json:"at"`
	By        Actor     `json:"by"`
	Request   string    `json:"request"` // the identifier of the request that asked for it
	Name      string    `json:"name"`
	Change    Recorded  `json:"-"`
	Detail    string    `json:"detail"`   // the change as JSON
	Previous  string    `json:"previous"` // hash of the event before; "" for the first
	Seal
}

// Open rebuilds an event that was read from the store, and its change. It returns an
// error if the change is of no known kind.
func (e *Event) Open() error {
	if e.Form == form2 {
		if err := e.unseal(); err != nil {
			return fmt.Errorf("event %s %d: %w", e.Reference, e.Version, err)
		}
	}
	for _, empty := range changes() {
		if empty().Name() != e.Name {
			continue
		}
		change := empty()
		if err := json.Unmarshal([]byte(e.Detail), change); err != nil {
			return fmt.Errorf("event %s %d: %w", e.Reference, e.Version, err)
		}
		e.Change = change
		return nil
	}
	return fmt.Errorf("event %s %d: unknown change %q", e.Reference, e.Version, e.Name)
}

// ErrHistory says that a history is not whole: a version is missing or doubled,
// or its chain of hashes is broken.
var ErrHistory = errors.New("history does not hold together")

// Replay rebuilds a case and its strands from its whole history, in order, and
// verifies versions and hashes on the way. It returns ErrHistory if they fail.
func Replay(events []Event) (Case, map[Kind]Strand, error) {
	return ReplayEach(events, func(Event, Strand) {})
}

// ReplayEach is Replay, and tells of each event how it left each strand that it
// changed.
func ReplayEach(events []Event, tell func(Event, Strand)) (Case, map[Kind]Strand, error) {
	var c Case
	strands := map[Kind]Strand{}
	for i, e := range events {
		if err := e.verify(); err != nil {
			return c, strands, fmt.Errorf("%w: hash of version %d: %w", ErrHistory, i+1, err)
		}
		if err := e.Open(); err != nil {
			return c, strands, err
		}
		if e.Version != i+1 || e.Previous != c.Hash {
			return c, strands, fmt.Errorf("%w: version %d at place %d", ErrHistory, e.Version, i+1)
		}
		if sent, ok := e.Change.(*Send); ok {
			c, strands = sent.open(e)
			for _, kind := range c.Kinds {
				tell(e, strands[kind])
			}
			continue
		}
		if e.Strand == "" && len(c.Kinds) == 0 {
			return c, strands, fmt.Errorf("%w: version %d is of no case", ErrHistory, e.Version)
		}
		var about []*Strand
		for _, kind := range e.About() {
			s, ok := strands[kind]
			if !ok {
				return c, strands, fmt.Errorf("%w: version %d is of an unknown strand", ErrHistory, e.Version)
			}
			about = append(about, &s)
		}
		c.follow(e, about...)
		for _, s := range about {
			strands[s.Kind] = *s
			tell(e, *s)
		}
	}
	return c, strands, nil
}

// About returns the strands that an event changed.
func (e Event) About() []Kind {
	if e.Strand != "" {
		return []Kind{e.Strand}
	}
	return e.Touched
}
