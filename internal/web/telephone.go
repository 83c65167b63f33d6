package web

import (
	"assistive-referrals/internal/web/base"
	"fmt"
	"html/template"
	"net/http"
	"slices"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
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
	Carried   []input // what it brings back besides the answers
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

func telephonePath(draft, page string) string { return draftPath(draft, telephoneSlug) + "/" + page }

// telephone goes to the first section that is not complete.
func telephone(v *visit) error {
	if v.Draft.SentAs != "" {
		return v.GoTo(draftPath(v.Draft.ID, "sent"))
	}
	return v.GoTo(telephonePath(v.Draft.ID, nextSpoken("", v.Draft.Answers(), v.at())))
}

// nextSpoken returns the section that is asked after that one, with its first
// question, and after the last one the page that ends the call. What is complete is
// passed over.
func nextSpoken(after string, all intake.Answers, at intake.Context) string {
	passed := after == ""
	for _, s := range spokenSections(all, at) {
		if passed && intake.Status(s, all, at) != intake.Completed {
			shown := slices.DeleteFunc(s.Shown(all, at), func(f intake.Field) bool { return f.Aside != "" })
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
func spokenSections(all intake.Answers, at intake.Context) []intake.Section {
	spoken := intake.Spoken(all, at)
	if by := all.First(intake.ReceivedBy); by != "" && by != intake.ByTelephone {
		spoken = slices.DeleteFunc(spoken, func(s intake.Section) bool { return s.Slug == intake.CallSlug })
	}
	return spoken
}

// spokenSection returns the section that the address names as it is asked in a call,
// and its place. It returns errNoSuchPage if the form has no such section, and -1 if
// it is not asked in this call.
func (v *visit) spokenSection() (intake.Section, int, error) {
	slug := v.Request.PathValue("section")
	if _, known := intake.Find(slug); !known {
		return intake.Section{}, -1, web.ErrNoSuchPage
	}
	sections := spokenSections(v.Draft.Answers(), v.at())
	n := slices.IndexFunc(sections, func(s intake.Section) bool { return s.Slug == slug })
	if n < 0 {
		return intake.Section{}, n, nil
	}
	return sections[n], n, nil
}

func telephoneSection(v *visit) error {
	if v.Draft.SentAs != "" {
		return v.GoTo(draftPath(v.Draft.ID, "sent"))
	}
	s, n, err := v.spokenSection()
	switch {
	case err != nil:
		return err
	case n < 0:
		return telephone(v)
	}
	all := v.Draft.Answers()
	return v.showSpoken(http.StatusOK, n, all, nil, s.Seen(all))
}

// saveTelephoneSection saves what was typed, as the written form does. A call is
// not held up by it: what is wrong can be left, or the call ended.
func saveTelephoneSection(v *visit) error {
	if v.Draft.SentAs != "" {
		return v.isSent()
	}
	asked, n, err := v.spokenSection()
	switch {
	case err != nil:
		return err
	case n < 0:
		return telephone(v)
	}
	whole, _ := intake.Find(asked.Slug)
	f := v.sectionForm(whole, asked)
	if asked.Slug == intake.CallSlug {
		f = f.taken()
	}
	is, goesOn, err := v.keepTyped(f)
	if f.then == thenFindAddress {
		is.problems = aboutPostcode(is.problems)
	}
	switch {
	case err != nil || !goesOn:
		return err
	case f.then == thenEnd:
		return v.GoTo(telephonePath(v.Draft.ID, endingSlug))
	case f.then == thenFits:
		return v.GoTo(telephonePath(v.Draft.ID, asked.Slug) + "#" + intake.EquipmentField)
	case f.then == thenStay:
		return v.GoTo(telephonePath(v.Draft.ID, asked.Slug))
	case f.then != thenLeave && len(is.problems) > 0:
		return v.showSpoken(http.StatusUnprocessableEntity, n, is.all, is.problems, is.shown)
	case f.then == thenFindAddress:
		return v.GoTo(chooseAddressPath(v.Draft.ID, telephoneSlug))
	}
	return v.GoTo(telephonePath(v.Draft.ID, nextSpoken(asked.Slug, is.all, v.at())))
}

// taken adds that the referral was taken by telephone to what a page about the call
// brings back.
func (f sectionForm) taken() sectionForm {
	by, _ := f.section.Field(intake.ReceivedBy)
	f.asked.Fields = append(slices.Clone(f.asked.Fields), by)
	f.typed[by.Name] = []string{intake.ByTelephone}
	return f
}

func (v *visit) showSpoken(status, n int, all intake.Answers, problems []intake.Problem, shown intake.Seen) error {
	sections := spokenSections(all, v.at())
	back := draftPath(v.Draft.ID, "")
	if n > 0 {
		back = telephonePath(v.Draft.ID, sections[n-1].Slug)
	}
	page := v.newTelephonePage(sections, n, all, problems)
	page.Carried = sectionPage{}.carrying(shown, "").Carried
	return v.ShowAs(status, "telephone", web.Document{Title: page.Heading, Back: back, Problems: summaryOf(problems, "")}, page)
}

func (v *visit) newTelephonePage(sections []intake.Section, n int, all intake.Answers, problems []intake.Problem) telephonePage {
	at, s := v.at(), sections[n]
	asked := v.newAsking(s, all, problems)
	asked.spoken = true
	page := telephonePage{
		Progress: fmt.Sprintf("Section %d of %d", n+1, len(sections)), Heading: s.Title, Action: telephonePath(v.Draft.ID, s.Slug),
		Questions: asked.questions(s.Shown(all, at)), TaskList: draftPath(v.Draft.ID, ""),
		Needed: neededToSend(len(intake.Check(all, at)), len(intake.KindsOf(all))),
		Others: govuk.TaskList{IDPrefix: "sections"},
	}
	if s.Slug == intake.CallSlug {
		page.Script = readOut(openingWords(v.Who.Referrer.Name)...)
	}
	if s.Kind == referral.VRSessions && intake.Status(s, all, at) != intake.NotStarted {
		page.Screening = screeningCard(all, at)
	}
	for _, other := range sections {
		page.Others.Items = append(page.Others.Items, govuk.Task{
			Title: govuk.Content{Text: other.Title}, Href: telephonePath(v.Draft.ID, other.Slug), Status: statusOf(intake.Status(other, all, at)),
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
func (v *visit) takeByTelephone(id string) error {
	draft, err := v.Store.Draft(v.Ctx(), v.Who.Referrer.ID, id)
	if err != nil {
		return err
	}
	if _, begun := draft.Sections[intake.CallSlug]; begun {
		return nil
	}
	_, err = v.Store.SaveSection(v.Ctx(), v.Who.Referrer.ID, draft, casestore.SectionSave{
		Section: intake.CallSlug, Answers: intake.Answers{intake.ReceivedBy: {intake.ByTelephone}}, By: casestore.PageTurn{Page: web.NewIdentifier()},
	})
	return err
}
