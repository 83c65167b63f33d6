package formview

import (
	"errors"
	"net/http"
	"slices"
	"strconv"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/web"
)

// Editor edits a section of questions, on one page or on several at once. What is typed
// is kept, good or bad, by its button or by the page's script; it is merged with what
// was saved elsewhere meanwhile, and what clashes is asked about.
type Editor struct {
	Section form.Section // as it is kept
	Asked   form.Section // with those of its questions that the page asks: what is kept of the others stays
	At      form.Context
	Keeper  Keeper
	Action  string // where the page is sent
	Page    func(r *web.Request, v View) error
	Check   func(all form.Answers) []form.Problem // nil where Asked says what is wrong

	Draft   string                                        // for which its secrets are sealed; "" where it has none
	Adds    func(typed form.Answers) form.Answers         // what the page answers by itself; nil for nothing
	Settle  func(before, after form.Answers) form.Answers // what follows from a change; nil for nothing
	Carried []web.Input                                   // what the page brings back besides
	Anyway  []string                                      // what its buttons ask for, whatever is wrong with the answers
	Choices string                                        // the anchor to which "Show what fits" leads
}

// Keeper is where what is typed is kept until it is sent or recorded.
type Keeper interface {
	// Kept returns what is kept, as it was last read or saved.
	Kept() casestore.Section
	// All returns the answers of Kept with all others on which questions depend.
	All() form.Answers
	// Keep saves over what is kept. It returns casestore.ErrStaleDraft if that was saved
	// elsewhere meanwhile.
	Keep(save casestore.SectionSave) error
	// Reload reads again what is kept. It returns Gone if nobody edits it any more.
	Reload() error
}

// View is what the page of an editor shows.
type View struct {
	Status   int
	All      form.Answers
	Problems []form.Problem
	Carried  []web.Input // hidden inputs
	From     string
}

// Saved is what there is once what was typed is kept.
type Saved struct {
	All        form.Answers
	Problems   []form.Problem
	From, Then string // as the page brought them back
	seen       form.Seen
}

// Gone says that what was edited was sent or recorded meanwhile.
type Gone struct {
	Next    string // where to go on
	Problem string // the same to the page's script
}

func (g Gone) Error() string { return g.Problem }

// Answer leads on.
func (g Gone) Answer(r *web.Request) error {
	if r.WantsJSON() {
		return r.AnswerJSON(http.StatusGone, web.SavedAnswer{Next: g.Next, Problem: g.Problem})
	}
	return r.GoTo(g.Next)
}

// Names of what the page brings back besides the answers.
const (
	CarriedFrom  = "from"    // "check-answers" if the page was reached by Change
	CarriedShown = "shown"   // the marks of what the page showed
	CarriedPage  = "request" // the page's identifier
	CarriedTurn  = "turn"    // how often the page was sent before; only its script counts
	CarriedThen  = "then"    // what to do then: one of the following, or a page's own
)

const (
	ThenStay        = "stay"         // come back to the page, whatever the answers
	ThenFits        = "fits"         // the same, with what fits the needs that were selected first
	ThenFindAddress = "find-address" // look the postcode up
)

func (e Editor) carry(seen form.Seen, from string) []web.Input {
	return append([]web.Input{
		{Name: CarriedFrom, Value: from}, {Name: CarriedShown, Value: seen.String()},
		{Name: CarriedPage, Value: web.NewIdentifier()}, {Name: CarriedTurn, Value: "0"},
	}, e.Carried...)
}

// Show shows the page with what is kept.
func (e Editor) Show(r *web.Request) error {
	all, from := e.Keeper.All(), web.CameFrom(r.URL.Query().Get(CarriedFrom))
	return e.Page(r, View{Status: http.StatusOK, All: all, Carried: e.carry(e.Asked.Seen(all), from), From: from})
}

// Again shows the page with what is wrong with what was typed.
func (e Editor) Again(r *web.Request, s Saved) error {
	return e.Page(r, View{Status: http.StatusUnprocessableEntity, All: s.All, Problems: s.Problems, Carried: e.carry(s.seen, s.From), From: s.From})
}

// Save keeps what was typed and goes on to the path that next returns if it is good.
func (e Editor) Save(r *web.Request, next func(Saved) string) error {
	s, goesOn, err := e.Keep(r)
	if err != nil || !goesOn {
		return err
	}
	return r.GoTo(next(s))
}

// Keep keeps what was typed. It returns false if it has answered the request: the
// page's script, or with the page as it then is.
func (e Editor) Keep(r *web.Request) (Saved, bool, error) {
	s, goesOn, err := e.keep(r, e.read(r))
	if s.Then == ThenFindAddress {
		s.Problems = slices.DeleteFunc(s.Problems, notAboutPostcode)
	}
	switch {
	case err != nil || !goesOn:
		return s, false, err
	case s.Then == ThenStay:
		return s, false, r.GoTo(e.Action)
	case s.Then == ThenFits:
		return s, false, r.GoTo(FromPath(e.Action, s.From) + "#" + e.Choices)
	case len(s.Problems) > 0 && !slices.Contains(e.Anyway, s.Then):
		return s, false, e.Again(r, s)
	}
	return s, true, nil
}

// Put keeps answers that were chosen on another page as if they had been typed on this
// one. It returns false if it has answered the request.
func (e Editor) Put(r *web.Request, typed form.Answers) (bool, error) {
	_, goesOn, err := e.keep(r, entry{Editor: e, typed: typed, seen: e.Asked.Seen(e.Keeper.All()), by: casestore.PageTurn{Page: web.NewIdentifier()}})
	return goesOn, err
}

// entry is what a page brought back.
type entry struct {
	Editor
	typed      form.Answers
	seen       form.Seen
	by         casestore.PageTurn
	from, then string
	secrets    []casestore.Secret
	refused    []form.Problem // of what could not be sealed
}

func (e Editor) read(r *web.Request) entry {
	turn, err := strconv.Atoi(r.Posted.Get(CarriedTurn))
	if err != nil || turn < 0 {
		turn = 0
	}
	n := entry{
		Editor: e, typed: e.Asked.Normalise(e.Asked.Read(r.Posted, e.At)), seen: form.ParseSeen(r.Posted.Get(CarriedShown)),
		by: casestore.PageTurn{Page: web.FormRequest(r), Turn: turn}, from: web.CameFrom(r.Posted.Get(CarriedFrom)), then: r.Posted.Get(CarriedThen),
	}
	// A page's script sends no secret; and what it sent would be half typed.
	if e.Draft != "" && !r.WantsJSON() {
		all := e.Asked.Replace(e.Keeper.All(), n.typed)
		n.secrets, n.refused = Seal(r, e.Asked, e.Draft, all, e.At)
		for _, secret := range n.secrets {
			n.typed[secret.Name] = all[secret.Name]
		}
	}
	if e.Adds != nil {
		for name, values := range e.Adds(n.typed) {
			field, _ := e.Section.Field(name)
			n.Asked.Fields, n.typed[name] = append(slices.Clip(n.Asked.Fields), field), values
		}
	}
	return n
}

func (n entry) problems(all form.Answers) []form.Problem {
	if n.Check != nil {
		return n.Check(all)
	}
	return WithProblems(n.Asked.Check(all, n.At), n.refused)
}

// keep saves what was typed, good or bad, so that nothing is ever lost.
func (e Editor) keep(r *web.Request, n entry) (Saved, bool, error) {
	s := Saved{From: n.from, Then: n.then, seen: n.seen}
	undecided := n.decide(r)
	merged, err := n.merge()
	var gone Gone
	switch {
	case errors.As(err, &gone):
		return s, false, gone.Answer(r)
	case errors.Is(err, errTooLong) && !r.WantsJSON():
		// Not saved, but it is still there if the page knows what to do about it.
		s.All = n.Asked.Replace(n.Keeper.All(), n.typed)
		if s.Problems = n.problems(s.All); len(s.Problems) > 0 {
			return s, false, e.Again(r, s)
		}
		return s, false, err
	case err != nil:
		return s, false, err
	case r.WantsJSON():
		return s, false, n.answerSaved(r, merged)
	case len(merged.Conflicts)+len(undecided) > 0:
		return s, false, n.showClashes(r, merged, undecided)
	}
	s.All = e.Keeper.All()
	s.Problems, s.seen = n.problems(s.All), n.Asked.Seen(s.All)
	return s, true, nil
}

// answerSaved tells the script what is saved.
func (n entry) answerSaved(r *web.Request, merged form.Merged) error {
	status, is := http.StatusOK, n.Keeper.Kept()
	if len(merged.Conflicts) > 0 {
		status = http.StatusConflict
	}
	return r.AnswerJSON(status, web.SavedAnswer{
		Version: is.Version, Shown: merged.Shown.String(),
		Elsewhere: slices.ContainsFunc(merged.Elsewhere, func(field string) bool { return n.originIn(is)(field) != form.NoPage }),
	})
}

// FromPath is the path of a page that leads back to where it was come from.
func FromPath(path, from string) string {
	if from == "" {
		return path
	}
	return path + "?" + CarriedFrom + "=" + from
}
