// Package sample lays down made-up cases to look at: dated over the months before
// now, in every state and of every age, and played through the real line on the
// double's clock, so that what is still open has its execution and its token.
//
// The generator is seeded: every start on an empty system gives the same people
// and stories, moved to today. Nobody in it exists.
package sample

import (
	"container/heap"
	"context"
	crand "crypto/rand"
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"time"

	"assistive-referrals/infra/local"
	"assistive-referrals/infra/local/identity"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/waits"
	"assistive-referrals/internal/workingtime"
)

// Cases is how many cases there are.
const Cases = 250

// year is how many days the cases go back, and span for how long the clock is set
// back to lay them down.
const (
	year = 365
	span = (year + 3) * 24 * time.Hour
)

// Fill lays down the cases if the system holds none, and returns how many it
// laid down. While it runs the clock goes from the past to now.
func Fill(ctx context.Context, system *local.System) (int, error) {
	f := &filler{
		system: system, store: system.Store(), random: rand.New(rand.NewPCG(2026, 11)), rules: system.Rules,
	}
	f.meet(system.Staff)
	page, err := f.store.Sent(ctx, f.referrers[0].ID, "", 1)
	if err != nil || len(page.Entries) > 0 {
		return 0, err
	}
	f.now = system.Cloud.Now()
	if err := system.Cloud.Rewind(span); err != nil {
		return 0, err
	}
	// Much is made and thrown away here, so it is collected less often meanwhile.
	defer debug.SetGCPercent(debug.SetGCPercent(1000))
	err = system.Batch(func() error {
		f.planSweeps()
		for n := range Cases {
			f.plan(n)
		}
		if err := f.play(ctx); err != nil {
			return err
		}
		return f.today(ctx, system.Staff)
	})
	return Cases, err
}

// filler plans what happens when, and makes it happen in that order.
type filler struct {
	system *local.System
	store  *casestore.Store
	random *rand.Rand
	rules  referral.Rules
	now    time.Time // the real one, at which the sample ends
	due    agenda

	referrers     []referral.Referrer
	practitioners map[referral.Team][]referral.Actor
	brings        map[string]referral.Qualifications // by who it is
	manager       referral.Actor
	handedOn      int // how many decisions about equipment are the last of their story
}

// meet finds the staff by what they do.
func (f *filler) meet(staff []identity.Person) {
	f.practitioners, f.brings = map[referral.Team][]referral.Actor{}, map[string]referral.Qualifications{}
	for _, p := range staff {
		actor := referral.Actor{ID: p.ID, Name: p.Name, Role: referral.Role(p.Roles[0])}
		switch actor.Role {
		case referral.SocialWorker, referral.HospitalDischarge, referral.TrustedAssessor:
			f.referrers = append(f.referrers, referral.Referrer{
				Actor: actor, Team: p.Team, Email: p.Email, Telephone: p.Telephone, Registration: p.Registration,
			})
		}
		brings := referral.Qualifications{Roles: []referral.Role{actor.Role}, Registration: p.Registration}
		for _, skill := range p.Skills {
			brings.Skills = append(brings.Skills, referral.Skill(skill))
		}
		f.brings[p.ID] = brings
		if actor.Role == referral.TeamManager && f.manager.ID == "" {
			f.manager = actor
		}
		if actor.Role != referral.TeamManager {
			f.practitioners[referral.Team(p.Team)] = append(f.practitioners[referral.Team(p.Team)], actor)
		}
	}
}

// deed is one thing that somebody does at a time.
type deed struct {
	at    time.Time
	order int // of planning, for those at the same time
	do    func(context.Context) error
}

// agenda is the deeds to come, the next one first.
type agenda []deed

func (a agenda) Len() int { return len(a) }
func (a agenda) Less(i, j int) bool {
	if a[i].at.Equal(a[j].at) {
		return a[i].order < a[j].order
	}
	return a[i].at.Before(a[j].at)
}
func (a agenda) Swap(i, j int) { a[i], a[j] = a[j], a[i] }

// Push implements heap.Interface.
func (a *agenda) Push(d any) { *a = append(*a, d.(deed)) }

// Pop implements heap.Interface.
func (a *agenda) Pop() any {
	last := len(*a) - 1
	d := (*a)[last]
	*a = (*a)[:last]
	return d
}

func (f *filler) at(t time.Time, do func(context.Context) error) {
	heap.Push(&f.due, deed{at: t, order: f.due.Len(), do: do})
}

// play moves the clock from deed to deed, and at last to where it was.
func (f *filler) play(ctx context.Context) error {
	cloud := f.system.Cloud
	left := span
	for f.due.Len() > 0 {
		next := heap.Pop(&f.due).(deed)
		if wait := next.at.Sub(cloud.Now()); wait > 0 {
			if err := cloud.Advance(ctx, wait); err != nil {
				return err
			}
			left -= wait
		}
		if err := next.do(ctx); err != nil {
			return fmt.Errorf("sample deed at %s: %w", next.at.Format(time.RFC3339), err)
		}
		if err := cloud.Settle(ctx); err != nil {
			return err
		}
	}
	return cloud.Advance(ctx, left)
}

// today has everybody of a team signed in, so that work can be given to them, but for
// one who is away.
func (f *filler) today(ctx context.Context, staff []identity.Person) error {
	for _, p := range staff {
		brings := f.brings[p.ID]
		in := casestore.SignIn{
			Referrer: referral.Referrer{
				Actor: referral.Actor{ID: p.ID, Name: p.Name, Role: brings.Roles[0]}, Team: p.Team, Email: p.Email, Telephone: p.Telephone, Registration: p.Registration,
			},
			Roles: brings.Roles, Skills: brings.Skills, Began: f.now, Until: f.now,
		}
		if err := f.store.KeepSignIn(ctx, crand.Text(), in); err != nil {
			return err
		}
	}
	away, manager := staff[4], staff[10]
	return f.store.SetAway(ctx, referral.Team(away.Team), away.ID, waits.Date(f.now.AddDate(0, 0, 9)),
		referral.Actor{ID: manager.ID, Name: manager.Name, Role: referral.Role(manager.Roles[0])})
}

// planSweeps has the sweep run at the end of each working day, when holds have
// returned and claims lapse, and close the days that are over. A schedule that was
// stated before the clock was set back does not fire until it is back, and nothing
// that the sweep does here is particular about its hour.
func (f *filler) planSweeps() {
	for day := f.now.Add(-span).In(workingtime.London()); day.Before(f.now); day = day.AddDate(0, 0, 1) {
		at := f.rules.Calendar.EndOfDay(day).Add(5 * time.Minute)
		if f.rules.Calendar.WorkingDay(at) && at.Before(f.now) {
			f.at(at, f.sweep)
		}
	}
}

func (f *filler) sweep(ctx context.Context) error {
	_, failed, err := f.system.Cloud.Invoke(ctx, "sweep", nil)
	if failed != nil {
		return failed
	}
	return err
}

// open sends a referral as the form does.
func (f *filler) open(ctx context.Context, id string, referrer referral.Referrer, answers referral.Answers) (referral.Reference, error) {
	at := intake.At(f.rules, f.system.Cloud.Now(), referrer.Role)
	if problems := intake.Check(answers, at); len(problems) > 0 {
		return "", fmt.Errorf("sample referral %s: %s: %s", id, problems[0].Field, problems[0].Message)
	}
	if err := f.store.StartDraft(ctx, referrer.ID, id); err != nil {
		return "", err
	}
	draft, err := f.store.Draft(ctx, referrer.ID, id)
	if err != nil {
		return "", err
	}
	return f.store.Open(ctx, casestore.Submission{Draft: draft, Request: "sample-" + id, Sent: referral.Referral{
		Sent: at.Now, Referrer: referrer, Kinds: intake.KindsOf(answers), Answers: intake.Final(answers, at), Facts: intake.Facts(answers, at),
	}})
}

// change makes a change to a strand as somebody.
func (f *filler) change(ctx context.Context, r referral.Reference, k referral.Kind, by referral.Actor, make func(referral.Strand) referral.Change) error {
	_, err := f.store.UpdateStrand(ctx, casestore.StrandRevision{Reference: r, Kind: k, By: by},
		func(_ referral.Case, s referral.Strand) (referral.Change, error) { return make(s), nil })
	if err != nil {
		return fmt.Errorf("%s %s: %w", r, k, err)
	}
	return nil
}
