package casestore

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"

	"assistive-referrals/internal/referral"
)

const (
	prefixSignIn      = "SIGNIN#"
	sortSignIn   sort = "SIGNIN"
)

// hashed is what stands in a key for a browser's secret.
func hashed(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

func signInKey(secret string) key { return key{partition(prefixSignIn + hashed(secret)), sortSignIn} }

// SignIn is a browser's signed-in state, or the beginning of one.
type SignIn struct {
	Referrer referral.Referrer `json:"person"` // who it is; ID is "" until it is complete
	Roles    []referral.Role   `json:"roles"`
	Skills   []referral.Skill  `json:"skills"`
	IDToken  string            `json:"idToken"`
	// Begun are the sign-ins that have begun and are not complete: one for each tab.
	Begun []BegunSignIn `json:"begun"`
	// Keeps are where forms of this browser are kept that met a sign-in that had
	// timed out: its own and those of the secrets that it had before.
	Keeps   []ParkedFormsKey `json:"keeps"`
	Lapsed  string           `json:"lapsed"` // whose sign-in had timed out when these began
	Began   time.Time        `json:"began"`
	Until   time.Time        `json:"until"`
	Expires int64            `json:"Expires"`
}

// BegunSignIn is what a browser that was sent to the identity provider must bring
// back.
type BegunSignIn struct {
	State    string `json:"state"`
	Nonce    string `json:"nonce"`
	Verifier string `json:"verifier"`
	// ReturnTo is the path to go on to afterwards.
	ReturnTo string    `json:"returnTo"`
	Began    time.Time `json:"began"`
}

// Qualifications are what the person brings to a strand.
func (in SignIn) Qualifications() referral.Qualifications {
	return referral.Qualifications{Roles: in.Roles, Registration: in.Referrer.Registration, Skills: in.Skills}
}

// lapsedLife is how much longer a sign-in is known after it has timed out: a page
// may stay open over a long weekend.
const lapsedLife = 7 * 24 * time.Hour

// ErrSignInOver says that a sign-in has timed out. The sign-in is returned with
// it for a week, so that a form which meets it can be kept for the same person.
var ErrSignInOver = errors.New("the sign-in has timed out")

// KeepSignIn stores a sign-in under the browser's secret, of which only a hash
// is kept, until s.Until. A member of a team is remembered as a colleague.
func (s accounts) KeepSignIn(ctx context.Context, secret string, in SignIn) error {
	in.Expires = in.Until.Add(lapsedLife).Unix()
	if err := s.keep(ctx, signInKey(secret), in); err != nil {
		return err
	}
	return s.keepColleague(ctx, in)
}

// SignIn returns the sign-in of a browser's secret. It returns ErrNotFound if
// there is none, and the sign-in with ErrSignInOver if it has timed out.
func (s accounts) SignIn(ctx context.Context, secret string) (SignIn, error) {
	var in SignIn
	err := s.get(ctx, signInKey(secret), &in)
	if err == nil && !s.now().Before(in.Until) {
		return in, ErrSignInOver
	}
	return in, err
}

// EndSignIn removes a sign-in. What is kept stays.
func (s accounts) EndSignIn(ctx context.Context, secret string) error {
	return wrapped(s.send(ctx, write{key: signInKey(secret), remove: true}), "end a sign-in")
}
