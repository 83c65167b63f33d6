package referral

import "errors"

// ErrRefused is behind every error that a rule of this package gives: what was
// asked for is not allowed as things stand. Its text is for people.
var ErrRefused = errors.New("refused")

// Refusal is a rule's "no", in words for the person who asked.
type Refusal struct{ Reason string }

func (r Refusal) Error() string { return r.Reason }

// Unwrap makes errors.Is(err, ErrRefused) hold.
func (r Refusal) Unwrap() error { return ErrRefused }

func refuse(reason string) error { return Refusal{Reason: reason} }
