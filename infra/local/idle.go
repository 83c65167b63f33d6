package local

import (
	"strings"
	"sync"
	"time"

	"assistive-referrals/infra"
	"assistive-referrals/infra/awslocal"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

// IdleSweeps loses each firing of the sweep that would find nothing. Of all the calls
// to AWS in a simulation of weeks nine in ten are theirs, for nothing; a test of the
// stories holds that they change nothing.
type IdleSweeps struct {
	cloud *awslocal.Cloud
	store *casestore.Store
	table string

	mu     sync.Mutex
	closed referral.Date // the last day that was over at the last sweep
}

// IdleSweeps returns what loses them; see Lose.
func (s *System) IdleSweeps() *IdleSweeps {
	return &IdleSweeps{cloud: s.Cloud, store: s.Store(), table: infra.Build().Table}
}

// Lose is for Cloud.Deliveries. A sweep that failed is tried again all the same.
func (i *IdleSweeps) Lose(d awslocal.Delivery) awslocal.Disorder {
	i.mu.Lock()
	defer i.mu.Unlock()
	if d.Source != "scheduler" || d.Attempt > 1 {
		return awslocal.Disorder{}
	}
	if last := i.store.LastDay(); i.closed != last || i.due() {
		i.closed = last
		return awslocal.Disorder{}
	}
	return awslocal.Disorder{Lost: true}
}

// due tells whether the instant of anything has come. What cannot be read has come.
func (i *IdleSweeps) due() bool {
	first, found := i.cloud.Earliest(i.table, "due")
	text, _, _ := strings.Cut(first, "#")
	at, err := time.Parse(time.RFC3339, text)
	return found && (err != nil || !at.After(i.cloud.Now()))
}
