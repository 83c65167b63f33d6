package invariant

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/waits"
	"assistive-referrals/internal/workingtime"
)

// look is a strand as it was from one event to the next.
type look struct {
	from, to time.Time // to is zero for how it is now
	strand   referral.Strand
	event    referral.Event
}

// looks replays a case and returns how each of its strands was, one after the other.
func looks(r *record) ([][]look, error) {
	byKind := map[referral.Kind][]look{}
	for i, e := range r.events {
		_, strands, err := referral.Replay(r.events[:i+1])
		if err != nil {
			return nil, err
		}
		for kind, s := range strands {
			if e.Version > 1 && !slices.Contains(e.About(), kind) {
				continue
			}
			before := byKind[kind]
			if len(before) > 0 {
				before[len(before)-1].to = e.At
			}
			byKind[kind] = append(before, look{from: e.At, strand: s, event: e})
		}
	}
	return slices.Collect(maps.Values(byKind)), nil
}

// days holds that what a team's closed days and its standing say is what follows from
// all histories: counted here strand by strand and day by day, and not by movements.
func (c *checker) days(ctx context.Context) error {
	var all [][]look
	for _, r := range c.inOrder() {
		strands, err := looks(r)
		if err != nil {
			return nil // history says so
		}
		all = append(all, strands...)
	}
	now := c.system.Cloud.Now()
	for _, team := range referral.Teams() {
		book, err := c.system.Store().Waits(ctx, team, "2000-01-01")
		if err != nil {
			return err
		}
		// A day is closed an hour after its end, by the next sweep.
		if last := book.Last().Date; last != waits.Date(now) {
			c.say(DaysCounted, string(team), "the last day of its book is %s", last)
		}
		if asOf := c.standings[team]; asOf < waits.Date(now.Add(-75*time.Minute).In(workingtime.London()).AddDate(0, 0, -1)) && asOf != "" {
			c.say(DaysCounted, string(team), "no day after %s is closed", asOf)
		}
		for i, day := range book.Days {
			if i > 0 && day.Date != waits.Next(book.Days[i-1].Date) {
				c.say(DaysCounted, string(team), "%s follows %s", day.Date, book.Days[i-1].Date)
			}
			want := waits.Day{Team: team, Date: day.Date, Flows: waits.Counts{}, Closing: waits.Counts{}}
			for _, strand := range all {
				countDay(&want, strand, now)
			}
			c.sameCounts(fmt.Sprintf("%s of %s, what happened", day.Date, team), day.Flows, want.Flows)
			c.sameCounts(fmt.Sprintf("%s of %s, at its end", day.Date, team), day.Closing, want.Closing)
		}
	}
	return nil
}

func (c *checker) sameCounts(about string, stored, counted waits.Counts) {
	for _, key := range slices.Sorted(maps.Keys(merge(stored, counted))) {
		if stored[key] != counted[key] {
			c.say(DaysCounted, about, "%s is %d, and the history says %d", key, stored[key], counted[key])
		}
	}
}

func merge(a, b waits.Counts) waits.Counts {
	all := maps.Clone(a)
	if all == nil {
		all = waits.Counts{}
	}
	maps.Copy(all, b)
	return all
}

func inTeam(s referral.Strand, team referral.Team) bool { return s.Team == team && !s.State.Final() }

// countDay adds what one strand was and did on a day in a team.
func countDay(day *waits.Day, strand []look, now time.Time) {
	begins, _ := day.Date.In(workingtime.London())
	ends := begins.AddDate(0, 0, 1)
	if ends.After(now) {
		ends = now.Add(time.Millisecond)
	}
	if !strand[0].from.Before(ends) {
		return
	}
	add := func(counts waits.Counts, parts ...string) {
		k := ""
		for i, p := range parts {
			if i > 0 {
				k += "/"
			}
			k += p
		}
		counts[k]++
	}
	today := func(t time.Time) bool { return !t.Before(begins) && t.Before(ends) }
	var before referral.Strand
	for i, l := range strand {
		if !l.from.Before(ends) {
			break
		}
		s := l.strand
		if today(l.from) {
			countEvent(day, before, s, l.event, add)
		}
		// A target that passes while it is the next one, or is the next one when it has
		// passed.
		if due, runs := s.ClockRuns(); runs && inTeam(s, day.Team) {
			late := due
			if late.Before(l.from) {
				late = l.from
			}
			over := l.to.IsZero() || l.to.After(due)
			wasDue, wasRuns := before.ClockRuns()
			already := wasRuns && wasDue.Before(l.from) && (stepOf(before) == stepOf(s) || !inTeam(before, day.Team))
			elsewhere := i > 0 && !inTeam(before, day.Team) && due.Before(l.from)
			if over && !(due.Before(l.from) && (already || elsewhere)) && today(late) {
				add(day.Flows, "missed", string(stepOf(s)), string(s.Priority))
			}
		}
		if l.to.IsZero() || !l.to.Before(ends) {
			countOpen(day, s, ends, add)
		}
		before = s
	}
}

// countEvent adds what one event did.
func countEvent(day *waits.Day, was, is referral.Strand, e referral.Event, add func(waits.Counts, ...string)) {
	team, calendar, priority := day.Team, workingtime.England(), string(is.Priority)
	if !inTeam(was, team) && inTeam(is, team) && is.State != referral.InPlace {
		add(day.Flows, "came", priority)
	}
	if inTeam(was, team) && is.State.Final() {
		add(day.Flows, "ended", string(was.Priority))
	}
	reached := func(step waits.Step, from, at, target time.Time) {
		add(day.Flows, string(step), priority, strconv.Itoa(max(0, calendar.Between(from, at))))
		if !target.IsZero() && at.After(target) {
			add(day.Flows, "late", string(step), priority)
		}
	}
	with := is.Team == team || inTeam(was, team)
	if at, is2 := is.FirstContact(); with && is2 {
		if _, before := was.FirstContact(); !before {
			reached(waits.Contact, is.Started(), at, is.Targets.Contact)
		}
	}
	if with && is.Assessment != nil && was.Assessment == nil {
		reached(waits.Assessed, is.Started(), is.Assessment.Made(), is.Targets.Assessed)
	}
	if with && is.Decision != nil && was.Decision == nil {
		reached(waits.Decided, is.Started(), is.Decision.At, time.Time{})
	}
	if with && was.InPlaceAt.IsZero() && !is.InPlaceAt.IsZero() {
		at := e.At
		if on, ok := e.Change.(*referral.PutInPlace).On.In(workingtime.London()); ok && workingtime.Days(on, e.At) != 0 {
			at = on.Add(12 * time.Hour)
		}
		reached(waits.InPlace, is.Started(), at, is.Targets.InPlace)
		reached(waits.Arranged, is.Decision.At, at, is.Targets.InPlace)
	}
	if !inTeam(was, team) && !inTeam(is, team) {
		return
	}
	if is.State.StopsClock() && !was.State.StopsClock() {
		add(day.Flows, "stopped", stageOf(is))
	}
	if since, paused := was.Paused(); paused && was.State.StopsClock() && !is.State.StopsClock() {
		add(day.Flows, "resumed", stageOf(was), strconv.Itoa(calendar.Between(since, e.At)))
	}
}

// countOpen adds a strand that was with the team at the end of the day.
func countOpen(day *waits.Day, s referral.Strand, ends time.Time, add func(waits.Counts, ...string)) {
	if !inTeam(s, day.Team) {
		return
	}
	band, noon := 0, ends.Add(-time.Hour)
	for i, from := range []int{0, 7, 14, 28, 56} {
		if workingtime.Days(s.Received, noon) >= from {
			band = i
		}
	}
	add(day.Closing, stageOf(s), string(s.Priority), strconv.Itoa(band))
	if due, runs := s.ClockRuns(); runs && due.Before(ends) {
		add(day.Closing, "overdue", string(stepOf(s)), string(s.Priority))
	}
}

// stageOf is the list that a strand is on, or will be in a moment.
func stageOf(s referral.Strand) string {
	if list, on := casestore.ListOf(s); on {
		return string(list)
	}
	if s.State == referral.Received || s.State == referral.Triaged {
		return string(casestore.ListWaiting)
	}
	return string(casestore.ListClaimed)
}

func stepOf(s referral.Strand) waits.Step {
	switch _, contacted := s.FirstContact(); {
	case s.State == referral.Collecting:
		return waits.Collected
	case s.Decision != nil || s.State == referral.AwaitingApproval:
		return waits.InPlace
	case s.Assessment != nil:
		return waits.Decided
	case contacted:
		return waits.Assessed
	}
	return waits.Contact
}
