package referral

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"
)

// Policy holds the numbers that are a council's choice and not a fact, as
// policy.json names them.
type Policy struct {
	// CutOffHour is when a day's post is over: later counts from the next working
	// morning. It never applies to what is urgent.
	CutOffHour int
	// UrgentDischargeDays makes a discharge within so many calendar days urgent.
	UrgentDischargeDays int
	// Working days to first contact, to the assessment, and to having it in place.
	Days          map[Priority]struct{ Contact, Assessed, InPlace int }
	HeadStartDays struct{ Urgent, High int } // see HeadStart
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
	NextHeadStartDays          int // see NextHeadStart
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

// ReadPolicy reads a policy. It returns an error if it says something that no policy
// has, or leaves out what the line cannot do without.
func ReadPolicy(document []byte) (Policy, error) {
	var p Policy
	decoder := json.NewDecoder(bytes.NewReader(document))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&p); err != nil {
		return Policy{}, fmt.Errorf("policy: %w", err)
	}
	for _, must := range p.MustMeet {
		if must.Label() == "" {
			return Policy{}, fmt.Errorf("policy: there is no requirement %q", must)
		}
	}
	for _, priority := range Priorities() {
		if _, there := p.Days[priority]; !there || p.NoReply[priority].Attempts < 1 {
			return Policy{}, fmt.Errorf("policy: days or attempts of what is %s are missing", priority)
		}
	}
	return p, nil
}

const day = 24 * time.Hour

// HeadStart is how much earlier a priority ranks than its target says.
func (p Policy) HeadStart(of Priority) time.Duration { return time.Duration(p.headStartDays(of)) * day }

func (p Policy) headStartDays(of Priority) int {
	switch of {
	case Urgent:
		return p.HeadStartDays.Urgent
	case High:
		return p.HeadStartDays.High
	}
	return 0
}

// NextHeadStart is how much earlier a strand is somebody's next who knows the person
// or has a skill that it asks for, and how much later where they lack one.
func (p Policy) NextHeadStart() time.Duration { return time.Duration(p.NextHeadStartDays) * day }
