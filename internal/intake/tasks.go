package intake

import (
	"fmt"
	"slices"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

// Task is a question that somebody still has to answer, or a section of them.
type Task struct {
	Section  string     // slug
	Title    string     // of the section
	Field    form.Field // the question; the first one where they are several
	NeededBy form.Level
	Who      []form.Who // who can answer it
	Asked    bool       // the referrer said "Don’t know", as opposed to leaving it
	// Questions is how many there are: more than one only where nothing of an
	// optional section was answered, for then the section is the task.
	Questions int
}

// Label returns what people see.
func (t Task) Label() string {
	if t.Questions > 1 {
		return fmt.Sprintf("%s (%d questions)", t.Title, t.Questions)
	}
	return t.Field.Label
}

// StillMissing returns what is asked of this referral, still open, and expected to
// be answered later, in the order of the form.
func StillMissing(all form.Answers, at form.Context) []Task {
	var tasks []Task
	for _, s := range SectionsFor(all, at) {
		untouched := s.Optional && !slices.ContainsFunc(s.Fields, func(f form.Field) bool { return len(all[f.Name]) > 0 })
		for _, f := range s.Asked(all, at) {
			if !f.DontKnow || len(all[f.Name]) > 0 && !f.Unknown(all) && !f.Awaited(all) {
				continue
			}
			if last := len(tasks) - 1; untouched && last >= 0 && tasks[last].Section == s.Slug && tasks[last].NeededBy == f.NeededBy {
				tasks[last].add(f)
				continue
			}
			tasks = append(tasks, Task{Section: s.Slug, Title: s.Title, Field: f, NeededBy: f.NeededBy, Who: f.AnsweredBy, Asked: f.Unknown(all) || f.Awaited(all), Questions: 1})
		}
	}
	return tasks
}

// add counts one more question of the same section.
func (t *Task) add(f form.Field) {
	t.Questions++
	t.Who = slices.Clone(t.Who)
	for _, who := range f.AnsweredBy {
		if !slices.Contains(t.Who, who) {
			t.Who = append(t.Who, who)
		}
	}
}

// missingToDecide counts, for each thing that is asked for, what was asked, is still
// open, and is needed to decide. What whoever refers was led past counts only where
// they said that they do not know it: the assessment asks it anyway.
func missingToDecide(all form.Answers, at form.Context) map[referral.Kind]int {
	missing := map[referral.Kind]int{}
	for _, task := range StillMissing(all, at) {
		s, _ := Find(task.Section)
		for _, kind := range KindsOf(all) {
			if task.NeededBy == form.Decide && (!s.Optional || task.Asked) && (s.Kind == "" || s.Kind == kind) {
				missing[kind]++
			}
		}
	}
	return missing
}
