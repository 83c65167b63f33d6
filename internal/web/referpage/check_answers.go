package referpage

import (
	"errors"
	"html/template"
	"net/http"
	"slices"
	"strconv"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/formview"
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

func (p pages) checkAnswers(r *web.Request) error {
	return p.showAnswers(r, http.StatusOK, web.Document{})
}

// showAnswers shows the page as the draft now is.
func (p pages) showAnswers(r *web.Request, status int, d web.Document) error {
	d.Title, d.Back = "Check the answers before you send the referral", web.DraftPath(r.Draft.ID, "")
	page := newCheckAnswersPage(r.Draft, display.At(r))
	page.Request = web.NewIdentifier()
	files, err := p.Store.Attachments(r.Ctx(), r.Draft.ID)
	if err != nil {
		return err
	}
	if line := display.FilesLine(files); line != "" {
		page.Documents = web.Link{Text: line, Href: web.DraftPath(r.Draft.ID, "documents")}.Render()
	}
	if page.Open, err = display.OpenBefore(r, intake.Facts(r.Draft.Answers(), display.At(r)).Person); err != nil {
		return err
	}
	page.OutOfHours = display.OutOfHours(display.ReferralOf(r, r.Draft.Answers()), p.Rules)
	return r.ShowAs(status, "check_answers", d, page)
}

func newCheckAnswersPage(draft casestore.Draft, at form.Context) checkAnswersPage {
	all := draft.Answers()
	page := checkAnswersPage{
		Action: web.DraftPath(draft.ID, intake.CheckAnswersSlug), Version: draft.Version, TaskList: web.DraftPath(draft.ID, ""), DeleteDraft: web.DraftPath(draft.ID, "delete"),
		Print:     web.DraftPath(draft.ID, printSlug),
		Screening: display.ScreeningCard(all, at), StillMissing: display.StillMissing(all, at),
	}
	findings := intake.FindingsOf(all, at)
	page.Findings = formview.FindingWords(findings)
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
				Key: govuk.Content{Text: f.Label}, Value: govuk.Content{HTML: display.Lines(form.Show(f, all)...)},
				Actions: govuk.Actions{Items: []govuk.Action{
					{Text: "Change", VisuallyHiddenText: f.Label, Href: formview.ChangeLink(draft.ID, section.Slug, f.Anchor())},
				}},
			})
		}
		if len(card.Rows) > 0 {
			page.Sections = append(page.Sections, card)
		}
		for _, note := range intake.Notes(section, all, at) {
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
func (p pages) sendReferral(r *web.Request) error {
	if version, err := strconv.Atoi(r.Posted.Get("version")); err != nil || version != r.Draft.Version {
		return p.answersMoved(r)
	}
	all := r.Draft.Answers()
	if problems := intake.Check(all, display.At(r)); len(problems) > 0 {
		return p.showAnswers(r, http.StatusUnprocessableEntity, web.Document{Problems: formview.SummaryOf(problems, r.Draft.ID)})
	}
	_, err := p.Store.Open(r.Ctx(), casestore.Submission{
		Draft: r.Draft, Request: web.FormRequest(r), Sent: display.ReferralOf(r, all), Secrets: intake.Secrets(all, display.At(r)),
	})
	switch {
	case errors.Is(err, casestore.ErrStaleDraft):
		if r.Draft, err = p.Store.Draft(r.Ctx(), r.Who.Referrer.ID, r.Draft.ID); err != nil {
			return err
		}
		return p.answersMoved(r)
	case casestore.IsNotFound(err):
		return r.Site.NoSuchDraft()
	case err != nil:
		return err
	}
	return r.GoTo(web.DraftPath(r.Draft.ID, "sent"))
}

// answersMoved shows the page again because the draft is not what was checked.
func (p pages) answersMoved(r *web.Request) error {
	return p.showAnswers(r, http.StatusConflict, web.Document{Banner: govuk.NotificationBanner{
		TitleText: "Not sent yet", Role: "alert",
		Text: "The draft was saved somewhere else after you opened this page, perhaps in another tab. These are its answers now. Check them, then send it.",
	}})
}
