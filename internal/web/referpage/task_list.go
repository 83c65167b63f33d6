package referpage

import (
	"fmt"
	"html/template"
	"time"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/govuk"
)

// taskListPage is the parts of one referral, each with how far it has got.
type taskListPage struct {
	Heading string
	Needed  string // what is needed to send it, in words
	Tasks   govuk.TaskList
	IfKnown govuk.TaskList // what can be left
	Kept    template.HTML  // until when the draft is kept
	Delete  string         // where the draft can be deleted
	// Telephone is where it is asked in words to be said.
	Telephone, Print string
}

func (p pages) taskList(r *web.Request) error {
	files, err := p.Store.Attachments(r.Ctx(), r.Draft.ID)
	if err != nil {
		return err
	}
	// The title has no name in it: titles stay in a browser's history.
	return r.Show("task_list", web.Document{Title: "Referral", Back: "/my-referrals"}, newTaskListPage(r.Draft, files, display.At(r), p.Rules.Policy))
}

func newTaskListPage(draft casestore.Draft, files []casestore.Attachment, at form.Context, policy referral.Policy) taskListPage {
	all := draft.Answers()
	page := taskListPage{
		Heading: "Referral", Kept: keptOnDraft(draft, at.Now, policy), Delete: web.DraftPath(draft.ID, "delete"), Telephone: web.DraftPath(draft.ID, telephoneSlug),
		Print: web.DraftPath(draft.ID, printSlug),
		Tasks: govuk.TaskList{IDPrefix: "task-list"}, IfKnown: govuk.TaskList{IDPrefix: "if-known"},
	}
	if name := all.First("full-name"); name != "" {
		page.Heading = "Referral for " + name
	}
	sections := intake.SectionsFor(all, at)
	needed := 0
	for _, section := range sections {
		problems := len(section.Check(all, at))
		needed += problems
		list := &page.Tasks
		if section.Optional {
			list = &page.IfKnown
		}
		list.Items = append(list.Items, govuk.Task{
			Title: govuk.Content{Text: section.Title}, Hint: govuk.Content{Text: answersNeeded(problems)},
			Href: web.DraftPath(draft.ID, section.Slug), Status: statusOf(intake.Status(section, all, at)),
		})
	}
	page.IfKnown.Items = append(page.IfKnown.Items, govuk.Task{
		Title: govuk.Content{Text: "Documents and photographs"}, Hint: govuk.Content{Text: display.FilesLine(files)},
		Href: web.DraftPath(draft.ID, "documents"), Status: filesStatus(files),
	})
	checking := govuk.Task{Title: govuk.Content{Text: "Check answers and send"}, Status: statusOf(intake.StatusOfChecking(all, at))}
	if needed == 0 {
		checking.Href = web.DraftPath(draft.ID, intake.CheckAnswersSlug)
	}
	page.Tasks.Items = append(page.Tasks.Items, checking)
	page.Needed = neededToSend(needed, len(intake.KindsOf(all)))
	return page
}

// filesStatus is of the files what statusOf is of a section.
func filesStatus(files []casestore.Attachment) govuk.TaskStatus {
	if display.FilesLine(files) == "" {
		return statusOf(intake.NotStarted)
	}
	return statusOf(intake.Completed)
}

// keptOnDraft warns of a draft that will go soon, and otherwise only says when.
func keptOnDraft(draft casestore.Draft, now time.Time, policy referral.Policy) template.HTML {
	until, left, soon := keptUntil(draft, now, policy)
	said := until + "; " + left + ". Saving any part of it keeps it for longer."
	if soon {
		return govuk.WarningText{Text: said}.Render()
	}
	return `<p class="govuk-body govuk-hint">` + display.Lines(said) + "</p>"
}

func neededToSend(answers, kinds int) string {
	switch {
	case kinds == 0:
		return "Say first what the referral is for: that decides which sections it has."
	case answers == 0:
		return "Nothing more is needed to send it. What you leave out is asked later."
	case answers == 1:
		return "1 more answer is needed to send it. Everything else can wait."
	}
	return fmt.Sprintf("%d more answers are needed to send it. Everything else can wait.", answers)
}

func answersNeeded(problems int) string {
	switch problems {
	case 0:
		return ""
	case 1:
		return "1 answer needed to send"
	}
	return fmt.Sprintf("%d answers needed to send", problems)
}

func statusOf(p intake.Progress) govuk.TaskStatus {
	switch p {
	case intake.Completed:
		return govuk.TaskStatus{Text: p.Label()}
	case intake.CannotStartYet:
		return govuk.TaskStatus{Text: p.Label(), Classes: "govuk-task-list__status--cannot-start-yet"}
	case intake.InProgress:
		return govuk.TaskStatus{Tag: govuk.Tag{Text: p.Label(), Classes: "govuk-tag--light-blue"}}
	}
	return govuk.TaskStatus{Tag: govuk.Tag{Text: p.Label(), Classes: "govuk-tag--blue"}}
}

// draftName is what a list shows of a draft's person: initials only.
func draftName(all form.Answers) string {
	return referral.Person{Name: all.First("full-name")}.Initials()
}
