package casestore

import (
	"context"
	"slices"
	"strings"
	"time"

	"assistive-referrals/internal/referral"
)

const prefixColleagues = "COLLEAGUES#"

func colleagueKey(team referral.Team, who string) key {
	return key{partition(prefixColleagues + string(team)), sort(who)}
}

// Colleague is a member of a team that has a worklist, as they last signed in.
type Colleague struct {
	referral.Actor
	referral.Qualifications
	Email   string `json:"email"`
	Expires int64  `json:"Expires"`
	// Away is the first day on which they are back at work; "" if they are not away.
	Away referral.Date `json:"-"`
}

// colleagueLife is how long somebody counts as one of a team who has not signed in.
const colleagueLife = 90 * 24 * time.Hour

// keepColleague remembers who signed in, so that work can be given to them.
func (s accounts) keepColleague(ctx context.Context, in SignIn) error {
	team := referral.Team(in.Referrer.Team)
	if in.Referrer.ID == "" || team.Label() == "" {
		return nil
	}
	return s.keep(ctx, colleagueKey(team, in.Referrer.ID), Colleague{
		Actor: in.Referrer.Actor, Qualifications: in.Qualifications(), Email: in.Referrer.Email, Expires: s.now().Add(colleagueLife).Unix(),
	})
}

// Colleagues returns the members of a team who signed in lately, by name.
func (s accounts) Colleagues(ctx context.Context, team referral.Team) ([]Colleague, error) {
	var all []Colleague
	away := map[string]referral.Date{}
	err := s.each(ctx, colleagueKey(team, "").PK, "", func(k sort, i item) error {
		if who, noted := whoIsAway(k); noted {
			var a Away
			err := decode(i, &a)
			away[who] = a.at(s.now())
			return err
		}
		var c Colleague
		if err := decode(i, &c); err != nil {
			return err
		}
		if c.Expires > s.now().Unix() {
			all = append(all, c)
		}
		return nil
	})
	for i := range all {
		all[i].Away = away[all[i].ID]
	}
	slices.SortFunc(all, func(a, b Colleague) int { return strings.Compare(a.Name, b.Name) })
	return all, err
}
