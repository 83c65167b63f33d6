package casestore

import (
	"context"
	"fmt"
	"time"
)

const prefixParked = "KEPT#"

// ParkedFormsKey is where forms of a browser are kept. It gives nothing away of the
// browser's secret.
type ParkedFormsKey string

// ParkedFormsKeyOf returns where the forms of a browser with that secret are kept.
func ParkedFormsKeyOf(secret string) ParkedFormsKey { return ParkedFormsKey(hashed(secret)) }

func parkedKey(in ParkedFormsKey, id string) key {
	return key{partition(prefixSignIn + string(in)), sort(prefixParked + id)}
}

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
func (s accounts) ParkForm(ctx context.Context, k ParkedForm) error {
	k.Expires = k.Until.Unix()
	return s.keep(ctx, parkedKey(k.In, k.ID), k)
}

// ParkedForms returns the forms that are kept in those places and whose time is
// not over.
func (s accounts) ParkedForms(ctx context.Context, in []ParkedFormsKey) ([]ParkedForm, error) {
	var open []ParkedForm
	for _, keep := range in {
		kept, err := all[ParkedForm](ctx, s.db, parkedKey(keep, "").PK, prefixParked)
		if err != nil {
			return nil, err
		}
		for _, k := range kept {
			if s.now().Before(k.Until) {
				open = append(open, k)
			}
		}
	}
	return open, nil
}

// DropParkedForms removes the forms that are kept in those places.
func (s accounts) DropParkedForms(ctx context.Context, in []ParkedFormsKey) error {
	kept, err := s.ParkedForms(ctx, in)
	if err != nil {
		return err
	}
	for _, k := range kept {
		if err := s.send(ctx, write{key: parkedKey(k.In, k.ID), remove: true}); err != nil {
			return fmt.Errorf("forget a form: %w", err)
		}
	}
	return nil
}
