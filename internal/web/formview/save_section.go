package formview

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
)

// Names of what the page of a section brings back besides the answers.
const (
	CarriedFrom  = "from"    // "check-answers" if the page was reached by Change
	CarriedShown = "shown"   // the marks of what the page showed
	CarriedPage  = "request" // the page's identifier
	CarriedTurn  = "turn"    // how often the page was sent before; only its script counts
	CarriedThen  = "then"    // what to do then: "stay" comes back to the page, whatever the answers
	ThenStay     = "stay"
	ThenFits     = "fits" // the same, with what fits the needs that were selected first
)

// Carrying returns the page with what it brings back.
func (p SectionPage) Carrying(shown form.Seen, from string) SectionPage {
	p.Carried = []web.Input{
		{Name: CarriedFrom, Value: from}, {Name: CarriedShown, Value: shown.String()},
		{Name: CarriedPage, Value: web.NewIdentifier()}, {Name: CarriedTurn, Value: "0"},
	}
	return p
}

// SectionForm is what a page of a section brought back. asked are those of the
// section's questions that the page asks: what is saved of the others stays.
type SectionForm struct {
	Section, Asked form.Section
	Action         string // where it was sent
	Typed          form.Answers
	Shown          form.Seen
	By             casestore.PageTurn
	From, Then     string
	Settled        bool // the UPRN in it is that of its address
	Keeper         Keeper
	More           []web.Input // that the page brings back besides
	secrets        []casestore.Secret
	refused        []form.Problem // of what could not be sealed
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

func NewSectionForm(r *web.Request, section, asked form.Section) SectionForm {
	turn, err := strconv.Atoi(r.Posted.Get(CarriedTurn))
	if err != nil || turn < 0 {
		turn = 0
	}
	f := SectionForm{
		Section: section, Asked: asked, Action: r.URL.Path,
		Typed: asked.Normalise(asked.Read(r.Posted, display.At(r))), Shown: form.ParseSeen(r.Posted.Get(CarriedShown)),
		By: casestore.PageTurn{Page: web.FormRequest(r), Turn: turn}, From: web.CameFrom(r.Posted.Get(CarriedFrom)), Then: r.Posted.Get(CarriedThen),
		Keeper: DraftKeeper{Request: r, Slug: section.Slug},
	}
	// A page's script sends no secret; and what it sent would be half typed.
	if !r.WantsJSON() {
		all := asked.Replace(r.Draft.Answers(), f.Typed)
		f.secrets, f.refused = Seal(r, asked, r.Draft.ID, all, display.At(r))
		for _, secret := range f.secrets {
			f.Typed[secret.Name] = all[secret.Name]
		}
	}
	return f
}

// kept is what there is once what was typed is saved.
type kept struct {
	All      form.Answers
	Problems []form.Problem
	Shown    form.Seen // what the page is to carry if it is shown again
}

// KeepTyped saves what was typed, good or bad, so that nothing is ever lost. It
// returns false if it has answered the request: its page's script, or with a page
// that asks about what clashes with what was saved elsewhere.
func KeepTyped(r *web.Request, f SectionForm) (kept, bool, error) {
	undecided := Decide(r, &f)
	merged, err := Merge(f)
	switch {
	case errors.Is(err, errSentMeanwhile):
		return kept{}, false, IsSent(r)
	case errors.Is(err, ErrTooLong) && !r.WantsJSON():
		// Not saved, but it is still there if the form knows what to do about it.
		all := f.Asked.Replace(r.Draft.Answers(), f.Typed)
		if problems := WithProblems(f.Asked.Check(all, display.At(r)), f.refused); len(problems) > 0 {
			return kept{all, problems, f.Shown}, true, nil
		}
		return kept{}, false, err
	case err != nil:
		return kept{}, false, err
	case r.WantsJSON():
		return kept{}, false, AnswerSaved(r, f, merged)
	case len(merged.Conflicts)+len(undecided) > 0:
		return kept{}, false, ShowClashes(r, f, merged, undecided)
	}
	all := r.Draft.Answers()
	return kept{all, WithProblems(f.Asked.Check(all, display.At(r)), f.refused), f.Asked.Seen(all)}, true, nil
}

// IsSent answers a save of a draft that was sent meanwhile.
func IsSent(r *web.Request) error {
	path := web.DraftPath(r.Draft.ID, "sent")
	if r.WantsJSON() {
		return r.AnswerJSON(http.StatusGone, web.SavedAnswer{Next: path, Problem: "This referral has been sent"})
	}
	return r.GoTo(path)
}

// maxSaved is the most that is saved of one section: the table takes 400 KB an
// item. Nothing that follows the rules comes near it.
const maxSaved = 300 << 10

// maxLaid is how often a save is laid over what others save at the same moment.
const maxMerges = 10

var (
	ErrTooLong       = web.Failure{Kind: web.TooLarge, Heading: web.ErrTooLarge.Heading, Body: web.ErrTooLarge.Body, Beneath: errors.New("more than is saved of one section")}
	errSentMeanwhile = errors.New("the draft was sent meanwhile")
)

// draftShelf keeps a section of the draft that the visit is about, which is then as
// it was saved.
type DraftKeeper struct {
	*web.Request
	Slug string
}

func (d DraftKeeper) Kept() casestore.Section { return d.Draft.Sections[d.Slug] }

func (d DraftKeeper) Keep(save casestore.SectionSave) error {
	now, err := d.Site.Store.SaveSection(d.Ctx(), d.Who.Referrer.ID, d.Draft, save)
	if err == nil {
		d.Draft.Sections[d.Slug] = now
	}
	if casestore.IsNotFound(err) {
		return casestore.ErrStaleDraft // looking again says what became of it
	}
	return err
}

// look returns errSentMeanwhile if the draft is a case by now.
func (d DraftKeeper) Reload() error {
	var err error
	if d.Draft, err = d.Site.Store.Draft(d.Ctx(), d.Who.Referrer.ID, d.Draft.ID); casestore.IsNotFound(err) {
		return d.Site.NoSuchDraft()
	}
	if err == nil && d.Draft.SentAs != "" {
		return errSentMeanwhile
	}
	return err
}

// layOver lays what the page sends over what is kept, and keeps that. It returns
// errTooLong if that cannot be saved, and what looking again at the shelf does.
func Merge(f SectionForm) (form.Merged, error) {
	for range maxMerges {
		is := f.Keeper.Kept()
		merged := f.Asked.Merge(is.Answers, f.Typed, f.Shown, f.changerOf(is))
		if is.Late(f.By) {
			return form.Merged{Answers: is.Answers, Shown: f.Shown}, nil
		}
		laid := f.Asked.Replace(is.Answers, merged.Answers)
		save := casestore.SectionSave{Section: f.Section.Slug, Answers: laid, By: f.By, Secrets: f.secrets}
		if !f.Settled {
			save.Answers = intake.Moved(is.Answers, laid)
		}
		for field := range laid {
			if save.Answers[field] == nil {
				save.Besides = append(save.Besides, field)
			}
		}
		if sizeOf(save.Answers) > maxSaved {
			return merged, ErrTooLong
		}
		err := f.Keeper.Keep(save)
		if errors.Is(err, casestore.ErrStaleDraft) {
			err = f.Keeper.Reload()
			if err == nil {
				continue
			}
		}
		return merged, err
	}
	return form.Merged{}, web.Failure{Kind: web.Unavailable, Heading: "Your answers could not be saved",
		Body: "They are being saved in too many places at once. Go back, wait a moment and save them again."}
}

// changerOf tells who changed what is saved of a field.
func (f SectionForm) changerOf(is casestore.Section) func(field string) form.Origin {
	return func(field string) form.Origin {
		switch page, known := is.By[field]; {
		case known && page == "":
			return form.NoPage
		case page == f.By.Page:
			return form.SamePage
		}
		return form.AnotherPage
	}
}

func sizeOf(answers form.Answers) int {
	size := 0
	for _, values := range answers {
		size += len(strings.Join(values, ""))
	}
	return size
}

// AnswerSaved tells the script what is saved.
func AnswerSaved(r *web.Request, f SectionForm, merged form.Merged) error {
	status, is := http.StatusOK, f.Keeper.Kept()
	if len(merged.Conflicts) > 0 {
		status = http.StatusConflict
	}
	return r.AnswerJSON(status, web.SavedAnswer{
		Version: is.Version, Shown: merged.Shown.String(),
		Elsewhere: slices.ContainsFunc(merged.Elsewhere, func(field string) bool { return f.changerOf(is)(field) != form.NoPage }),
	})
}
