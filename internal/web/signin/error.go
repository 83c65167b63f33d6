package signin

import (
	"errors"

	"golang.org/x/oauth2"
)

// Kind says what can be done about an Error.
type Kind string

const (
	Refused     Kind = "refused"     // this sign-in cannot be completed: begin again
	Unavailable Kind = "unavailable" // the provider cannot be used just now: try later
	Unsupported Kind = "unsupported" // the provider does not offer it: do without
)

// Error is the one error that a Provider's calls return. Its text is for logs,
// and names nobody.
type Error struct {
	Kind  Kind
	why   string
	cause error
}

func (e *Error) Error() string {
	text := "signin: " + string(e.Kind) + ": " + e.why
	if e.cause != nil {
		text += ": " + e.cause.Error()
	}
	return text
}

// Unwrap returns what lay beneath, if anything did.
func (e *Error) Unwrap() error { return e.cause }

func refused(why string, cause error) *Error {
	return &Error{Kind: Refused, why: why, cause: cause}
}

func unavailable(why string, cause error) *Error {
	return &Error{Kind: Unavailable, why: why, cause: cause}
}

// exchangeError tells a code that was refused from a provider that could not
// answer, or that no longer knows this client.
func exchangeError(err error) *Error {
	if said, ok := errors.AsType[*oauth2.RetrieveError](err); ok && said.ErrorCode == "invalid_grant" {
		return refused("the provider refused the code", err)
	}
	return unavailable("the code cannot be exchanged", err)
}
