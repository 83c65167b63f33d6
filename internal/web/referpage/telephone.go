package referpage

import (
	"fmt"
	"html/template"
	"net/http"
	"slices"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/govuk"
)

// telephonePage is one section of the form as it is asked on the telephone: in
// words to be said, in the order in which they are said. It saves into the same
// draft as the written form does, so either can go on where the other stopped.
type telephonePage struct {
	Progress  string // such as "Section 3 of 13"
	Heading   string
	Script    template.HTML // to be read out before the questions; may be empty
	Action    string
	Carried   []web.Input // what it brings back besides the answers
	Questions template.HTML
	Screening template.HTML
	Needed    string // what is needed to send it, in words
	Others    govuk.TaskList
	TaskList  string
}

// The parts of an address of the pages for the telephone, and what their buttons ask
// for besides saving.
const (
	telephoneSlug = "telephone"
	endingSlug    = "ending"
	thenLeave     = "leave"  // go on, whatever the answers
	thenEnd       = "ending" // end the call
)

func telephonePath(draft, page string) string {
	return web.DraftPath(draft, telephoneSlug) + "/" + page
}

// telephone goes to the first section that is not complete.
func (p pages) telephone(r *web.Request) error {
	if r.Draft.SentAs != "" {
		return r.GoTo(web.DraftPath(r.Draft.ID, "sent"))
	}
	return r.GoTo(telephonePath(r.Draft.ID, nextSpoken("", r.Draft.Answers(), display.At(r))))
}

// nextSpoken returns the section that is asked after that one, with its first
// question, and after the last one the page that ends the call. What is complete is
// passed over.
func nextSpoken(after string, all form.Answers, at form.Context) string {
	passed := after == ""
	for _, s := range spokenSections(all, at) {
		if passed && intake.Status(s, all, at) != intake.Completed {
			shown := slices.DeleteFunc(s.Shown(all, at), func(f form.Field) bool { return f.Aside != "" })
			if after == "" || len(shown) == 0 {
				return s.Slug
			}
			return s.Slug + "#" + shown[0].Anchor()
		}
		passed = passed || s.Slug == after
	}
	return endingSlug
}

// spokenSections are those that are asked in a call. How a referral reached whoever
// refers is not asked where it was not by telephone.
func spokenSections(all form.Answers, at form.Context) []form.Section {
	spoken := intake.Spoken(all, at)
	if by := all.First(intake.ReceivedBy); by != "" && by != intake.ByTelephone {
		spoken = slices.DeleteFunc(spoken, func(s form.Section) bool { return s.Slug == intake.CallSlug })
	}
	return spoken
}

// spokenSection returns the section that the address names as it is asked in a call,
// and its place. It returns errNoSuchPage if the form has no such section, and -1 if
// it is not asked in this call.
func (p pages) spokenSection(r *web.Request) (form.Section, int, error) {
	slug := r.PathValue("section")
	if _, known := intake.Find(slug); !known {
		return form.Section{}, -1, web.ErrNoSuchPage
	}
	sections := spokenSections(r.Draft.Answers(), display.At(r))
	n := slices.IndexFunc(sections, func(s form.Section) bool { return s.Slug == slug })
	if n < 0 {
		return form.Section{}, n, nil
	}
	return sections[n], n, nil
}

func (p pages) telephoneSection(r *web.Request) error {
	if r.Draft.SentAs != "" {
		return r.GoTo(web.DraftPath(r.Draft.ID, "sent"))
	}
	s, n, err := p.spokenSection(r)
	switch {
	case err != nil:
		return err
	case n < 0:
		return p.telephone(r)
	}
	all := r.Draft.Answers()
	return p.showSpoken(r, http.StatusOK, n, all, nil, s.Seen(all))
}

// saveTelephoneSection saves what was typed, as the written form does. A call is
// not held up by it: what is wrong can be left, or the call ended.
func (p pages) saveTelephoneSection(r *web.Request) error {
	if r.Draft.SentAs != "" {
		return formview.IsSent(r)
	}
	asked, n, err := p.spokenSection(r)
	switch {
	case err != nil:
		return err
	case n < 0:
		return p.telephone(r)
	}
	whole, _ := intake.Find(asked.Slug)
	f := formview.NewSectionForm(r, whole, asked)
	if asked.Slug == intake.CallSlug {
		f = takenByTelephone(f)
	}
	is, goesOn, err := formview.KeepTyped(r, f)
	if f.Then == formview.ThenFindAddress {
		is.Problems = formview.AboutPostcode(is.Problems)
	}
	switch {
	case err != nil || !goesOn:
		return err
	case f.Then == thenEnd:
		return r.GoTo(telephonePath(r.Draft.ID, endingSlug))
	case f.Then == formview.ThenFits:
		return r.GoTo(telephonePath(r.Draft.ID, asked.Slug) + "#" + intake.EquipmentField)
	case f.Then == formview.ThenStay:
		return r.GoTo(telephonePath(r.Draft.ID, asked.Slug))
	case f.Then != thenLeave && len(is.Problems) > 0:
		return p.showSpoken(r, http.StatusUnprocessableEntity, n, is.All, is.Problems, is.Shown)
	case f.Then == formview.ThenFindAddress:
		return r.GoTo(formview.ChooseAddressPath(r.Draft.ID, telephoneSlug))
	}
	return r.GoTo(telephonePath(r.Draft.ID, nextSpoken(asked.Slug, is.All, display.At(r))))
}

// takenByTelephone adds that the referral was taken by telephone to what a page about the call
// brings back.
func takenByTelephone(f formview.SectionForm) formview.SectionForm {
	by, _ := f.Section.Field(intake.ReceivedBy)
	f.Asked.Fields = append(slices.Clone(f.Asked.Fields), by)
	f.Typed[by.Name] = []string{intake.ByTelephone}
	return f
}

func (p pages) showSpoken(r *web.Request, status, n int, all form.Answers, problems []form.Problem, shown form.Seen) error {
	sections := spokenSections(all, display.At(r))
	back := web.DraftPath(r.Draft.ID, "")
	if n > 0 {
		back = telephonePath(r.Draft.ID, sections[n-1].Slug)
	}
	page := p.newTelephonePage(r, sections, n, all, problems)
	page.Carried = formview.SectionPage{}.Carrying(shown, "").Carried
	return r.ShowAs(status, "telephone", web.Document{Title: page.Heading, Back: back, Problems: formview.SummaryOf(problems, "")}, page)
}

func (p pages) newTelephonePage(r *web.Request, sections []form.Section, n int, all form.Answers, problems []form.Problem) telephonePage {
	at, s := display.At(r), sections[n]
	asked := formview.NewAsking(r, s, all, problems)
	asked.Spoken = true
	page := telephonePage{
		Progress: fmt.Sprintf("Section %d of %d", n+1, len(sections)), Heading: s.Title, Action: telephonePath(r.Draft.ID, s.Slug),
		Questions: asked.Questions(s.Shown(all, at)), TaskList: web.DraftPath(r.Draft.ID, ""),
		Needed: neededToSend(len(intake.Check(all, at)), len(intake.KindsOf(all))),
		Others: govuk.TaskList{IDPrefix: "sections"},
	}
	if s.Slug == intake.CallSlug {
		page.Script = readOut(openingWords(r.Who.Referrer.Name)...)
	}
	if s.Kind == referral.VRSessions && intake.Status(s, all, at) != intake.NotStarted {
		page.Screening = display.ScreeningCard(all, at)
	}
	for _, other := range sections {
		page.Others.Items = append(page.Others.Items, govuk.Task{
			Title: govuk.Content{Text: other.Title}, Href: telephonePath(r.Draft.ID, other.Slug), Status: statusOf(intake.Status(other, all, at)),
		})
	}
	return page
}

// readOut is what whoever takes the call says, one paragraph each.
func readOut(words ...string) template.HTML {
	var said template.HTML
	for _, line := range words {
		said += template.HTML(`<p class="govuk-body">` + template.HTMLEscapeString(line) + "</p>")
	}
	return govuk.InsetText{HTML: said, Classes: "app-read-out"}.Render()
}

// openingWords are said before the first question.
func openingWords(name string) []string {
	return []string{
		"“Hello, this is " + name + " from " + web.Organisation + ". If anyone is in danger right now, please hang up and call 999.”",
		"“I will ask some questions, so that the right team can help. If you do not know something, just say so: we can find it out later.”",
		"“We keep what you tell me, and share it only with those who need it to help. I can send you our privacy notice. May I go on?”",
	}
}

// takeByTelephone notes that a draft is of a call, where nothing is noted of it yet.
func (p pages) takeByTelephone(r *web.Request, id string) error {
	draft, err := p.Store.Draft(r.Ctx(), r.Who.Referrer.ID, id)
	if err != nil {
		return err
	}
	if _, begun := draft.Sections[intake.CallSlug]; begun {
		return nil
	}
	_, err = p.Store.SaveSection(r.Ctx(), r.Who.Referrer.ID, draft, casestore.SectionSave{
		Section: intake.CallSlug, Answers: form.Answers{intake.ReceivedBy: {intake.ByTelephone}}, By: casestore.PageTurn{Page: web.NewIdentifier()},
	})
	return err
}
