package web

import (
	"assistive-referrals/internal/web/base"
	"assistive-referrals/internal/web/display"
	"fmt"
	"html/template"
	"strings"
	"time"

	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
	"assistive-referrals/internal/workingtime"
)

// sentPage confirms that a referral was sent, and says what happens next.
type sentPage struct {
	Confirmation govuk.Panel
	ReadOut      template.HTML // to whoever telephoned; may be empty
	CallBack     string        // the note about a call back; may be empty
	OutOfHours   template.HTML
	Next         []govuk.SummaryList // one for each strand
	Findings     template.HTML       // what does not fit, or must be seen to
	StillMissing template.HTML
	Summary      govuk.Textarea // plain text, to copy
	Case, Print  string         // where the case is, and where it is printed
	Documents    string         // where files can be added
	Another      *anotherButton // nil unless it is of somebody on a ward
}

func sent(v *visit) error {
	if v.Draft.SentAs == "" {
		return v.GoTo(draftPath(v.Draft.ID, ""))
	}
	r, err := v.Store.Referral(v.Ctx(), v.Draft.SentAs)
	if err != nil {
		return err
	}
	return v.Show("sent", web.Document{Title: "Referral sent"}, newSentPage(r, v.calendar))
}

func newSentPage(r referral.Referral, calendar *workingtime.Calendar) sentPage {
	at := contextOf(r)
	page := sentPage{
		Confirmation: govuk.Panel{
			TitleText: "Referral sent",
			HTML:      template.HTML("Its reference is<br><strong>" + template.HTMLEscapeString(string(r.Reference)) + "</strong>"),
		},
		OutOfHours: outOfHours(r, calendar), StillMissing: stillMissing(r.Answers, at), Case: web.PathOfCase(r.Reference), Print: web.PathOfCase(r.Reference) + "/" + printSlug, Documents: documentsOf(r.Reference),
		Findings: findingWords(intake.FindingsOf(r.Answers, at)),
		Summary:  summaryToCopy(r, at),
	}
	if r.Facts.Ward {
		page.Another = new(newAnotherButton(r.Reference, "Refer another person from this ward"))
	}
	if words := closingWords(r, calendar); len(words) > 0 {
		page.ReadOut, page.CallBack = readOut(words...), r.Answers.First(intake.CallBack)
	}
	for _, kind := range r.Kinds {
		page.Next = append(page.Next, nextSteps(r, kind, calendar))
	}
	return page
}

// summaryToCopy is the referral as plain text, with a button to copy it where there
// is a script.
func summaryToCopy(r referral.Referral, at intake.Context) govuk.Textarea {
	return govuk.Textarea{
		Name: "summary", Label: govuk.Label{Text: "Summary for the case record"}, Rows: 15, Value: plainSummary(r, at),
		Hint: govuk.Hint{Text: "Select all of it and copy it."}, Attributes: govuk.Attributes{"readonly": "readonly", "data-copy": "Copy the summary"},
	}
}

// nextSteps says what happens next with one strand and by when. The rule is
// applied here too, because the line may not have come to it yet.
func nextSteps(r referral.Referral, kind referral.Kind, calendar *workingtime.Calendar) govuk.SummaryList {
	card := govuk.SummaryList{Card: govuk.SummaryCard{Title: govuk.CardTitle{Text: kind.Label(), HeadingLevel: 3}}}
	row := func(key string, value govuk.Content) {
		card.Rows = append(card.Rows, govuk.SummaryRow{Key: govuk.Content{Text: key}, Value: value})
	}
	by := func(key string, target time.Time) {
		if !target.IsZero() {
			row(key, govuk.Content{Text: "By " + display.InLondon(target, "3:04pm on Monday 2 January 2006")})
		}
	}
	if order, ordered := referral.TriageOrOrder(r, referral.Strand{Kind: kind}, calendar).(referral.Order); ordered {
		row("Decision", govuk.Content{Text: "You ordered it. It is recorded as your decision and joins no worklist."})
		by("In place", order.Decision.InPlaceBy)
		return card
	}
	triage := referral.TriageOf(r, kind, calendar)
	row("Priority", govuk.Content{
		HTML: govuk.Priority(string(triage.Priority), triage.Priority.Label()).Render() + template.HTML("<br>") + display.Lines(triage.Reasons...),
	})
	row("Goes to", govuk.Content{Text: triage.Team.Label()})
	by("First contact", triage.Targets.Contact)
	by("Assessed", triage.Targets.Assessed)
	if triage.Targets.InPlace.IsZero() {
		row("In place", govuk.Content{Text: fmt.Sprintf("Within %d working days of the decision, if it is yes", referral.CurrentPolicy().Days[triage.Priority].InPlace)})
	}
	by("In place", triage.Targets.InPlace)
	return card
}

// plainSummary is the referral as plain text, for the case record of another
// system.
func plainSummary(r referral.Referral, at intake.Context) string {
	var s strings.Builder
	fmt.Fprintf(&s, "Referral %s\nSent %s by %s, %s\n", r.Reference, display.InLondon(r.Sent, "2 January 2006 at 3:04pm"), r.Referrer.Name, r.Referrer.Role.Label())
	for _, section := range intake.SectionsFor(r.Answers, at) {
		fmt.Fprintf(&s, "\n%s\n", section.Title)
		for _, f := range section.Asked(r.Answers, at) {
			if len(r.Answers[f.Name]) > 0 {
				fmt.Fprintf(&s, "- %s %s\n", f.Label, strings.Join(intake.Show(f, r.Answers), "; "))
			}
		}
	}
	if result, reasons := intake.Screen(r.Answers, at); result != "" {
		fmt.Fprintf(&s, "\nResult of the screening: %s\n", result.Label())
		for _, reason := range reasons {
			fmt.Fprintf(&s, "- %s\n", reason.Why)
		}
	}
	if findings := intake.FindingsOf(r.Answers, at); len(findings) > 0 {
		s.WriteString("\nWhat does not fit, or must be seen to\n")
		for _, finding := range findings {
			fmt.Fprintf(&s, "- %s\n", finding.Words)
		}
	}
	if tasks := intake.StillMissing(r.Answers, at); len(tasks) > 0 {
		s.WriteString("\nStill to be found out\n")
		for _, task := range tasks {
			fmt.Fprintf(&s, "- %s (needed %s; %s)\n", task.Label(), task.NeededBy.Label(), whoCan(task.Who))
		}
	}
	return s.String()
}
