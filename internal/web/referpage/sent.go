package referpage

import (
	"fmt"
	"html/template"
	"time"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/formview"
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

func (p pages) sent(r *web.Request) error {
	if r.Draft.SentAs == "" {
		return r.GoTo(web.DraftPath(r.Draft.ID, ""))
	}
	sent, err := p.Store.Referral(r.Ctx(), r.Draft.SentAs)
	if err != nil {
		return err
	}
	return r.Show("sent", web.Document{Title: "Referral sent"}, newSentPage(sent, p.Rules))
}

func newSentPage(r referral.Referral, rules referral.Rules) sentPage {
	at := display.ContextOf(r)
	page := sentPage{
		Confirmation: govuk.Panel{
			TitleText: "Referral sent",
			HTML:      template.HTML("Its reference is<br><strong>" + template.HTMLEscapeString(string(r.Reference)) + "</strong>"),
		},
		OutOfHours: display.OutOfHours(r, rules), StillMissing: display.StillMissing(r.Answers, at), Case: web.PathOfCase(r.Reference), Print: web.PathOfCase(r.Reference) + "/" + printSlug, Documents: display.DocumentsOf(r.Reference),
		Findings: formview.FindingWords(intake.FindingsOf(r.Answers, at)),
		Summary:  summaryToCopy(r, at),
	}
	if r.Facts.Ward {
		page.Another = new(newAnotherButton(r.Reference, "Refer another person from this ward"))
	}
	if words := closingWords(r, rules); len(words) > 0 {
		page.ReadOut, page.CallBack = readOut(words...), r.Answers.First(intake.CallBack)
	}
	for _, kind := range r.Kinds {
		page.Next = append(page.Next, nextSteps(r, kind, rules))
	}
	return page
}

// summaryToCopy is the referral as plain text, with a button to copy it where there
// is a script.
func summaryToCopy(r referral.Referral, at form.Context) govuk.Textarea {
	return govuk.Textarea{
		Name: "summary", Label: govuk.Label{Text: "Summary for the case record"}, Rows: 15, Value: display.PlainSummary(r, at),
		Hint: govuk.Hint{Text: "Select all of it and copy it."}, Attributes: govuk.Attributes{"readonly": "readonly", "data-copy": "Copy the summary"},
	}
}

// nextSteps says what happens next with one strand and by when. The rule is
// applied here too, because the line may not have come to it yet.
func nextSteps(r referral.Referral, kind referral.Kind, rules referral.Rules) govuk.SummaryList {
	card := govuk.SummaryList{Card: govuk.SummaryCard{Title: govuk.CardTitle{Text: kind.Label(), HeadingLevel: 3}}}
	row := func(key string, value govuk.Content) {
		card.Rows = append(card.Rows, govuk.SummaryRow{Key: govuk.Content{Text: key}, Value: value})
	}
	by := func(key string, target time.Time) {
		if !target.IsZero() {
			row(key, govuk.Content{Text: "By " + workingtime.InLondon(target, "3:04pm on Monday 2 January 2006")})
		}
	}
	if order, ordered := rules.TriageOrOrder(r, referral.Strand{Kind: kind}).(referral.Order); ordered {
		row("Decision", govuk.Content{Text: "You ordered it. It is recorded as your decision and joins no worklist."})
		by("In place", order.Decision.InPlaceBy)
		return card
	}
	triage := rules.Triage(r, kind)
	row("Priority", govuk.Content{
		HTML: govuk.Priority(string(triage.Priority), triage.Priority.Label()).Render() + template.HTML("<br>") + display.Lines(triage.Reasons...),
	})
	row("Goes to", govuk.Content{Text: triage.Team.Label()})
	by("First contact", triage.Targets.Contact)
	by("Assessed", triage.Targets.Assessed)
	if triage.Targets.InPlace.IsZero() {
		row("In place", govuk.Content{Text: fmt.Sprintf("Within %d working days of the decision, if it is yes", rules.Policy.Days[triage.Priority].InPlace)})
	}
	by("In place", triage.Targets.InPlace)
	return card
}
