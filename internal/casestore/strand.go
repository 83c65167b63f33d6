package casestore

import "assistive-referrals/internal/referral"

const (
	prefixStrand = "STRAND#"
	prefixAudit  = "AUDIT#"
)

func strandKey(r referral.Reference, k referral.Kind) key {
	return key{casePartition(r), sort(prefixStrand + string(k))}
}

func auditKey(r referral.Reference, k referral.Kind) key {
	return key{casePartition(r), sort(prefixAudit + string(k))}
}

// strandRecord is a strand as it is stored: with what its rows in lists show.
type strandRecord struct {
	referral.Strand
	Reference referral.Reference `json:"reference"`
	Initials  string             `json:"initials"`
	Ward      bool               `json:"ward,omitempty"` // see referral.Case
	index
}

// strandOf returns a strand with the index keys that its state calls for.
func strandOf(rules referral.Rules, c referral.Case, s referral.Strand) strandRecord {
	r := strandRecord{Strand: s, Reference: c.Reference, Initials: c.Initials, Ward: c.Ward}
	if wakes := rules.DueAt(s); !wakes.IsZero() {
		r.index = dueOn(wakes, c.Reference, prefixStrand+string(s.Kind))
	}
	if list, ok := ListOf(s); ok {
		r.WorklistKey = listKey(s.Team, list)
		r.RankKey = rankKey(s.Rank(), c.Reference, string(s.Kind))
		if s.Holder != nil && (list.held() || list == ListArranging && len(s.Planned()) > 0) {
			r.HolderKey = holderKey(s.Holder.ID)
		}
	}
	if target, runs := s.ClockRuns(); runs && s.Team != "" {
		r.TargetKey = targetKey(s.Team)
		r.TargetAt = rankKey(target, c.Reference, string(s.Kind))
	}
	if s.State != referral.EnteredInError {
		r.ReferrerKey = referrerKey(c.Referrer.ID)
	}
	r.SentKey = rankKey(c.Opened, c.Reference, string(s.Kind))
	return r
}

// auditOf returns the row of a direct order that is in the sample. It is a row of its
// own, because the strand itself is on the list of whoever puts it in place.
func auditOf(c referral.Case, s referral.Strand) strandRecord {
	r := strandRecord{Strand: s, Reference: c.Reference, Initials: c.Initials}
	if s.State == referral.EnteredInError {
		return r // on no list
	}
	list, since := ListAudit, s.Received
	switch s.Audit.Finding {
	case referral.AuditAgrees:
		list, since = ListAgreed, s.Audit.At
	case referral.AuditConcern:
		list, since = ListConcern, s.Audit.At
	}
	r.WorklistKey = listKey(referral.AuditTeam, list)
	r.RankKey = rankKey(since, c.Reference, string(s.Kind))
	return r
}

// strandItems puts a strand in place of the version that was read, and its row for the
// audit if it is in the sample.
func strandItems(rules referral.Rules, c referral.Case, was, is referral.Strand) []write {
	writes := []write{{key: strandKey(c.Reference, is.Kind), put: strandOf(rules, c, is), when: sameVersion, values: version(was.Version)}}
	if is.Audit != nil {
		writes = append(writes, write{key: auditKey(c.Reference, is.Kind), put: auditOf(c, is)})
	}
	return writes
}
