package local_test

import (
	"strings"
	"testing"
	"time"

	"assistive-referrals/infra"
	"assistive-referrals/infra/awslocal"
	"assistive-referrals/infra/local"
	"assistive-referrals/infra/local/invariant"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

// aDraft is somebody's draft in a simulation.
type aDraft struct {
	*testing.T
	*local.System
	store *casestore.Store
}

const draftID = "DRAFTDRAFTDRAFTDRAFTDRAFT22"

var writer = referral.Referrer{Actor: referral.Actor{ID: "sw-1", Name: "Social Worker One", Role: referral.SocialWorker}, Email: "social.worker.one@example.org"}

func newDraft(t *testing.T, system *local.System) aDraft {
	d := aDraft{t, system, system.Store()}
	if err := d.store.BeginDraft(t.Context(), casestore.Beginning{Referrer: writer, ID: draftID}); err != nil {
		t.Fatal(err)
	}
	return d
}

// saved saves the draft as that many days ago: the clock need not go over them.
func (d aDraft) saved(daysAgo int) {
	d.Helper()
	store := casestore.New(casestore.Options{Config: d.Cloud.Config(), Table: infra.Build().Table, Rules: d.Rules, Now: func() time.Time {
		return d.Cloud.Now().AddDate(0, 0, -daysAgo)
	}})
	draft, err := store.Draft(d.Context(), writer.ID, draftID)
	if err != nil {
		d.Fatal(err)
	}
	why := "saved " + d.Cloud.Now().String()
	save := casestore.SectionSave{Section: "needs", Answers: referral.Answers{"why-now": {why}}, By: casestore.PageTurn{Page: why}}
	if _, err := store.SaveSection(d.Context(), writer.ID, draft, save); err != nil {
		d.Fatal(err)
	}
}

func (d aDraft) send() {
	d.Helper()
	draft, err := d.store.Draft(d.Context(), writer.ID, draftID)
	if err != nil {
		d.Fatal(err)
	}
	_, err = d.store.Open(d.Context(), casestore.Submission{Draft: draft, Sent: referral.Referral{Sent: d.Cloud.Now(), Referrer: writer,
		Kinds: []referral.Kind{referral.DigitalSupport}, Facts: referral.Facts{Person: referral.Person{Name: "Alpha Testcase"}}}})
	if err != nil {
		d.Fatal(err)
	}
}

func (d aDraft) remove() {
	d.Helper()
	if err := d.store.DeleteDraft(d.Context(), writer.ID, draftID); err != nil {
		d.Fatal(err)
	}
}

func (d aDraft) later(by time.Duration) {
	d.Helper()
	if err := d.Cloud.Advance(d.Context(), by); err != nil {
		d.Fatal(err)
	}
}

// held does something while the notice is written down and cannot be sent yet.
func (d aDraft) held(do func()) {
	d.Cloud.Deliveries(func(delivery awslocal.Delivery) awslocal.Disorder {
		if delivery.Source == "sqs" {
			return awslocal.Disorder{Delay: time.Minute}
		}
		return awslocal.Disorder{}
	})
	d.saved(24)
	d.later(10 * time.Minute)
	do()
	d.Cloud.Deliveries(nil)
}

// told is how often somebody was told that a draft will go.
func (d aDraft) told() int {
	told := 0
	for _, m := range d.Outbox.Sent() {
		if strings.Contains(m.Subject, "not sent") {
			told++
		}
	}
	return told
}

// Whoever began a draft is told once, five days before it goes; and not at all if
// there is nothing to tell by then, even if it was already written down.
func TestWhoeverBeganADraftIsToldOnceThatItWillGo(t *testing.T) {
	const day = 24 * time.Hour
	for _, test := range []struct {
		name string
		do   func(d aDraft)
		want int
	}{
		{"not before", func(d aDraft) { d.saved(22); d.later(12 * time.Hour) }, 0},
		{"once", func(d aDraft) { d.saved(22); d.later(2 * day) }, 1},
		{"saved again", func(d aDraft) { d.saved(22); d.saved(0); d.later(2 * day) }, 0},
		{"saved again after that", func(d aDraft) { d.saved(22); d.later(day); d.saved(22); d.later(day) }, 2},
		{"sent", func(d aDraft) { d.saved(22); d.send(); d.later(day) }, 0},
		{"deleted", func(d aDraft) { d.saved(22); d.remove(); d.later(day) }, 0},
		{"gone before anybody could be told", func(d aDraft) { d.saved(40); d.later(time.Hour) }, 0},
		{"sent while the notice waits", func(d aDraft) { d.held(d.send) }, 0},
		{"saved while the notice waits", func(d aDraft) { d.held(func() { d.saved(0) }) }, 0},
		{"deleted while the notice waits", func(d aDraft) { d.held(d.remove) }, 0},
		{"the notice waits", func(d aDraft) { d.held(func() {}) }, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			system := newSystem(t)
			system.Cloud.Deliveries(system.IdleSweeps().Lose)
			d := newDraft(t, system)
			test.do(d)
			d.later(invariant.Quiet)
			if got := d.told(); got != test.want {
				t.Errorf("told %d times, want %d", got, test.want)
			}
			for _, v := range invariant.Check(t.Context(), system, invariant.Options{}) {
				t.Error(v)
			}
		})
	}
}
