package referral

import (
	"encoding/json"
	"fmt"
	"time"
)

// eventForm1 is an event as it was hashed before there were forms: its JSON, with no
// hash in it. It and actorForm1 are copies that never change, whatever becomes of
// Event and Actor: histories were written with them.
type eventForm1 struct {
	Reference string     `json:"reference"`
	Version   int        `json:"version"`
	Strand    string     `json:"strand"`
	Touched   []string   `json:"touched,omitempty"`
	At        time.Time  `json:"at"`
	By        actorForm1 `json:"by"`
	Request   string     `json:"request"`
	Name      string     `json:"name"`
	Detail    string     `json:"detail"`
	Previous  string     `json:"previous"`
	Hash      string     `json:"hash"`
}

type actorForm1 struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Role string `json:"role"`
}

func (e Event) verifyForm1() error {
	was := eventForm1{
		Reference: string(e.Reference), Version: e.Version, Strand: string(e.Strand), At: e.At,
		By:      actorForm1{ID: e.By.ID, Name: e.By.Name, Role: string(e.By.Role)},
		Request: e.Request, Name: e.Name, Detail: e.Detail, Previous: e.Previous,
	}
	for _, kind := range e.Touched {
		was.Touched = append(was.Touched, string(kind))
	}
	document, err := json.Marshal(was)
	if err != nil {
		return fmt.Errorf("encode the event: %w", err)
	}
	if hashOf(document) != e.Hash {
		return errHash
	}
	return nil
}
