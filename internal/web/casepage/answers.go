package casepage

import (
	"context"
	"errors"
	"html/template"
	"maps"
	"net/http"
	"slices"
	"strconv"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/govuk"
)

// answersPage is one section of a referral that was sent, to add to or correct.
type answersPage struct {
	Heading, Lead, Caption string
	Action, Cancel         string
	Version                int    // of the case, as the page shows it
	Request                string // recognises the form when it is sent again
	Questions              template.HTML
	Reason                 []template.HTML
	Button                 govuk.Button
}

// answering is what one visit to the page works on.
type answering struct {
	section form.Section
	current referral.Referral
	events  []referral.Event
	all     form.Answers // the current answers, or with what was typed
	at      form.Context
	reason  formview.Filled
	was     referral.Person    // as described before
	secrets []casestore.Secret // what was typed of it, sealed
}

// mayAnswer returns who among those that can answer the visitor is, by what they
// are to the case.
func (p pages) mayAnswer(r *web.Request) []form.Who {
	related := r.Person().ToCase(r.Case, r.Strands)
	if !r.Person().Allowed(access.AnswerIt, related...) {
		return nil
	}
	var who []form.Who
	if slices.Contains(related, access.IsReferrer) {
		who = append(who, form.Referrer, form.ThePerson)
	}
	if slices.Contains(related, access.IsHolder) || slices.Contains(related, access.Decided) {
		who = append(who, form.Referrer, form.Practitioner, form.ThePerson)
	}
	if slices.Contains(related, access.HandedTo) {
		who = append(who, form.Installer)
	}
	return who
}

// answerable returns where the visitor can answer the questions of a section now.
func (p pages) answerable(r *web.Request) func(section string) string {
	who := p.mayAnswer(r)
	if p.mayTakeAnswers(r) != nil {
		who = nil
	}
	return func(slug string) string {
		section, found := intake.Find(slug)
		if !found || len(section.Answerable(who).Fields) == 0 {
			return ""
		}
		return web.AnswersPath(r.Case.Reference, slug)
	}
}

// laterContext is in what questions are asked after the referral was sent.
func (p pages) laterContext(r *web.Request, sent referral.Referral) form.Context {
	at := intake.At(p.Rules, p.Now(), sent.Referrer.Role)
	for _, s := range r.Strands {
		if s.Kind == referral.AssistiveTechnology && s.Decision != nil && s.Decision.Outcome.Yes() {
			at.Decided = decidedItems(*s.Decision)
		}
	}
	return at
}

// decidedItems returns what a decision provides, each in the variant that it names.
func decidedItems(d referral.Decision) []catalogue.Item {
	var items []catalogue.Item
	for _, p := range d.Provides() {
		items = append(items, p.Item)
	}
	return items
}

var whyCorrected = form.Section{Slug: "correction", Fields: []form.Field{
	form.LongText("reason", "Why is it corrected?", "").Optional().Hinted("Needed if you change an answer that was given. It stays in the history."),
}}

// openAnswers finds the section that the address names, with what the visitor can
// answer of it.
func (p pages) openAnswers(r *web.Request) (answering, error) {
	section, found := intake.Find(r.PathValue("section"))
	if !found {
		return answering{}, web.ErrNoSuchPage
	}
	current, events, err := display.Current(r)
	if err != nil {
		return answering{}, err
	}
	a := answering{current: current, events: events, was: current.Facts.Person, all: current.Answers, at: p.laterContext(r, current)}
	a.section = section.Answerable(p.mayAnswer(r))
	if len(a.section.Fields) == 0 || intake.Status(section, a.all, a.at) == intake.CannotStartYet {
		return a, web.ErrNoSuchPage
	}
	a.reason = formview.Fill(r, whyCorrected, nil)
	return a, nil
}

func (p pages) answersAsk(r *web.Request) error {
	a, err := p.openAnswers(r)
	if err != nil {
		return err
	}
	if err := p.mayTakeAnswers(r); err != nil {
		return err
	}
	return p.showAnswering(r, http.StatusOK, a, nil, web.NewIdentifier(), web.Document{})
}

func (p pages) showAnswering(r *web.Request, status int, a answering, problems []form.Problem, request string, d web.Document) error {
	d.Title, d.Back = a.section.Title, web.PathOfCase(r.Case.Reference)
	d.Problems = formview.SummaryOf(problems, "")
	d.Problems.ErrorList = append(d.Problems.ErrorList, a.reason.Summary().ErrorList...)
	return r.ShowAs(status, "answers", d, answersPage{
		Heading: a.section.Title, Lead: a.section.Lead, Caption: string(r.Case.Reference) + " · " + a.current.Facts.Person.Name,
		Action: web.AnswersPath(r.Case.Reference, a.section.Slug), Cancel: d.Back, Version: r.Case.Version, Request: request,
		Questions: formview.Ask(a.section, a.all, a.at, problems).Shown(), Reason: a.reason.Questions(),
		Button: govuk.Button{Text: "Save answers", PreventDoubleClick: new(true)},
	})
}

// mayTakeAnswers returns nil, or a Refusal that says why the case takes no answers
// any more. Answers are about the whole case.
func (p pages) mayTakeAnswers(r *web.Request) error {
	return referral.Answer{}.Possible(r.Case, r.Strands, r.Actor())
}

// answersSave keeps what differs from the current answers as an event, and applies
// triage again where it changes something.
func (p pages) answersSave(r *web.Request) error {
	version, err := strconv.Atoi(r.Posted.Get("version"))
	if err != nil || version < 1 || !web.OurIdentifier.MatchString(r.Posted.Get("request")) {
		return web.Failure{Kind: web.Refused, Heading: "We could not read what was sent", Body: "Open the referral and try again.", Beneath: errNoVersion}
	}
	a, err := p.openAnswers(r)
	if err != nil {
		return err
	}
	if r.Case.Done(web.FormRequest(r)) {
		return r.GoTo(web.PathOfCase(r.Case.Reference) + "?done=answers")
	}
	before := a.all
	a.all = intake.Moved(before, a.section.Normalise(a.section.Replace(before, a.section.Read(r.Posted, a.at))))
	a.all = formview.WithoutUnasked(a.section, a.all, a.at)
	if since := a.changedSince(version); len(since) > 0 {
		typed := formview.EnterAgain(slices.Sorted(maps.Keys(a.section.Entered(r.Posted))))
		return p.showAnswering(r, http.StatusConflict, a, typed, web.NewIdentifier(), web.Document{Banner: othersAnswered(since)})
	}
	shown := maps.Clone(a.all)
	var refused []form.Problem
	a.secrets, refused = formview.Seal(r, a.section, r.Case.Draft, a.all, a.at)
	was, is := a.section.Changes(before, a.all)
	// What was sent long ago may break a rule about today; only what is typed now
	// is held to the rules.
	problems := slices.DeleteFunc(a.section.Check(a.all, a.at), func(problem form.Problem) bool { return !a.section.Touches(is, problem.Field) })
	problems = formview.WithProblems(problems, refused)
	change := referral.Answer{Answers: is, Was: was, Reason: a.reason.First("reason"), Facts: intake.Facts(a.all, a.at), Awaited: intake.Awaited(before, is)}
	change.Stored, change.Erased = a.stored(is)
	if change.Corrects() && change.Reason == "" {
		a.reason.Refuse("reason", "Enter why the answer is corrected")
	}
	if len(problems) > 0 || a.reason.Wrong() {
		a.all = shown // nothing that was typed of a secret is kept yet
		return p.showAnswering(r, http.StatusUnprocessableEntity, a, formview.WithProblems(problems, formview.EnterAgain(change.Stored)), web.FormRequest(r), web.Document{})
	}
	if len(is) == 0 {
		return r.GoTo(web.PathOfCase(r.Case.Reference))
	}
	return p.answer(r, a, change)
}

// stored returns the names of the secrets that answers newly keep, and of those that
// they take away.
func (a answering) stored(is form.Answers) (stored, erased []string) {
	for _, name := range intake.SecretNames() {
		if values, changed := is[name]; changed && len(values) == 0 {
			erased = append(erased, name)
		}
	}
	for _, secret := range a.secrets {
		stored = append(stored, secret.Name)
	}
	return stored, erased
}

var errAnsweredMeanwhile = errors.New("somebody else answered meanwhile")

// answer makes the change, to the whole case at once. The history is read again if
// the case moved, so that no answer is laid over one that was never shown.
func (p pages) answer(r *web.Request, a answering, change referral.Answer) error {
	shown, now := len(a.events), a.current
	now.Answers, now.Facts = a.all, change.Facts
	var same []referral.Related
	if a.was != now.Facts.Person {
		var err error
		if same, err = p.Store.SamePerson(r.Ctx(), now.Facts.Person, r.Case.Reference); err != nil {
			return err
		}
	}
	_, _, err := p.Store.UpdateCase(r.Ctx(), casestore.CaseRevision{
		Reference: r.Case.Reference, By: r.Actor(), Request: web.FormRequest(r), Secrets: a.secrets,
	}, func(c referral.Case, strands []referral.Strand) (referral.CaseChange, error) {
		if c.Version != shown {
			return nil, errAnsweredMeanwhile
		}
		return p.Rules.Answer(change, strands, now, a.was, same), nil
	})
	switch {
	case errors.Is(err, errAnsweredMeanwhile):
		return p.answerAgain(r)
	case err != nil:
		return err
	}
	return r.GoTo(web.PathOfCase(r.Case.Reference) + "?done=answers")
}

// answerAgain starts over with the case as it now is.
func (p pages) answerAgain(r *web.Request) error {
	if r.Context().Value(triedAgain{}) != nil {
		return web.Failure{Kind: web.Stale, Heading: staleTitle, Body: "Nothing was saved. Open the referral and try again."}
	}
	var err error
	if r.Case, r.Strands, err = p.Store.Case(r.Ctx(), r.Case.Reference); err != nil {
		return err
	}
	r.Request = r.Request.WithContext(context.WithValue(r.Ctx(), triedAgain{}, true))
	return p.answersSave(r)
}

type triedAgain struct{}

// changedSince returns the events after that version by which somebody answered
// questions of the same section.
func (a answering) changedSince(version int) []referral.Event {
	var since []referral.Event
	for _, e := range a.events {
		change, answered := e.Change.(*referral.Answer)
		if !answered || e.Version <= version {
			continue
		}
		for name := range change.Answers {
			if _, here := a.section.Field(name); here {
				since = append(since, e)
				break
			}
		}
	}
	return since
}

// othersAnswered says what somebody else changed since the page was opened.
func othersAnswered(since []referral.Event) govuk.NotificationBanner {
	said := []string{"Nothing of yours is saved yet. What you entered is below. Compare it with this, then save again:"}
	for _, e := range since {
		said = append(said, display.Byline(e)+":")
		said = append(said, intake.Describe(e)...)
	}
	return govuk.NotificationBanner{TitleText: staleTitle, Role: "alert", HTML: display.Lines(said...)}
}
