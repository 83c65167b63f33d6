package referpage

import (
	"fmt"
	"html/template"
	"slices"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
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

// telephoneSection asks one section, and saves what was said. A call is not held up by
// it: what is wrong can be left, or the call ended.
func (p pages) telephoneSection(r *web.Request) error {
	asked, n, err := p.spokenSection(r)
	switch {
	case err != nil:
		return err
	case n < 0:
		return p.telephone(r)
	}
	whole, _ := intake.Find(asked.Slug)
	e := p.editorOf(r, whole, telephoneSlug+"/"+asked.Slug)
	e.Asked, e.Choices, e.Anyway = asked, intake.EquipmentField, []string{thenLeave, thenEnd}
	if asked.Slug == intake.CallSlug {
		e.Adds = takenByTelephone
	}
	e.Page = func(r *web.Request, v formview.View) error {
		sections := spokenSections(v.All, e.At)
		back := web.DraftPath(r.Draft.ID, "")
		if n > 0 {
			back = telephonePath(r.Draft.ID, sections[n-1].Slug)
		}
		page := p.newTelephonePage(r, sections, n, v)
		return r.ShowAs(v.Status, "telephone", web.Document{Title: page.Heading, Back: back, Problems: formview.SummaryOf(v.Problems, "")}, page)
	}
	if r.Posted == nil {
		return e.Show(r)
	}
	return e.Save(r, func(saved formview.Saved) string {
		switch saved.Then {
		case thenEnd:
			return telephonePath(r.Draft.ID, endingSlug)
		case formview.ThenFindAddress:
			return formview.ChooseAddressPath(r.Draft.ID, telephoneSlug)
		}
		return telephonePath(r.Draft.ID, nextSpoken(asked.Slug, saved.All, e.At))
	})
}

// takenByTelephone is what a page about the call answers by itself.
func takenByTelephone(form.Answers) form.Answers {
	return form.Answers{intake.ReceivedBy: {intake.ByTelephone}}
}

func (p pages) newTelephonePage(r *web.Request, sections []form.Section, n int, v formview.View) telephonePage {
	at, s, all := display.At(r), sections[n], v.All
	asked := formview.Ask(s, all, at, v.Problems).OfDraft(p.Addresses != nil)
	asked.Spoken = true
	page := telephonePage{
		Progress: fmt.Sprintf("Section %d of %d", n+1, len(sections)), Heading: s.Title, Action: telephonePath(r.Draft.ID, s.Slug),
		Carried: v.Carried, Questions: asked.Shown(), Screening: screening(s, all, at), TaskList: web.DraftPath(r.Draft.ID, ""),
		Needed: neededToSend(len(intake.Check(all, at)), len(intake.KindsOf(all))),
		Others: govuk.TaskList{IDPrefix: "sections"},
	}
	if s.Slug == intake.CallSlug {
		page.Script = readOut(openingWords(r.Who.Referrer.Name)...)
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
