package referpage

import (
	"html/template"
	"slices"
	"strings"
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

// endingPage ends a call: what is said again, what is still needed to send, and
// whether a call back is needed.
type endingPage struct {
	Warnings []govuk.WarningText // what must not be said, and to whom
	ReadBack govuk.SummaryList
	Needed   string
	Missing  []web.Link // what is needed to send, each with where it is asked
	Script   template.HTML
	Action   string
	Carried  []web.Input
	CallBack template.HTML
}

// callBack is the section about the call with just the question that ends it.
func callBack(whole form.Section) form.Section {
	asked := whole
	asked.Fields = nil
	for _, f := range whole.Fields {
		if f.Name == intake.CallBack {
			f.Parent = nil
			asked.Fields = append(asked.Fields, f)
		}
	}
	return asked
}

// ending shows what ends a call; sent, it keeps the note about a call back and goes on
// to check the answers.
func (p pages) ending(r *web.Request) error {
	whole, _ := intake.Find(intake.CallSlug)
	e := p.editorOf(r, whole, telephoneSlug+"/"+endingSlug)
	e.Asked = callBack(whole)
	e.Adds = func(typed form.Answers) form.Answers {
		if len(typed) == 0 {
			return nil
		}
		return takenByTelephone(typed)
	}
	e.Page = func(r *web.Request, v formview.View) error {
		sections := spokenSections(v.All, e.At)
		return r.ShowAs(v.Status, "ending", web.Document{
			Title: "Ending the call", Back: telephonePath(r.Draft.ID, sections[len(sections)-1].Slug), Problems: formview.SummaryOf(v.Problems, ""),
		}, newEndingPage(r.Draft.ID, e, v))
	}
	if r.Posted == nil {
		return e.Show(r)
	}
	return e.Save(r, func(formview.Saved) string { return web.DraftPath(r.Draft.ID, intake.CheckAnswersSlug) })
}

func newEndingPage(draft string, e formview.Editor, v formview.View) endingPage {
	at, all := e.At, v.All
	asked := formview.Ask(e.Asked, all, at, v.Problems).OfDraft(false) // a note of whoever takes the call: it is not said
	page := endingPage{Action: e.Action, Carried: v.Carried, CallBack: asked.Shown()}
	for _, w := range intake.Warnings(all, at) {
		page.Warnings = append(page.Warnings, govuk.WarningText{HTML: display.Lines(w.About + ": " + w.Text)})
	}
	for _, f := range intake.ReadBack(all, at) {
		page.ReadBack.Rows = append(page.ReadBack.Rows, govuk.SummaryRow{Key: govuk.Content{Text: f.Label}, Value: govuk.Content{HTML: display.Lines(form.Show(f, all)...)}})
	}
	missing := intake.Check(all, at)
	page.Needed = neededToSend(len(missing), len(intake.KindsOf(all)))
	spoken := spokenSections(all, at)
	for _, problem := range missing {
		said := slices.ContainsFunc(spoken, func(s form.Section) bool {
			_, here := s.Field(problem.Field)
			return s.Slug == problem.Section && here
		})
		path := web.DraftPath(draft, problem.Section) + "#" + problem.Anchor
		if said {
			path = telephonePath(draft, problem.Section) + "#" + problem.Anchor
		}
		page.Missing = append(page.Missing, web.Link{Text: problem.Message, Href: path})
	}
	if len(missing) == 0 {
		page.Script = readOut("“Thank you. Before we end: let me read this back to you.”", "“I will send it now, and tell you its reference and what happens next.”")
	} else {
		page.Script = readOut("“Thank you. Let me read this back to you.”", "“I have to find something out before I can send it. When can I call you back?”")
	}
	return page
}

// closingWords are said once a referral that was taken by telephone is sent: its
// reference, and what happens next and by when. It returns nothing if it was not
// taken by telephone.
func closingWords(r referral.Referral, rules referral.Rules) []string {
	if _, taken := intake.TakenFrom(r.Answers); !taken {
		return nil
	}
	words := []string{"“It is sent. Its reference is " + spaced(r.Reference) + ". I will spell it: " + r.Reference.Spelt() + ".”"}
	for _, kind := range r.Kinds {
		words = append(words, "“"+saidNext(r, kind, rules)+"”")
	}
	return append(words, "“If anything changes before then, tell us that reference. If anyone is in danger, call 999.”")
}

// saidNext says what happens next with one thing that was asked for.
func saidNext(r referral.Referral, kind referral.Kind, rules referral.Rules) string {
	if order, ordered := rules.TriageOrOrder(r, referral.Strand{Kind: kind}).(referral.Order); ordered {
		return kind.Label() + ": it is ordered, and should be in place by " + sayTime(order.Decision.InPlaceBy) + "."
	}
	triage := rules.Triage(r, kind)
	return kind.Label() + ": somebody will be in touch by " + sayTime(triage.Targets.Contact) + ". It goes to: " + strings.ToLower(triage.Team.Label()) + "."
}

// spaced returns a reference as it is read out, character by character.
func spaced(r referral.Reference) string {
	return strings.ReplaceAll(strings.Join(strings.Split(string(r), ""), " "), " - ", ", ")
}

func sayTime(t time.Time) string {
	return strings.Replace(workingtime.InLondon(t, "3:04pm on Monday 2 January"), ":00", "", 1)
}
