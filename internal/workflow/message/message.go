// Package message is what travels between the workflow, the queues and the
// functions: references and codes, never personal data. It knows
// no SDK, so that a function that only reads a message links nothing else.
package message

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"assistive-referrals/internal/referral"
)

// Strand names one run of one strand: the whole input of a workflow execution.
type Strand struct {
	Reference referral.Reference `json:"reference"`
	Kind      referral.Kind      `json:"strand"`
	Run       int                `json:"run"`
}

// Execution returns the name of the run's workflow execution.
func (s Strand) Execution() string {
	return fmt.Sprintf("%s-%s-%d", s.Reference, s.Kind, s.Run)
}

// ParseExecution is the inverse of Execution.
func ParseExecution(name string) (Strand, error) {
	parts := strings.Split(name, "-")
	if len(parts) < 4 {
		return Strand{}, fmt.Errorf("%q is not the name of a strand's execution", name)
	}
	run, err := strconv.Atoi(parts[len(parts)-1])
	s := Strand{Reference: referral.Reference(parts[0] + "-" + parts[1]), Kind: referral.Kind(strings.Join(parts[2:len(parts)-1], "-")), Run: run}
	if err != nil || !s.Kind.Valid() {
		return Strand{}, fmt.Errorf("%q is not the name of a strand's execution", name)
	}
	return s, nil
}

// Assessment asks for a strand to be put before its team. It carries the task
// token, and what tells a newer token from an older one.
type Assessment struct {
	Strand
	Token   string    `json:"token"`
	Entered time.Time `json:"entered"` // when the workflow entered the state
	Retry   int       `json:"retry"`
}

// Step is what a workflow step answers: where the strand is now, by which the
// workflow chooses the next step, and what was done, for whoever reads the
// execution's history.
type Step struct {
	State referral.State `json:"state"`
	Done  string         `json:"done"`
}

// Notification asks for one notification to be sent: of a case, or of a draft of
// the referrer, which has no reference yet.
type Notification struct {
	Reference referral.Reference `json:"reference,omitempty"`
	Referrer  string             `json:"referrer,omitempty"` // opaque
	ID        string             `json:"notification"`
}
