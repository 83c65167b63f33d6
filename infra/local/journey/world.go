package journey

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

// World is where a story happens.
type World interface {
	// Base is the address of the service, without a slash at the end.
	Base() string
	// Transport carries the requests of every browser.
	Transport() http.RoundTripper
	// Now is the world's present instant.
	Now() time.Time
	// Settle lets everything happen that is ready to. It is called after each step.
	Settle(context.Context) error
	// Later lets time pass.
	Later(context.Context, time.Duration) error
	// Hold keeps what a part of the line would deliver from being delivered, until
	// LetGo. Line lists the parts.
	Hold(part string) error
	LetGo(ctx context.Context, part string) error
	// Sent returns every email and text message so far, the first one first.
	Sent(context.Context) ([]Message, error)
	// Mailbox returns the email address of somebody who can sign in, by name.
	Mailbox(name string) (string, error)
	// Check returns what must always hold and does not.
	Check(context.Context) ([]string, error)
}

// Message is an email or text message that was sent.
type Message struct {
	Reference string // our own: the case's, "#", which notification
	Channel   string // "email" or "sms"
	To        string
	Subject   string
	Body      string
}

// CannotHereError says that a world lacks what a step needs. The story is skipped.
type CannotHereError struct{ Why string }

func (e CannotHereError) Error() string { return "cannot here: " + e.Why }

// MainJourney lists the parts of the line that a story can hold.
func MainJourney() []string {
	return []string{"assessments queue", "notifications queue", "stream", "sweep"}
}

// Start is when a story begins unless it says otherwise: a Monday in winter, when
// London's clocks show UTC, with no bank holiday near.
func Start() time.Time { return time.Date(2026, time.November, 23, 10, 0, 0, 0, time.UTC) }

// remote is a world that is only reached over the network.
type remote struct {
	base      string
	transport http.RoundTripper
}

// NewRemote returns the world at an address, such as a deployed system with its
// own sign-in. Its clock cannot be moved and its post cannot be read.
func NewRemote(base string, transport http.RoundTripper) World { return remote{base, transport} }

func (w remote) Base() string                 { return w.base }
func (w remote) Transport() http.RoundTripper { return w.transport }
func (remote) Now() time.Time                 { return time.Now() }
func (remote) Settle(context.Context) error   { return nil }

func (remote) Later(_ context.Context, d time.Duration) error {
	if d == 0 {
		return nil
	}
	return CannotHereError{"the clock of a deployed system cannot be moved"}
}

func (remote) Hold(part string) error {
	return CannotHereError{fmt.Sprintf("the %s of a deployed system cannot be held", part)}
}

func (w remote) LetGo(_ context.Context, part string) error { return w.Hold(part) }

func (remote) Sent(context.Context) ([]Message, error) {
	return nil, CannotHereError{"the post of a deployed system cannot be read"}
}

func (remote) Mailbox(string) (string, error) {
	return "", CannotHereError{"the post of a deployed system cannot be read"}
}

func (remote) Check(context.Context) ([]string, error) { return nil, nil }
