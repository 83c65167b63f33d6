// Package casestore keeps cases, their history, drafts and sign-ins in one
// DynamoDB table. It knows keys and transactions, and no rule of the form.
//
//	PK                      SK                                       what
//	CASE#<reference>        CASE                                     the case: version, open strands, the draft it came from
//	CASE#<reference>        REFERRAL                                 the referral as sent; written once
//	CASE#<reference>        STRAND#<kind>                            state, team, priority, claim, decision, run
//	CASE#<reference>        AUDIT#<kind>                             a direct order in the sample: the strand again, on the lists of audits
//	CASE#<reference>        OWED#<kind>                              what must still happen outside: effect, run, attempts, when to look again
//	CASE#<reference>        TOKEN#<kind>                             the workflow's current task token, with its run and time
//	CASE#<reference>        SECRET#<name>                            the code of a key safe: sealed, and gone once the case is closed
//	CASE#<reference>        NOTIFICATION#<version>#<type>#<to>       owed, claimed until, sent
//	HISTORY#<reference>     <version, 8 digits>                      one event per version, sealed, chained by hash
//	READS#<reference>       <time>#<who>#<request>                   who looked, what at, and why if asked
//	SEARCHES#<who>          <time>#<request>                         who looked for somebody, and by what
//	DRAFT#<referrer>        <draft>                                  header: version, the reference it was sent as
//	DRAFT#<referrer>        <draft>#<section>                        saved answers, with a version
//	DRAFT#<referrer>        <draft>#SECRET#<name>#<id>               the same, until it is sent: the answers say which one counts
//	DRAFT#<referrer>        NOTIFICATION#<draft>#<type>#<until>      that whoever began it is told that it will go
//	WORKING#<who>           <reference>#<kind>#<page>                what a practitioner writes and has not recorded: theirs alone
//	PERSON#<keyed hash>     CASE#<opened>#<reference>                finds a person's cases: no identifier in a key
//	ATTACHMENTS#<draft>     ATTACHMENT#<id>                          what is known of a file that was added; the file is in S3
//	COLLEAGUES#<team>       <who>                                    who of a team signed in lately: work can be given to them
//	COLLEAGUES#<team>       AWAY#<who>                               until when one of them is away from work
//	ONCE#<who>              <request>                                what a request chose to change: it chooses once
//	SETTINGS#<who>          SETTINGS                                 a person's own: saved views of lists, keyboard shortcuts
//	DAY#<team>#<date>       <reference>#<kind>#<version>             what one event did to the counts of a team's day; kept 400 days
//	SUMMARY#<team>          <date>                                   the team's day, once it is over: what happened, how many were open
//	SUMMARY#<team>          STANDING                                 what was open at the end of the last of those days, by date
//	HANDOVER#<hash>         ARRIVAL, USED                            what a case system handed over; that a document was used
//	SIGNIN#<hash>           SIGNIN, KEPT#<form>                      a signed-in browser; forms kept while it signs in again
//
// Sparse indexes list what waits for somebody:
//
//	worklist   TEAM#<team>#<list>   <rank>#<reference>#<kind>      strands on a list; what operations must look at
//	received   TEAM#<team>#<list>   <sent>#<reference>#<kind>      the same strands, the longest since referral first
//	overdue    TEAM#<team>          <target>#<reference>#<kind>    open strands whose clock runs: what is below now is overdue
//	mine       HOLDER#<who>         <rank>#<reference>#<kind>      strands that a practitioner holds
//	mine-by-age  HOLDER#<who>       <sent>#<reference>#<kind>      the same strands, the longest since referral first
//	sent       REFERRER#<who>       <sent>#<reference>#<kind>      strands that a referrer sent
//	due        DUE#<0-7>            <instant>#<reference>#<what>   what must be looked at, and when
//
// A change of a case is one transaction with two conditions: the strand's
// version and the case's. Store.UpdateStrand makes it.
package casestore

// Table is the shape of the table: what creates it (the CDK, the double, a test)
// reads it from Schema.
type Table struct {
	PartitionKey, SortKey string
	// Expires is the attribute with the second after which an item may be
	// removed. Removal is late by up to days; readers check it themselves.
	Expires string
	Indexes []Index
}

// Index is a global secondary index with all attributes. Its keys are strings.
type Index struct {
	Name, PartitionKey, SortKey string
}

// Names of the indexes.
const (
	indexWorklist  = "worklist"
	indexReceived  = "received"
	indexOverdue   = "overdue"
	indexMine      = "mine"
	indexMineByAge = "mine-by-age"
	indexSent      = "sent"
	indexDue       = "due"
)

// Schema returns the shape of the table. Every key is a string. Its stream
// carries new and old images.
func Schema() Table {
	return Table{
		PartitionKey: "PK", SortKey: "SK", Expires: "Expires",
		Indexes: []Index{
			{Name: indexWorklist, PartitionKey: "WorklistKey", SortKey: "RankKey"},
			{Name: indexReceived, PartitionKey: "WorklistKey", SortKey: "SentKey"},
			{Name: indexOverdue, PartitionKey: "TargetKey", SortKey: "TargetAt"},
			{Name: indexMine, PartitionKey: "HolderKey", SortKey: "RankKey"},
			{Name: indexMineByAge, PartitionKey: "HolderKey", SortKey: "SentKey"},
			{Name: indexSent, PartitionKey: "ReferrerKey", SortKey: "SentKey"},
			{Name: indexDue, PartitionKey: "DueKey", SortKey: "DueAt"},
		},
	}
}
