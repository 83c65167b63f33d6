package referral

import "strings"

// AuditOrder records what a look at a direct order found. It changes nothing about
// the order.
type AuditOrder struct {
	Finding AuditFinding `json:"finding"`
	Note    string       `json:"note"`
}

func (AuditOrder) Name() string       { return "audited" }
func (a AuditOrder) Title() string    { return "Order audited: " + strings.ToLower(a.Finding.Label()) }
func (a AuditOrder) Detail() []string { return line("", a.Note) }

// Notices tells whoever referred: they ordered it at once.
func (AuditOrder) Notices(Case, Strand, Event) []Notice { return tell(NoticeAudited, ToReferrer) }

// Possible refuses whoever would audit their own order. An order that has run its
// course is audited all the same.
func (AuditOrder) Possible(s Strand, by Actor) error {
	switch {
	case s.Audit == nil:
		return refuse("This is not in the sample of orders that is audited.")
	case s.Audit.Finding != "":
		return refuse(s.Audit.By.Name + " audited this at " + moment(s.Audit.At) + ".")
	case s.Decision != nil && s.Decision.By.ID == by.ID:
		return refuse("You ordered this. Somebody else must audit it.")
	}
	return nil
}

func (a AuditOrder) Valid(Strand) error {
	switch {
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
