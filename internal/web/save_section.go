package web

import (
	"assistive-referrals/internal/web/base"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/intake"
)

// The page of a section carries what it showed of each answer, an identifier of its
// own and how often it has been sent. By that a save lays what was changed on the
// page over what was changed elsewhere meanwhile, and knows its own earlier saves.

// input is a hidden input of a form.
type input struct{ Name, Value string }

// Names of what the page of a section brings back besides the answers.
const (
	carriedFrom  = "from"    // "check-answers" if the page was reached by Change
	carriedShown = "shown"   // the marks of what the page showed
	carriedPage  = "request" // the page's identifier
	carriedTurn  = "turn"    // how often the page was sent before; only its script counts
	carriedThen  = "then"    // what to do then: "stay" comes back to the page, whatever the answers
	thenStay     = "stay"
	thenFits     = "fits" // the same, with what fits the needs that were selected first
)

// carrying returns the page with what it brings back.
func (p sectionPage) carrying(shown intake.Seen, from string) sectionPage {
	p.Carried = []input{{carriedFrom, from}, {carriedShown, shown.String()}, {carriedPage, web.NewIdentifier()}, {carriedTurn, "0"}}
	return p
}

// sectionForm is what a page of a section brought back. asked are those of the
// section's questions that the page asks: what is saved of the others stays.
type sectionForm struct {
	section, asked intake.Section
	action         string // where it was sent
	typed          intake.Answers
	shown          intake.Seen
	by             casestore.PageTurn
	from, then     string
	settled        bool // the UPRN in it is that of its address
	keeper         Keeper
	more           []input // that the page brings back besides
	secrets        []casestore.Secret
	refused        []intake.Problem // of what could not be sealed
}

// shelf is where what is typed into a page is kept until it is sent or recorded.
type Keeper interface {
	// is returns what is kept, as it was last read or saved.
	Kept() casestore.Section
	// keep saves over that. It returns casestore.ErrStaleDraft if what is kept was
	// saved elsewhere meanwhile.
	Keep(save casestore.SectionSave) error
	// look reads again what is kept.
	Reload() error
}

func (v *visit) sectionForm(section, asked intake.Section) sectionForm {
	turn, err := strconv.Atoi(v.Posted.Get(carriedTurn))
	if err != nil || turn < 0 {
		turn = 0
	}
	f := sectionForm{
		section: section, asked: asked, action: v.Request.URL.Path,
		typed: asked.Normalise(asked.Read(v.Posted, v.at())), shown: intake.ParseMarks(v.Posted.Get(carriedShown)),
		by: casestore.PageTurn{Page: v.formRequest(), Turn: turn}, from: cameFrom(v.Posted.Get(carriedFrom)), then: v.Posted.Get(carriedThen),
		keeper: draftKeeper{v, section.Slug},
	}
	// A page's script sends no secret; and what it sent would be half typed.
	if !v.WantsJSON() {
		all := asked.Replace(v.Draft.Answers(), f.typed)
		f.secrets, f.refused = v.seal(asked, v.Draft.ID, all, v.at())
		for _, secret := range f.secrets {
			f.typed[secret.Name] = all[secret.Name]
		}
	}
	return f
}

// saveSection goes on only if what was typed is good.
func saveSection(v *visit) error {
	if v.Draft.SentAs != "" {
		return v.isSent()
	}
	s, found := intake.Find(v.Request.PathValue("section"))
	if !found {
		return web.ErrNoSuchPage
	}
	f := v.sectionForm(s, s)
	is, goesOn, err := v.keepTyped(f)
	if f.then == thenFindAddress {
		is.problems = aboutPostcode(is.problems)
	}
	switch {
	case err != nil || !goesOn:
		return err
	case f.then == thenStay:
		return v.GoTo(draftPath(v.Draft.ID, s.Slug))
	case f.then == thenFits:
		return v.GoTo(pathAgain(v.Draft.ID, s.Slug, f.from))
	case len(is.problems) > 0:
		return v.ShowAs(http.StatusUnprocessableEntity, "section",
			web.Document{Title: s.Title, Back: draftPath(v.Draft.ID, f.from), Problems: summaryOf(is.problems, "")},
			v.newSectionPage(s, is.all, is.problems).carrying(is.shown, f.from))
	case f.then == thenFindAddress:
		return v.GoTo(chooseAddressPath(v.Draft.ID, f.from))
	case f.from != "":
		return v.GoTo(draftPath(v.Draft.ID, f.from))
	case s.Optional:
		return v.GoTo(draftPath(v.Draft.ID, "")) // where it was chosen
	}
	return v.GoTo(draftPath(v.Draft.ID, nextSection(s.Slug, is.all, v.at())))
}

// kept is what there is once what was typed is saved.
type kept struct {
	all      intake.Answers
	problems []intake.Problem
	shown    intake.Seen // what the page is to carry if it is shown again
}

// keepTyped saves what was typed, good or bad, so that nothing is ever lost. It
// returns false if it has answered the request: its page's script, or with a page
// that asks about what clashes with what was saved elsewhere.
func (v *visit) keepTyped(f sectionForm) (kept, bool, error) {
	undecided := v.decide(&f)
	merged, err := merge(f)
	switch {
	case errors.Is(err, errSentMeanwhile):
		return kept{}, false, v.isSent()
	case errors.Is(err, errTooLong) && !v.WantsJSON():
		// Not saved, but it is still there if the form knows what to do about it.
		all := f.asked.Replace(v.Draft.Answers(), f.typed)
		if problems := withProblems(f.asked.Check(all, v.at()), f.refused); len(problems) > 0 {
			return kept{all, problems, f.shown}, true, nil
		}
		return kept{}, false, err
	case err != nil:
		return kept{}, false, err
	case v.WantsJSON():
		return kept{}, false, v.answerSaved(f, merged)
	case len(merged.Conflicts)+len(undecided) > 0:
		return kept{}, false, v.showClashes(f, merged, undecided)
	}
	all := v.Draft.Answers()
	return kept{all, withProblems(f.asked.Check(all, v.at()), f.refused), f.asked.Seen(all)}, true, nil
}

// isSent answers a save of a draft that was sent meanwhile.
func (v *visit) isSent() error {
	path := draftPath(v.Draft.ID, "sent")
	if v.WantsJSON() {
		return v.AnswerJSON(http.StatusGone, savedAnswer{Next: path, Problem: "This referral has been sent"})
	}
	return v.GoTo(path)
}

// maxSaved is the most that is saved of one section: the table takes 400 KB an
// item. Nothing that follows the rules comes near it.
const maxSaved = 300 << 10

// maxLaid is how often a save is laid over what others save at the same moment.
const maxMerges = 10

var (
	errTooLong       = web.Failure{Kind: web.TooLarge, Heading: web.ErrTooLarge.Heading, Body: web.ErrTooLarge.Body, Beneath: errors.New("more than is saved of one section")}
	errSentMeanwhile = errors.New("the draft was sent meanwhile")
)

// draftShelf keeps a section of the draft that the visit is about, which is then as
// it was saved.
type draftKeeper struct {
	*visit
	slug string
}

func (d draftKeeper) Kept() casestore.Section { return d.Draft.Sections[d.slug] }

func (d draftKeeper) Keep(save casestore.SectionSave) error {
	now, err := d.Store.SaveSection(d.Ctx(), d.Who.Referrer.ID, d.Draft, save)
	if err == nil {
		d.Draft.Sections[d.slug] = now
	}
	if casestore.IsNotFound(err) {
		return casestore.ErrStaleDraft // looking again says what became of it
	}
	return err
}

// look returns errSentMeanwhile if the draft is a case by now.
func (d draftKeeper) Reload() error {
	var err error
	if d.Draft, err = d.Store.Draft(d.Ctx(), d.Who.Referrer.ID, d.Draft.ID); casestore.IsNotFound(err) {
		return web.ErrNoSuchDraft
	}
	if err == nil && d.Draft.SentAs != "" {
		return errSentMeanwhile
	}
	return err
}

// layOver lays what the page sends over what is kept, and keeps that. It returns
// errTooLong if that cannot be saved, and what looking again at the shelf does.
func merge(f sectionForm) (intake.Merged, error) {
	for range maxMerges {
		is := f.keeper.Kept()
		merged := f.asked.Merge(is.Answers, f.typed, f.shown, f.changerOf(is))
		if is.Late(f.by) {
			return intake.Merged{Answers: is.Answers, Shown: f.shown}, nil
		}
		laid := f.asked.Replace(is.Answers, merged.Answers)
		save := casestore.SectionSave{Section: f.section.Slug, Answers: laid, By: f.by, Secrets: f.secrets}
		if !f.settled {
			save.Answers = intake.Moved(is.Answers, laid)
		}
		for field := range laid {
			if save.Answers[field] == nil {
				save.Besides = append(save.Besides, field)
			}
		}
		if sizeOf(save.Answers) > maxSaved {
			return merged, errTooLong
		}
		err := f.keeper.Keep(save)
		if errors.Is(err, casestore.ErrStaleDraft) {
			err = f.keeper.Reload()
			if err == nil {
				continue
			}
		}
		return merged, err
	}
	return intake.Merged{}, web.Failure{Kind: web.Unavailable, Heading: "Your answers could not be saved",
		Body: "They are being saved in too many places at once. Go back, wait a moment and save them again."}
}

// changerOf tells who changed what is saved of a field.
func (f sectionForm) changerOf(is casestore.Section) func(field string) intake.Origin {
	return func(field string) intake.Origin {
		switch page, known := is.By[field]; {
		case known && page == "":
			return intake.NoPage
		case page == f.by.Page:
			return intake.SamePage
		}
		return intake.AnotherPage
	}
}

func sizeOf(answers intake.Answers) int {
	size := 0
	for _, values := range answers {
		size += len(strings.Join(values, ""))
	}
	return size
}

// savedAnswer is what the page's script is told.
type savedAnswer struct {
	Version int    `json:"version,omitempty"` // of the section
	Shown   string `json:"shown,omitempty"`   // the marks that the page is to carry from now on
	// Elsewhere says that an answer on the page is not as it is saved: it was
	// changed elsewhere. With status 409 the page must be sent to choose.
	Elsewhere bool   `json:"elsewhere,omitempty"`
	Next      string `json:"next,omitempty"`    // where to go on instead
	Problem   string `json:"problem,omitempty"` // why it is not saved, in words that a full stop follows
}

// answerSaved tells the script what is saved.
func (v *visit) answerSaved(f sectionForm, merged intake.Merged) error {
	status, is := http.StatusOK, f.keeper.Kept()
	if len(merged.Conflicts) > 0 {
		status = http.StatusConflict
	}
	return v.AnswerJSON(status, savedAnswer{
		Version: is.Version, Shown: merged.Shown.String(),
		Elsewhere: slices.ContainsFunc(merged.Elsewhere, func(field string) bool { return f.changerOf(is)(field) != intake.NoPage }),
	})
}
