package intake

import (
	"slices"

	"assistive-referrals/internal/form"
)

// Progress is how far a section has got, as the task list shows it.
type Progress string

const (
	NotStarted       Progress = "not-started"
	InProgress       Progress = "in-progress"
	Completed        Progress = "completed"
	CannotStartYet   Progress = "cannot-start-yet"
	CheckAnswersSlug          = "check-answers"
)

// Label returns what people see.
func (p Progress) Label() string {
	switch p {
	case NotStarted:
		return "Not started"
	case InProgress:
		return "In progress"
	case Completed:
		return "Completed"
	case CannotStartYet:
		return "Cannot start yet"
	}
	return ""
}

// Status returns how far the section has got. It is CannotStartYet for a section
// that the referral does not have. A section in which nothing is required is
// completed when every question that expects an answer, even "Don’t know", has one.
func Status(s form.Section, all form.Answers, at form.Context) Progress {
	if s.Kind != "" && !all.Has("kinds", string(s.Kind)) {
		return CannotStartYet
	}
	asked := s.ForRole(at.Role).Asked(all, at)
	answered := func(f form.Field) bool { return len(all[f.Name]) > 0 }
	if !slices.ContainsFunc(asked, answered) {
		return NotStarted
	}
	if len(s.Check(all, at)) > 0 {
		return InProgress
	}
	required := slices.ContainsFunc(asked, form.Field.Required)
	open := slices.ContainsFunc(asked, func(f form.Field) bool { return f.DontKnow && !answered(f) })
	if !required && open {
		return InProgress
	}
	return Completed
}

// StatusOfChecking returns how far "Check answers and send" has got: it can start
// once nothing stands in the way of sending.
func StatusOfChecking(all form.Answers, at form.Context) Progress {
	if len(Check(all, at)) > 0 {
		return CannotStartYet
	}
	return NotStarted
}
