package referpage

import (
	"html/template"
	"net/http"
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

func (p pages) ending(r *web.Request) error {
	if r.Draft.SentAs != "" {
		return r.GoTo(web.DraftPath(r.Draft.ID, "sent"))
	}
	whole, _ := intake.Find(intake.CallSlug)
	all := r.Draft.Answers()
	return p.showEnding(r, http.StatusOK, all, nil, callBack(whole).Seen(all))
}

// saveEnding keeps the note about a call back and goes on to check the answers.
func (p pages) saveEnding(r *web.Request) error {
	if r.Draft.SentAs != "" {
		return formview.IsSent(r)
	}
	whole, _ := intake.Find(intake.CallSlug)
	f := formview.NewSectionForm(r, whole, callBack(whole))
	if len(f.Typed) > 0 {
		f = takenByTelephone(f)
	}
	is, goesOn, err := formview.KeepTyped(r, f)
	switch {
	case err != nil || !goesOn:
		return err
	case len(is.Problems) > 0:
		return p.showEnding(r, http.StatusUnprocessableEntity, is.All, is.Problems, is.Shown)
	}
	return r.GoTo(web.DraftPath(r.Draft.ID, intake.CheckAnswersSlug))
}

func (p pages) showEnding(r *web.Request, status int, all form.Answers, problems []form.Problem, shown form.Seen) error {
	page := p.newEndingPage(r, all, problems)
	page.Carried = formview.SectionPage{}.Carrying(shown, "").Carried
	sections := spokenSections(all, display.At(r))
	return r.ShowAs(status, "ending", web.Document{
		Title: "Ending the call", Back: telephonePath(r.Draft.ID, sections[len(sections)-1].Slug), Problems: formview.SummaryOf(problems, ""),
	}, page)
}

func (p pages) newEndingPage(r *web.Request, all form.Answers, problems []form.Problem) endingPage {
	at := display.At(r)
	whole, _ := intake.Find(intake.CallSlug)
	section := callBack(whole)
	asked := formview.NewAsking(r, section, all, problems) // a note of whoever takes the call: it is not said
	page := endingPage{Action: telephonePath(r.Draft.ID, endingSlug), CallBack: asked.Questions(section.Shown(all, at))}
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
		path := web.DraftPath(r.Draft.ID, problem.Section) + "#" + problem.Anchor
		if said {
			path = telephonePath(r.Draft.ID, problem.Section) + "#" + problem.Anchor
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
