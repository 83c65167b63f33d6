package casestore

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash/fnv"
	"time"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/waits"
	"assistive-referrals/internal/workflow/message"
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
	prefixKept         = "KEPT#"
	prefixHandOver     = "HANDOVER#"
	prefixColleagues   = "COLLEAGUES#"
	prefixAway         = "AWAY#"
	prefixOnce         = "ONCE#"
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

func casePartition(r referral.Reference) partition { return partition(prefixCase + string(r)) }
func caseKey(r referral.Reference) key             { return key{casePartition(r), sortCase} }
func referralKey(r referral.Reference) key         { return key{casePartition(r), sortReferral} }
func strandKey(r referral.Reference, k referral.Kind) key {
	return key{casePartition(r), sort(prefixStrand + string(k))}
}
func auditKey(r referral.Reference, k referral.Kind) key {
	return key{casePartition(r), sort(prefixAudit + string(k))}
}
func owedKey(r referral.Reference, k referral.Kind) key {
	return key{casePartition(r), sort(message.PrefixOwed + string(k))}
}
func tokenKey(r referral.Reference, k referral.Kind) key {
	return key{casePartition(r), sort(message.PrefixToken + string(k))}
}
func historyKey(r referral.Reference, version int) key {
	return key{partition(prefixHistory + string(r)), sort(fmt.Sprintf("%08d", version))}
}
func notificationKey(n message.Notification) key {
	if n.Referrer != "" {
		return key{draftKey(n.Referrer, "").PK, sort(prefixNotification + n.ID)}
	}
	return key{casePartition(n.Reference), sort(prefixNotification + n.ID)}
}
func notificationID(version int, n referral.Notice) string {
	id := fmt.Sprintf("%08d#%s#%s", version, n.Type, n.To)
	if n.Strand != "" {
		id += "#" + string(n.Strand)
	}
	return id
}
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
func secretKey(r referral.Reference, name string) key {
	return key{casePartition(r), sort(prefixSecret + name)}
}
func draftSecretKey(referrer, draft string, s Secret) key {
	return sectionKey(referrer, draft, prefixSecret+s.Name+"#"+s.ID)
}
func signInKey(secret string) key {
	return key{partition(prefixSignIn + signInHash(secret)), sortSignIn}
}
func arrivalKey(secret string) key {
	return key{partition(prefixHandOver + signInHash(secret)), sortArrival}
}
func usedKey(document string) key {
	return key{partition(prefixHandOver + document), sortUsed}
}
func keptKey(in Keep, id string) key {
	return key{partition(prefixSignIn + string(in)), sort(prefixKept + id)}
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
func onceKey(who, request string) key {
	return key{partition(prefixOnce + who), sort(request)}
}
func dayPartition(team referral.Team, date referral.Date) partition {
	return partition(prefixDay + string(team) + "#" + string(date))
}
func movementKey(m waits.Movement) key {
	return key{dayPartition(m.Team, waits.Date(m.At)), sort(fmt.Sprintf("%s#%s#%08d", m.Reference, m.Kind, m.Version))}
}
func summaryPartition(team referral.Team) partition { return partition(prefixSummary + string(team)) }
func summaryKey(team referral.Team, date referral.Date) key {
	return key{summaryPartition(team), sort(date)}
}
func standingKey(team referral.Team) key { return key{summaryPartition(team), sortStanding} }

// personKey orders a person's cases by when they were opened.
func attachmentKey(draft, id string) key {
	return key{partition(prefixAttachments + draft), sort(prefixAttachment + id)}
}
func personKey(keyed string, opened time.Time, r referral.Reference) key {
	return key{partition(prefixPerson + keyed), sort(prefixCase + instant(opened) + "#" + string(r))}
}

// DuePartitions is how many partitions the due index is spread over.
const DuePartitions = 8

// duePartition spreads what falls due by what it belongs to.
func duePartition[T ~string](of T) string {
	hash := fnv.New32a()
	hash.Write([]byte(of))
	return fmt.Sprintf("DUE#%d", hash.Sum32()%DuePartitions)
}

// instant writes an instant so that text order is time order.
func instant(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

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
