package casestore

import (
	"assistive-referrals/internal/referral"
	"fmt"
)

func casePartition(r referral.Reference) partition { return partition(prefixCase + string(r)) }

func caseKey(r referral.Reference) key { return key{casePartition(r), sortCase} }

func referralKey(r referral.Reference) key { return key{casePartition(r), sortReferral} }

func historyKey(r referral.Reference, version int) key {
	return key{partition(prefixHistory + string(r)), sort(fmt.Sprintf("%08d", version))}
}

func caseItem(c referral.Case) record { return record{key: caseKey(c.Reference), value: c} }

func eventItem(e referral.Event) record {
	return record{key: historyKey(e.Reference, e.Version), value: e}
}
