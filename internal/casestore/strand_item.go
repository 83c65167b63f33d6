package casestore

import (
	"assistive-referrals/internal/referral"
	"fmt"
	"hash/fnv"
	"time"
)

func strandKey(r referral.Reference, k referral.Kind) key {
	return key{casePartition(r), sort(prefixStrand + string(k))}
}

func auditKey(r referral.Reference, k referral.Kind) key {
	return key{casePartition(r), sort(prefixAudit + string(k))}
}

// duePartition spreads what falls due by what it belongs to.
func duePartition[T ~string](of T) string {
	hash := fnv.New32a()
	hash.Write([]byte(of))
	return fmt.Sprintf("DUE#%d", hash.Sum32()%DuePartitions)
}

func dueAt[T ~string](t time.Time, of T, what string) string {
	return instant(t) + "#" + string(of) + "#" + what
}

func rankKey(t time.Time, r referral.Reference, what string) string {
	return instant(t) + "#" + string(r) + "#" + what
}

// listKey is the partition of a team's list in the worklist index.
func listKey(team referral.Team, list List) string {
	return "TEAM#" + string(team) + "#" + string(list)
}

// holderKey is the partition of what a practitioner holds in the indexes of that.
func holderKey(who string) string { return "HOLDER#" + who }

// targetKey is the partition of a team's targets in the overdue index.
func targetKey(team referral.Team) string { return "TEAM#" + string(team) }

// strandRecord is a strand as it is stored: with what its rows in lists show.
type strandRecord struct {
	referral.Strand
	Reference referral.Reference `json:"reference"`
	Initials  string             `json:"initials"`
	Ward      bool               `json:"ward,omitempty"` // see referral.Case
}

// strandItem writes a strand with the index keys that its state calls for. An
// item without an index's keys is not in that index.
func strandItem(c referral.Case, s referral.Strand, rules referral.Rules) record {
	i := record{key: strandKey(c.Reference, s.Kind), value: strandRecord{Strand: s, Reference: c.Reference, Initials: c.Initials, Ward: c.Ward}, index: item{}}
	if list, ok := ListOf(s); ok {
		i.index["WorklistKey"] = text(listKey(s.Team, list))
		i.index["RankKey"] = text(rankKey(s.Rank(), c.Reference, string(s.Kind)))
		if s.Holder != nil && (list.held() || list == ListArranging && len(s.Planned()) > 0) {
			i.index["HolderKey"] = text(holderKey(s.Holder.ID))
		}
	}
	if target, runs := s.ClockRuns(); runs && s.Team != "" {
		i.index["TargetKey"] = text(targetKey(s.Team))
		i.index["TargetAt"] = text(rankKey(target, c.Reference, string(s.Kind)))
	}
	if wakes := rules.DueAt(s); !wakes.IsZero() {
		i.index["DueKey"] = text(duePartition(c.Reference))
		i.index["DueAt"] = text(dueAt(wakes, c.Reference, prefixStrand+string(s.Kind)))
	}
	if s.State != referral.EnteredInError {
		i.index["ReferrerKey"] = text("REFERRER#" + c.Referrer.ID)
	}
	i.index["SentKey"] = text(instant(c.Opened) + "#" + string(c.Reference) + "#" + string(s.Kind))
	return i
}

// auditItem writes the row of a direct order that is in the sample. It is a row of
// its own, because the strand itself is on the list of whoever puts it in place.
func auditItem(c referral.Case, s referral.Strand) record {
	i := record{key: auditKey(c.Reference, s.Kind), value: strandRecord{Strand: s, Reference: c.Reference, Initials: c.Initials}, index: item{}}
	if s.State == referral.EnteredInError {
		return i // on no list
	}
	list, since := ListAudit, s.Received
	switch s.Audit.Finding {
	case referral.AuditAgrees:
		list, since = ListAgreed, s.Audit.At
	case referral.AuditConcern:
		list, since = ListConcern, s.Audit.At
	}
	i.index["WorklistKey"] = text(listKey(referral.AuditTeam, list))
	i.index["RankKey"] = text(rankKey(since, c.Reference, string(s.Kind)))
	return i
}
