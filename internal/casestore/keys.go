package casestore

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"assistive-referrals/internal/referral"
)

// partition and sort are different types, so that one cannot be put in the
// other's place.
type (
	partition string
	sort      string
)

type key struct {
	PK partition
	SK sort
}

const (
	prefixCase         = "CASE#"
	prefixHistory      = "HISTORY#"
	prefixReads        = "READS#"
	prefixSearches     = "SEARCHES#"
	prefixDraft        = "DRAFT#"
	prefixPerson       = "PERSON#"
	prefixSignIn       = "SIGNIN#"
	prefixParked       = "KEPT#"
	prefixHandOver     = "HANDOVER#"
	prefixColleagues   = "COLLEAGUES#"
	prefixAway         = "AWAY#"
	prefixIdempotency  = "ONCE#"
	prefixAttachments  = "ATTACHMENTS#"
	prefixAttachment   = "ATTACHMENT#"
	prefixSettings     = "SETTINGS#"
	prefixStrand       = "STRAND#"
	prefixNotification = "NOTIFICATION#"
	prefixSecret       = "SECRET#"
	prefixAudit        = "AUDIT#"
	prefixWorking      = "WORKING#"
	prefixDay          = "DAY#"
	prefixSummary      = "SUMMARY#"

	sortCase     sort = "CASE"
	sortReferral sort = "REFERRAL"
	sortSignIn   sort = "SIGNIN"
	sortArrival  sort = "ARRIVAL"
	sortUsed     sort = "USED"
	sortSettings sort = "SETTINGS"
	sortStanding sort = "STANDING"
)

func readKey(r referral.Reference, at time.Time, who, request string) key {
	return key{partition(prefixReads + string(r)), sort(instant(at) + "#" + who + "#" + request)}
}
func searchKey(who string, at time.Time, request string) key {
	return key{partition(prefixSearches + who), sort(instant(at) + "#" + request)}
}
func draftKey(referrer, draft string) key {
	return key{partition(prefixDraft + referrer), sort(draft)}
}
func sectionKey(referrer, draft, section string) key {
	return key{partition(prefixDraft + referrer), sort(draft + "#" + section)}
}
func signInHash(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}
func signInKey(secret string) key {
	return key{partition(prefixSignIn + signInHash(secret)), sortSignIn}
}
func handOverKey(secret string) key {
	return key{partition(prefixHandOver + signInHash(secret)), sortArrival}
}
func usedKey(document string) key {
	return key{partition(prefixHandOver + document), sortUsed}
}
func parkedKey(in ParkedFormsKey, id string) key {
	return key{partition(prefixSignIn + string(in)), sort(prefixParked + id)}
}
func colleagueKey(team referral.Team, who string) key {
	return key{partition(prefixColleagues + string(team)), sort(who)}
}
func awayKey(team referral.Team, who string) key {
	return key{partition(prefixColleagues + string(team)), sort(prefixAway + who)}
}
func settingsKey(who string) key {
	return key{partition(prefixSettings + who), sortSettings}
}

// personKey orders a person's cases by when they were opened.
func attachmentKey(draft, id string) key {
	return key{partition(prefixAttachments + draft), sort(prefixAttachment + id)}
}

// DuePartitions is how many partitions the due index is spread over.
const DuePartitions = 8

// instant writes an instant so that text order is time order.
func instant(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }
