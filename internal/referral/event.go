package referral

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Event is one entry of a case's history: who did what, when, and what changed.
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
	Hash      string    `json:"hash"`     // over everything above
}

// seal writes the detail and the hash.
func (e *Event) seal() error {
	detail, err := json.Marshal(e.Change)
	if err != nil {
		return fmt.Errorf("event %s: %w", e.Name, err)
	}
	e.Detail = string(detail)
	e.Hash, err = e.hash()
	return err
}

func (e Event) hash() (string, error) {
	e.Hash = ""
	document, err := json.Marshal(e)
	if err != nil {
		return "", fmt.Errorf("event %s: %w", e.Name, err)
	}
	sum := sha256.Sum256(document)
	return hex.EncodeToString(sum[:]), nil
}

// Open rebuilds the change of an event that was read from the store. It returns
// an error if the change is of no known kind.
func (e *Event) Open() error {
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
		if e.Version != i+1 || e.Previous != c.Hash {
			return c, strands, fmt.Errorf("%w: version %d at place %d", ErrHistory, e.Version, i+1)
		}
		if hash, err := e.hash(); err != nil || hash != e.Hash {
			return c, strands, fmt.Errorf("%w: hash of version %d", ErrHistory, e.Version)
		}
		if err := e.Open(); err != nil {
			return c, strands, err
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
