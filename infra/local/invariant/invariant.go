// Package invariant checks from outside what must always hold of a system in this
// process, whatever happened to it: the list in the design's "What must always
// hold". It reads the table, the executions, the queues and the outbox through
// the same clients as anybody, and nothing through the code that wrote them.
//
//	recorder := invariant.NewRecorder()
//	system, err := local.New(ctx, local.Options{…, Log: recorder.Log()})
//	recorder.Watch(system.Cloud)
//	…
//	err = system.Cloud.Advance(ctx, invariant.Quiet)
//	for _, v := range invariant.Check(ctx, system, invariant.Options{Recorder: recorder}) {
//		t.Error(v)
//	}
//
// Check changes nothing and may be called at any time, but some of what it asks
// only holds once the dust has settled: let Quiet pass before it.
package invariant

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"assistive-referrals/infra/local"
	"assistive-referrals/internal/referral"
)

// Quiet is how long after the last fault everything that is owed must be done.
const Quiet = 16 * time.Minute

// Options say what is known of what happened.
type Options struct {
	// Recorder has seen the log, the queues, the addresses and the calls; nil leaves
	// those out.
	Recorder *Recorder
	// FaultsInjected allows a notification to have been sent more than once.
	FaultsInjected bool
	// Personal is personal data to look for besides what the referrals hold.
	Personal []string
}

// Violation is something that should hold and does not.
type Violation struct {
	Rule  string // which: see the constants
	About string // a reference, a strand, a queue
	Saw   string
}

func (v Violation) String() string { return fmt.Sprintf("%s: %s: %s", v.Rule, v.About, v.Saw) }

// The rules. A violation of Unchecked says that something could not be read.
const (
	OneCase      = "one case per sent draft"
	WholeHistory = "the history is whole and replays to the case"
	OneList      = "a strand is on at most the one list that its state calls for"
	NothingOwed  = "once the dust has settled nothing is owed"
	OneExecution = "at most one live execution of the current run, none of an ended strand"
	SentOnce     = "every notification is sent, once"
	DeathKnown   = "a person's death is known to each of their cases"
	NoDeadLetter = "no dead letters"
	FoundByWho   = "a case is found by exactly what its person is known by"
	DaysCounted  = "a team's days say what the histories say"
	Sealed       = "a case keeps sealed what it names, and nothing else does"
	NoPersonal   = "no personal data outside attribute values"
	NoScan       = "nothing reads a whole table"
	OnlyGranted  = "a function does only what its role allows"
	Unchecked    = "could not be checked"
)

// Check returns everything that does not hold.
func Check(ctx context.Context, system *local.System, o Options) []Violation {
	c := &checker{
		system: system, options: o, cases: map[referral.Reference]*record{}, rows: map[string]bool{}, withKey: map[string]bool{}, standings: map[referral.Team]referral.Date{},
		notices: map[string]notification{},
	}
	if err := c.read(ctx); err != nil {
		return []Violation{{Unchecked, "the table", err.Error()}}
	}
	c.drafts()
	c.draftNotices()
	for _, r := range c.inOrder() {
		c.history(r)
		c.strands(r)
		c.notifications(r)
		c.death(r)
	}
	for what, check := range map[string]func(context.Context) error{
		"the lists": c.lists, "the executions": c.executions, "the queues": c.deadLetters, "the days": c.days,
	} {
		if err := check(ctx); err != nil {
			c.say(Unchecked, what, "%v", err)
		}
	}
	c.strayNotifications()
	c.people()
	c.sealed()
	c.personalData()
	c.granted()
	slices.SortStableFunc(c.found, func(a, b Violation) int { return strings.Compare(a.String(), b.String()) })
	return c.found
}

// checker gathers what was read and what was found.
type checker struct {
	system  *local.System
	options Options
	items   []item
	headers []draft
	notices map[string]notification // of drafts, by id
	rows    map[string]bool         // of people: their keys, and whether they must be there
	withKey map[string]bool         // drafts that keep something sealed
	cases   map[referral.Reference]*record
	// standings is up to when the days of each team are closed.
	standings map[referral.Team]referral.Date
	texts     []place // everything outside attribute values
	found     []Violation
}

// record is what the table holds of one reference.
type record struct {
	reference     referral.Reference
	hasCase       bool
	opened        referral.Case
	sent          referral.Referral
	hasSent       bool
	strands       []strand
	owed          []owed
	events        []referral.Event
	notifications map[string]notification // by id
	secrets       []string                // names of what is kept sealed
}

// place is a text that must hold no personal data, and where it stood.
type place struct{ where, text string }

func (c *checker) say(rule, about, format string, args ...any) {
	c.found = append(c.found, Violation{rule, about, fmt.Sprintf(format, args...)})
}

func (c *checker) inOrder() []*record {
	var all []*record
	for _, r := range c.cases {
		all = append(all, r)
	}
	slices.SortFunc(all, func(a, b *record) int { return strings.Compare(string(a.reference), string(b.reference)) })
	return all
}

func (c *checker) of(reference string) *record {
	r := c.cases[referral.Reference(reference)]
	if r == nil {
		r = &record{reference: referral.Reference(reference), notifications: map[string]notification{}}
		c.cases[r.reference] = r
	}
	return r
}

// drafts holds that a draft that was sent is one case, and a case one draft's.
func (c *checker) drafts() {
	cases := map[string][]string{}
	for _, r := range c.inOrder() {
		switch {
		case !r.hasCase:
			c.say(OneCase, string(r.reference), "there are items of it, and no case")
		case !r.hasSent:
			c.say(OneCase, string(r.reference), "the referral as sent is missing")
		}
		cases[r.opened.Draft] = append(cases[r.opened.Draft], string(r.reference))
	}
	for draft, references := range cases {
		if len(references) > 1 {
			c.say(OneCase, draft, "is several cases: %s", strings.Join(references, ", "))
		}
	}
	for _, d := range c.headers {
		if d.SentAs != "" && !slices.Equal(cases[d.ID], []string{d.SentAs}) {
			c.say(OneCase, d.ID, "was sent as %s, and its cases are %v", d.SentAs, cases[d.ID])
		}
	}
}
