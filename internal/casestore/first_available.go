package casestore

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"assistive-referrals/internal/referral"
)

// ErrNoneLeft says that of some strands none is any more as a list showed it.
var ErrNoneLeft = errors.New("none of them is left")

// ErrContention says that others were quicker each time, and strands are left.
var ErrContention = errors.New("others were quicker each time")

// Candidate is a strand that a request may change, as a list showed it.
type Candidate struct {
	Reference referral.Reference
	Kind      referral.Kind
	Version   int
	Why       string // a code, kept with what was chosen
}

// races is how many races a request loses before it gives up.
const races = 10

// UpdateFirstAvailable changes the first of some strands that is still as a list showed it,
// and returns which. A request chooses once: sent again, UpdateFirstAvailable returns
// ErrDoneBefore. It returns ErrNoneLeft if others changed all of them, and ErrContention
// if it lost one race after the other.
//
// Whoever loses a race for the first waits a little, each for a time of their own,
// and then looks at several at once, which of them are still to be had: so people who
// press together neither fight for each one in turn nor walk past what is gone one
// by one. What is changed was untouched until then, and no better one was: see
// infra/decisions/0021.
func (s *Store) UpdateFirstAvailable(ctx context.Context, by referral.Actor, request string, among []Candidate,
	decide func(referral.Case, referral.Strand) (referral.Change, error)) (Selection, error) {
	for lost := 0; lost < races; {
		left, strand, err := stillAsListed(ctx, s.db, among, 1+2*lost)
		if err != nil {
			return Selection{}, err
		}
		if len(left) == 0 {
			return Selection{}, ErrNoneLeft
		}
		var c referral.Case
		if err := s.get(ctx, caseKey(left[0].Reference), &c); err != nil {
			return Selection{}, err
		}
		chosen := Selection{Reference: left[0].Reference, Kind: left[0].Kind, Why: left[0].Why}
		_, err = s.updateOnce(ctx, StrandRevision{
			Reference: chosen.Reference, Kind: chosen.Kind, Version: left[0].Version, By: by, Request: request, selects: &chosen,
		}, c, strand, decide)
		_, lostRace := errors.AsType[lostError](err)
		switch {
		case err == nil:
			return chosen, nil
		case errors.Is(err, referral.ErrRefused):
			among = left[1:]
			continue
		case !lostRace:
			return Selection{}, err
		}
		if err := backOff(ctx, lost); err != nil {
			return Selection{}, err
		}
		lost++
		among = left
	}
	return Selection{}, ErrContention
}

// stillAsListed reads the first of some strands that nobody has changed, and leaves
// out those before it. It looks at so many at once, and at twice as many where all of
// those are gone. None is left if others have changed all of them.
func stillAsListed(ctx context.Context, d db, among []Candidate, looks int) ([]Candidate, referral.Strand, error) {
	for ; len(among) > 0; looks *= 2 {
		ahead := among[:min(looks, mostLooked, len(among))]
		now, err := strandsNow(ctx, d, ahead)
		if err != nil {
			return nil, referral.Strand{}, err
		}
		for n, c := range ahead {
			if is, there := now[c]; there && is.Version == c.Version {
				return among[n:], is, nil
			}
		}
		among = among[len(ahead):]
	}
	return nil, referral.Strand{}, nil
}

// mostLooked is how many strands are looked at at once.
const mostLooked = 16

// backOff waits before a lost race is entered again, up to twice as long each time.
// Each waits for a time of their own: whoever lost together would otherwise meet
// again at the next.
func backOff(ctx context.Context, lost int) error {
	return wait(ctx, rand.N(min(spreadOver<<lost, spreadMost)))
}

// spreadOver is over how long those who lost a race for the first time spread: a few
// times what a look and a change take, so that two seldom meet again.
const (
	spreadOver = 160 * time.Millisecond
	spreadMost = 8 * spreadOver
)

// StrandsNow reads strands as they are now, consistently and in one call. At most a
// hundred are asked for; one that there is not is missing.
func (s *Store) StrandsNow(ctx context.Context, of []Candidate) (map[Candidate]referral.Strand, error) {
	return strandsNow(ctx, s.db, of)
}

func strandsNow(ctx context.Context, d db, of []Candidate) (map[Candidate]referral.Strand, error) {
	keys := make([]key, len(of))
	for n, c := range of {
		keys[n] = strandKey(c.Reference, c.Kind)
	}
	found, err := d.getMany(ctx, keys)
	if err != nil {
		return nil, err
	}
	now := map[Candidate]referral.Strand{}
	for n, c := range of {
		stored, there := found[keys[n]]
		if !there {
			continue
		}
		var record strandRecord
		if err := decode(stored, &record); err != nil {
			return nil, err
		}
		now[c] = record.Strand
	}
	return now, nil
}
