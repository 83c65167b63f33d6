package casestore

import (
	"context"
	"fmt"
	"strings"
	"time"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/workingtime"
)

const prefixAway = "AWAY#"

func awayKey(team referral.Team, who string) key {
	return key{colleagueKey(team, "").PK, sort(prefixAway + who)}
}

// Away is that a member of a team is away from work. Why is nobody's business here.
type Away struct {
	Until   referral.Date  `json:"until"` // the first day back at work
	By      referral.Actor `json:"by"`    // who said so
	At      time.Time      `json:"at"`
	Expires int64          `json:"Expires"`
}

// SetAway notes that a member of a team is away until a date, in place of what was
// noted before. Without a date they are at work.
func (s accounts) SetAway(ctx context.Context, team referral.Team, who string, until referral.Date, by referral.Actor) error {
	if until == "" {
		return wrapped(s.send(ctx, write{key: awayKey(team, who), remove: true}), "note who is at work")
	}
	back, ok := until.In(workingtime.London())
	if !ok {
		return fmt.Errorf("note who is away: %q is no date", until)
	}
	return s.keep(ctx, awayKey(team, who), Away{Until: until, By: by, At: s.now().UTC(), Expires: back.Add(24 * time.Hour).Unix()})
}

// AwayUntil returns the first day on which a member of a team is back at work, or ""
// if they are not away.
func (s accounts) AwayUntil(ctx context.Context, team referral.Team, who string) (referral.Date, error) {
	var a Away
	err := s.get(ctx, awayKey(team, who), &a)
	if IsNotFound(err) {
		return "", nil
	}
	return a.at(s.now()), err
}

// at returns until when somebody is away, seen from an instant; "" if they are back.
func (a Away) at(now time.Time) referral.Date {
	if string(a.Until) <= now.In(workingtime.London()).Format(time.DateOnly) {
		return ""
	}
	return a.Until
}

// whoIsAway tells whose absence an item of a team's partition notes, if it does.
func whoIsAway(k sort) (string, bool) { return strings.CutPrefix(string(k), prefixAway) }
