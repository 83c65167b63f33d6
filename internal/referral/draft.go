package referral

import (
	"time"

	"assistive-referrals/internal/workingtime"
)

// DraftDates returns until when a draft is kept that was saved then, and when
// whoever began it is told that it will go. It goes at the end of a day.
func (r Rules) DraftDates(saved time.Time) (until, notice time.Time) {
	day := saved.In(workingtime.London())
	on := func(days, hour int) time.Time {
		return time.Date(day.Year(), day.Month(), day.Day()+days, hour, 0, 0, 0, workingtime.London())
	}
	return on(r.Policy.DraftDays+1, 0), on(r.Policy.DraftDays-r.Policy.DraftNoticeDays, noticeHour)
}

// noticeHour is when in the day somebody is told.
const noticeHour = 8

// NoticeDraft is that a draft will go soon. It is of no case, and so of no event.
const NoticeDraft = "draft-about-to-expire"
