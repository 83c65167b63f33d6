package referral

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"time"

	"assistive-referrals/internal/catalogue"
)

// Policy holds the numbers that are a council's choice and not a fact. The
// defaults are in policy.json.
type Policy struct {
	// CutOffHour is when a day's post is over: later counts from the next working
	// morning. It never applies to what is urgent.
	CutOffHour int
	// UrgentDischargeDays makes a discharge within so many calendar days urgent.
	UrgentDischargeDays int
	// Working days to first contact, to the assessment, and to having it in place.
	Days map[Priority]struct{ Contact, Assessed, InPlace int }
	// HeadStart is how much earlier a priority ranks than its target says.
	HeadStart struct{ Urgent, High time.Duration }
	// OrderLimitPence is what a trusted assessor may order at once, in total.
	OrderLimitPence int
	// ApprovalLimitPence is the cost above which a second person must approve a
	// decision; 0 for never.
	ApprovalLimitPence int
	// AuditPercent is how many of a hundred direct orders are audited.
	AuditPercent int
	// Sessions bound what can be decided for a headset.
	Sessions SessionLimits
	// ReviewAfterDays is the default interval from in place to review, in calendar days.
	ReviewAfterDays int
	// Working days after which a claim without any record of work warns its
	// holder, and after which it lapses.
	ClaimWarnsDays, ClaimLapsesDays int
	// ExpectWeeks is how far back it is looked for how long people have waited, and
	// ExpectAtLeast of how many something must be known before it is told.
	ExpectWeeks, ExpectAtLeast int
	// NextHeadStart is how much earlier a strand is somebody's next who knows the
	// person or has a skill that it asks for, and how much later where they lack one.
	NextHeadStart time.Duration
	// Attachments says how many files a referral takes, and how large each may be.
	Attachments struct{ Most, Megabytes int }
	// MustMeet are the requirements without which nobody may take a strand.
	MustMeet []Requirement

	// NoReply is what is done while nobody can be reached.
	NoReply map[Priority]NoReply
	// Working days after which a referrer who was asked is reminded, each time, and
	// after which the practitioner is told that there is no answer.
	AskAgainDays  []int
	AskGiveUpDays int
	// QuietAfterDays is how many calendar days an allocation may go without a record
	// once a target has passed, before its manager is prompted.
	QuietAfterDays int
	// NextReviewAfterDays is the default interval from one review to the next, in
	// calendar days.
	NextReviewAfterDays int
	// ReopenWithinDays is for how many calendar days something that ended can be
	// reopened.
	ReopenWithinDays int
	// CollectDays is how many working days there are to collect what somebody had who
	// has died.
	CollectDays int
	// DraftDays is for how many calendar days a draft is kept after it was last saved,
	// and DraftNoticeDays how many of them are left when whoever began it is told.
	DraftDays, DraftNoticeDays int
}

// NoReply says how often somebody is tried, and how long each step waits.
type NoReply struct {
	Attempts     int `json:"attempts"`     // on different days, or parts of a day if they are 0 days apart
	ApartDays    int `json:"apartDays"`    // working days from one attempt to the next
	LetterDays   int `json:"letterDays"`   // working days that a letter has to be answered
	ReferrerDays int `json:"referrerDays"` // working days that the referrer has to know another way
}

//go:embed policy.json
var policyFile []byte

// policy is read-only after the package is initialised; it is part of the
// program text, and a mistake in it must stop every test.
var policy = mustReadPolicy(policyFile)

// CurrentPolicy returns the policy in force.
func CurrentPolicy() Policy { return policy }

// OrderWithinAuthority tells whether a trusted assessor may order that equipment
// at once: simple, not monitoring anybody, and within the cost limit.
func OrderWithinAuthority(equipment []catalogue.Code) bool {
	return len(equipment) > 0 && catalogue.Simple(equipment) && catalogue.Cost(equipment) <= policy.OrderLimitPence
}

func mustReadPolicy(document []byte) Policy {
	var file struct {
		CutOffHour          int
		UrgentDischargeDays int
		Days                map[Priority]struct{ Contact, Assessed, InPlace int }
		HeadStartDays       struct{ Urgent, High int }
		OrderLimitPence     int
		ApprovalLimitPence  int
		AuditPercent        int
		Sessions            SessionLimits
		ReviewAfterDays     int
		ClaimWarnsDays      int
		ClaimLapsesDays     int
		ExpectWeeks         int
		ExpectAtLeast       int
		NextHeadStartDays   int
		MustMeet            []Requirement

		NoReply             map[Priority]NoReply
		AskAgainDays        []int
		AskGiveUpDays       int
		QuietAfterDays      int
		NextReviewAfterDays int
		ReopenWithinDays    int
		CollectDays         int
		Attachments         struct{ Most, Megabytes int }

		DraftDays, DraftNoticeDays int
	}
	if err := json.Unmarshal(document, &file); err != nil {
		panic(fmt.Sprintf("policy.json: %v", err))
	}
	const day = 24 * time.Hour
	p := Policy{CutOffHour: file.CutOffHour, UrgentDischargeDays: file.UrgentDischargeDays, Days: file.Days,
		OrderLimitPence: file.OrderLimitPence, ApprovalLimitPence: file.ApprovalLimitPence, AuditPercent: file.AuditPercent, Sessions: file.Sessions, ReviewAfterDays: file.ReviewAfterDays,
		ClaimWarnsDays: file.ClaimWarnsDays, ClaimLapsesDays: file.ClaimLapsesDays,
		ExpectWeeks: file.ExpectWeeks, ExpectAtLeast: file.ExpectAtLeast}
	p.NextHeadStart, p.MustMeet = time.Duration(file.NextHeadStartDays)*day, file.MustMeet
	p.Attachments = file.Attachments
	for _, must := range p.MustMeet {
		if must.Label() == "" {
			panic(fmt.Sprintf("policy.json: there is no requirement %q", must))
		}
	}
	p.NoReply, p.AskAgainDays, p.AskGiveUpDays, p.QuietAfterDays = file.NoReply, file.AskAgainDays, file.AskGiveUpDays, file.QuietAfterDays
	p.NextReviewAfterDays, p.ReopenWithinDays, p.CollectDays = file.NextReviewAfterDays, file.ReopenWithinDays, file.CollectDays
	p.DraftDays, p.DraftNoticeDays = file.DraftDays, file.DraftNoticeDays
	p.HeadStart.Urgent = time.Duration(file.HeadStartDays.Urgent) * day
	p.HeadStart.High = time.Duration(file.HeadStartDays.High) * day
	return p
}
