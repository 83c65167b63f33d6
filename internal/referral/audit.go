package referral

import (
	"crypto/sha256"
	"encoding/binary"
	"time"
)

// AuditTeam looks at a sample of the trusted assessors' direct orders.
const AuditTeam = OccupationalTherapyTeam

// Audit is a second look at a direct order that is in the sample.
type Audit struct {
	Finding AuditFinding `json:"finding"` // "" until somebody has looked
	Note    string       `json:"note"`    // whoever ordered it reads this
	By      *Actor       `json:"by"`
	At      time.Time    `json:"at"`
}

// AuditFinding is what a look at an order found.
type AuditFinding string

const (
	AuditAgrees  AuditFinding = "agree"
	AuditConcern AuditFinding = "concern"
)

// AuditFindings lists what can be found: code, then label.
func AuditFindings() [][2]string {
	return [][2]string{{string(AuditAgrees), "I agree with the order"}, {string(AuditConcern), "I have a concern"}}
}

// Label returns what people see.
func (f AuditFinding) Label() string {
	switch f {
	case AuditAgrees:
		return "Agreed with"
	case AuditConcern:
		return "A concern"
	}
	return "To be audited"
}

// Colour returns the colour of the finding's tag.
func (f AuditFinding) Colour() string {
	switch f {
	case AuditAgrees:
		return "green"
	case AuditConcern:
		return "red"
	}
	return "yellow"
}

// InSample tells whether the order with that reference is audited, where percent
// of all are. A reference is drawn at random as the referral is sent, so nobody who
// orders can choose; and the same reference always gives the same answer.
func InSample(r Reference, percent int) bool {
	sum := sha256.Sum256([]byte("audit " + string(r)))
	return binary.BigEndian.Uint64(sum[:8])%100 < uint64(max(percent, 0))
}

// AuditOrder records what a look at a direct order found. It changes nothing about
// the order.
type AuditOrder struct {
	Finding AuditFinding `json:"finding"`
	Note    string       `json:"note"`
}

// Name implements Change.
func (AuditOrder) Name() string { return "audited" }

// Allowed implements Change. Nobody audits their own order, and a concern says what
// it is. An order that has run its course is audited all the same.
func (a AuditOrder) Allowed(s Strand, by Actor) error {
	switch {
	case s.Audit == nil:
		return refuse("This is not in the sample of orders that is audited.")
	case s.Audit.Finding != "":
		return refuse(s.Audit.By.Name + " audited this at " + moment(s.Audit.At) + ".")
	case s.Decision != nil && s.Decision.By.ID == by.ID:
		return refuse("You ordered this. Somebody else must audit it.")
	case label(AuditFindings(), string(a.Finding)) == "":
		return refuse("Select whether you agree with the order.")
	case a.Finding == AuditConcern && blank(a.Note):
		return refuse("Enter what your concern is.")
	}
	return nil
}

func (a AuditOrder) apply(s *Strand, e Event) {
	by := e.By
	s.Audit = &Audit{Finding: a.Finding, Note: a.Note, By: &by, At: e.At}
}
