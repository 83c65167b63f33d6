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
