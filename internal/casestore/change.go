package casestore

import "assistive-referrals/internal/referral"

// state is a case with those of its strands that a change is about.
type state struct {
	referral.Case
	strands []referral.Strand
}

// changeItems returns what an event writes that made one state of another: the case,
// the event, and of each strand that it changed the strand, its counts and what it
// owes; and what must be notified.
func changeItems(rules referral.Rules, before, after state, e referral.Event, so tried) []write {
	writes := []write{caseItem(after.Case, before.Version), eventItem(e)}
	for n, is := range after.strands {
		was := before.strands[n]
		if is.Version == was.Version {
			continue
		}
		writes = append(writes, strandItems(rules, after.Case, was, is)...)
		writes = append(writes, flowItems(rules.Calendar, was, is, e)...)
		writes = append(writes, effectItems(was, is, e, so)...)
	}
	writes = append(writes, droppedSecrets(before.Case, after.Case)...)
	return append(writes, noticeItems(e, referral.Notices(after.Case, e, after.strands...))...)
}
