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
func (s *Store) KeepSignIn(ctx context.Context, secret string, in SignIn) error {
	in.Expires = in.Until.Add(lapsedLife).Unix()
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

// EndSignIn removes a sign-in. What is kept stays.
func (s *Store) EndSignIn(ctx context.Context, secret string) error {
	_, err := s.client.DeleteItem(ctx, &dynamodb.DeleteItemInput{TableName: &s.table, Key: signInKey(secret).item()})
	if err != nil {
		return fmt.Errorf("end a sign-in: %w", err)
	}
	return nil
}

// ParkedFormsKey is where forms of a browser are kept. It gives nothing away of the
// browser's secret.
type ParkedFormsKey string

// ParkedFormsKeyOf returns where the forms of a browser with that secret are kept.
func ParkedFormsKeyOf(secret string) ParkedFormsKey { return ParkedFormsKey(signInHash(secret)) }

// ParkedForm is a form that met a sign-in that had timed out.
type ParkedForm struct {
	ID        string         `json:"id"`
	Who       string         `json:"who"` // whose it was: nobody else may continue it; "" if that is not known
	Path      string         `json:"path"`
	Body      string         `json:"body"`
	Parked    time.Time      `json:"kept"`
	Continued bool           `json:"continued"` // it was sent again
	Until     time.Time      `json:"until"`
	Expires   int64          `json:"Expires"`
	In        ParkedFormsKey `json:"in"` // where it is kept
}

// ParkForm stores a form where k.In says, until k.Until.
func (s *Store) ParkForm(ctx context.Context, k ParkedForm) error {
	k.Expires = k.Until.Unix()
	return s.putPlain(ctx, parkedKey(k.In, k.ID), k)
}

// ParkedForms returns the forms that are kept in those places and whose time is
// not over.
func (s *Store) ParkedForms(ctx context.Context, in []ParkedFormsKey) ([]ParkedForm, error) {
	var all []ParkedForm
	for _, keep := range in {
		err := s.everyPage(ctx, parkedKey(keep, "").PK, prefixParked, func(i item) error {
			var k ParkedForm
			err := decode(i, &k)
			if s.now().Before(k.Until) {
				all = append(all, k)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// DropParkedForms removes the forms that are kept in those places.
func (s *Store) DropParkedForms(ctx context.Context, in []ParkedFormsKey) error {
	all, err := s.ParkedForms(ctx, in)
	if err != nil {
		return err
	}
	for _, k := range all {
		if _, err := s.client.DeleteItem(ctx, &dynamodb.DeleteItemInput{TableName: &s.table, Key: parkedKey(k.In, k.ID).item()}); err != nil {
			return fmt.Errorf("forget a form: %w", err)
		}
	}
	return nil
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
