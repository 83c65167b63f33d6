package casestore

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"assistive-referrals/internal/referral"
)

// SignIn is a browser's signed-in state, or the beginning of one.
type SignIn struct {
	Referrer referral.Referrer `json:"person"` // who it is; ID is "" until it is complete
	Roles    []referral.Role   `json:"roles"`
	Skills   []referral.Skill  `json:"skills"`
	IDToken  string            `json:"idToken"`
	// State, Nonce and Verifier belong to a sign-in that has begun.
	State    string `json:"state"`
	Nonce    string `json:"nonce"`
	Verifier string `json:"verifier"`
	// ReturnTo is the path to go on to afterwards.
	ReturnTo string    `json:"returnTo"`
	Began    time.Time `json:"began"`
	Until    time.Time `json:"until"`
	Expires  int64     `json:"Expires"`
}

// Qualifications are what the person brings to a strand.
func (in SignIn) Qualifications() referral.Qualifications {
	return referral.Qualifications{Roles: in.Roles, Registration: in.Referrer.Registration, Skills: in.Skills}
}

// ErrSignInOver says that a sign-in has timed out. The sign-in is returned with
// it for a day, so that a form which meets it can be kept for the same person.
var ErrSignInOver = errors.New("the sign-in has timed out")

// KeepSignIn stores a sign-in under the browser's secret, of which only a hash
// is kept, until s.Until. A member of a team is remembered as a colleague.
func (s *Store) KeepSignIn(ctx context.Context, secret string, in SignIn) error {
	in.Expires = in.Until.Add(24 * time.Hour).Unix()
	if err := s.putPlain(ctx, signInKey(secret), in); err != nil {
		return err
	}
	return s.keepColleague(ctx, in)
}

// SignIn returns the sign-in of a browser's secret. It returns ErrNotFound if
// there is none, and the sign-in with ErrSignInOver if it has timed out.
func (s *Store) SignIn(ctx context.Context, secret string) (SignIn, error) {
	var in SignIn
	err := s.get(ctx, signInKey(secret), &in)
	if err == nil && !s.now().Before(in.Until) {
		return in, ErrSignInOver
	}
	return in, err
}

// EndSignIn removes a sign-in and what was kept with it.
func (s *Store) EndSignIn(ctx context.Context, secret string) error {
	w := writer{store: s}
	w.add(deletion(s.table, signInKey(secret)), nil)
	w.add(deletion(s.table, keptKey(secret)), nil)
	if _, err := s.client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: w.writes}); err != nil {
		return fmt.Errorf("end a sign-in: %w", err)
	}
	return nil
}

// KeptRequest is a form that met a sign-in that had timed out.
type KeptRequest struct {
	Who     string    `json:"who"` // whose it was; nobody else may continue it
	Path    string    `json:"path"`
	Body    string    `json:"body"`
	Until   time.Time `json:"until"`
	Expires int64     `json:"Expires"`
}

// KeepRequest stores a form under the browser's secret until k.Until.
func (s *Store) KeepRequest(ctx context.Context, secret string, k KeptRequest) error {
	k.Expires = k.Until.Unix()
	return s.putPlain(ctx, keptKey(secret), k)
}

// KeptRequest returns the kept form, or ErrNotFound if there is none or its time is over.
func (s *Store) KeptRequest(ctx context.Context, secret string) (KeptRequest, error) {
	var k KeptRequest
	err := s.get(ctx, keptKey(secret), &k)
	if err == nil && !s.now().Before(k.Until) {
		return KeptRequest{}, ErrNotFound
	}
	return k, err
}

func (s *Store) putPlain(ctx context.Context, k key, value any) error {
	encoded, err := encode(k, value)
	if err != nil {
		return err
	}
	if _, err := s.client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &s.table, Item: encoded}); err != nil {
		return fmt.Errorf("keep %s: %w", k.SK, err)
	}
	return nil
}

func deletion(table string, k key) types.TransactWriteItem {
	return types.TransactWriteItem{Delete: &types.Delete{TableName: aws.String(table), Key: k.item()}}
}
