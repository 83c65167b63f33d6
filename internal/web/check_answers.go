package web

import (
	"assistive-referrals/internal/web/base"
	"assistive-referrals/internal/web/display"
	"errors"
	"html/template"
	"net/http"
	"slices"
	"strconv"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/web/govuk"
)

// checkAnswersPage shows every answer before it is sent.
type checkAnswersPage struct {
	Action       string
	Request      string // identifies this page's form, however often it is sent
	Version      int    // of the draft that the page shows
	Incomplete   string // what is needed first, in words; "" if nothing is
	Sections     []govuk.SummaryList
	Notes        []govuk.InsetText
	Findings     template.HTML // what does not fit, or must be seen to
	Screening    template.HTML
	StillMissing template.HTML
	OutOfHours   template.HTML
	TaskList     string
	Documents    template.HTML       // leads to what was added; empty if nothing was
	Open         []govuk.SummaryList // open referrals for the person that whoever refers may see
	DeleteDraft  string
	Print        string
}

func checkAnswers(v *visit) error {
	if v.Draft.SentAs != "" {
		return v.GoTo(draftPath(v.Draft.ID, "sent"))
	}
	return v.showAnswers(http.StatusOK, web.Document{})
}

// showAnswers shows the page as the draft now is.
func (v *visit) showAnswers(status int, d web.Document) error {
	d.Title, d.Back = "Check the answers before you send the referral", draftPath(v.Draft.ID, "")
	page := newCheckAnswersPage(v.Draft, v.at())
	page.Request = web.NewIdentifier()
	files, err := v.Store.Attachments(v.Ctx(), v.Draft.ID)
	if err != nil {
		return err
	}
	if line := filesLine(files); line != "" {
		page.Documents = web.Link{Text: line, Href: draftPath(v.Draft.ID, "documents")}.Render()
	}
	if page.Open, err = v.openBefore(intake.Facts(v.Draft.Answers(), v.at()).Person); err != nil {
		return err
	}
	page.OutOfHours = outOfHours(v.referralOf(v.Draft.Answers()), v.calendar)
	return v.ShowAs(status, "check_answers", d, page)
}

func newCheckAnswersPage(draft casestore.Draft, at intake.Context) checkAnswersPage {
	all := draft.Answers()
	page := checkAnswersPage{
		Action: draftPath(draft.ID, intake.CheckAnswersSlug), Version: draft.Version, TaskList: draftPath(draft.ID, ""), DeleteDraft: draftPath(draft.ID, "delete"),
		Print:     draftPath(draft.ID, printSlug),
		Screening: screeningCard(all, at), StillMissing: stillMissing(all, at),
	}
	findings := intake.FindingsOf(all, at)
	page.Findings = findingWords(findings)
	if needed := len(intake.Check(all, at)); needed > 0 {
		page.Incomplete = neededToSend(needed, len(intake.KindsOf(all)))
	}
	for _, section := range intake.SectionsFor(all, at) {
		card := govuk.SummaryList{Card: govuk.SummaryCard{Title: govuk.CardTitle{Text: section.Title}}}
		for _, f := range section.Asked(all, at) {
			if section.Optional && len(all[f.Name]) == 0 {
				continue // the task list has them, under "If you know it"
			}
			card.Rows = append(card.Rows, govuk.SummaryRow{
				Key: govuk.Content{Text: f.Label}, Value: govuk.Content{HTML: display.Lines(intake.Show(f, all)...)},
				Actions: govuk.Actions{Items: []govuk.Action{
					{Text: "Change", VisuallyHiddenText: f.Label, Href: changeLink(draft.ID, section.Slug, f.Anchor())},
				}},
			})
		}
		if len(card.Rows) > 0 {
			page.Sections = append(page.Sections, card)
		}
		for _, note := range section.Notes(all, at) {
			if slices.ContainsFunc(findings, func(f catalogue.Finding) bool { return f.Words == note.Message }) {
				continue
			}
			page.Notes = append(page.Notes, govuk.InsetText{Text: note.Message})
		}
	}
	return page
}

// sendReferral opens a case with the draft as the page showed it. However often
// it is sent, there is one case.
func sendReferral(v *visit) error {
	if v.Draft.SentAs != "" {
		return v.GoTo(draftPath(v.Draft.ID, "sent"))
	}
	if version, err := strconv.Atoi(v.Posted.Get("version")); err != nil || version != v.Draft.Version {
		return v.answersMoved()
	}
	all := v.Draft.Answers()
	if problems := intake.Check(all, v.at()); len(problems) > 0 {
		return v.showAnswers(http.StatusUnprocessableEntity, web.Document{Problems: summaryOf(problems, v.Draft.ID)})
	}
	_, err := v.Store.Open(v.Ctx(), casestore.Submission{
		Draft: v.Draft, Request: v.formRequest(), Sent: v.referralOf(all), Secrets: intake.Secrets(all, v.at()),
	})
	switch {
	case errors.Is(err, casestore.ErrStaleDraft):
		if v.Draft, err = v.Store.Draft(v.Ctx(), v.Who.Referrer.ID, v.Draft.ID); err != nil {
			return err
		}
		return v.answersMoved()
	case casestore.IsNotFound(err):
		return web.ErrNoSuchDraft
	case err != nil:
		return err
	}
	return v.GoTo(draftPath(v.Draft.ID, "sent"))
}

// answersMoved shows the page again because the draft is not what was checked.
func (v *visit) answersMoved() error {
	return v.showAnswers(http.StatusConflict, web.Document{Banner: govuk.NotificationBanner{
		TitleText: "Not sent yet", Role: "alert",
		Text: "The draft was saved somewhere else after you opened this page, perhaps in another tab. These are its answers now. Check them, then send it.",
	}})
}

// formRequest returns the identifier of the form that was sent, by which it is
// recognised when it is sent again.
func (v *visit) formRequest() string {
	if request := v.Posted.Get("request"); ourIdentifier.MatchString(request) {
		return request
	}
	return v.ID
}
