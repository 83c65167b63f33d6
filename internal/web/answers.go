package web

import (
	"assistive-referrals/internal/web/base"
	"assistive-referrals/internal/web/display"
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
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
)

// answersPage is one section of a referral that was sent, to add to or correct.
type answersPage struct {
	Heading, Lead, Caption string
	Action, Cancel         string
	Version                int    // of the case, as the page shows it
	Request                string // recognises the form when it is sent again
	Questions              template.HTML
	Reason                 []govuk.Field
	Button                 govuk.Button
}

// answering is what one visit to the page works on.
type answering struct {
	section intake.Section
	current referral.Referral
	events  []referral.Event
	all     intake.Answers // the current answers, or with what was typed
	at      intake.Context
	reason  []govuk.Field
	was     referral.Person    // as described before
	secrets []casestore.Secret // what was typed of it, sealed
}

// current returns the referral with the answers that came after it was sent, and
// the history that they are from.
func (v *visit) current() (referral.Referral, []referral.Event, error) {
	sent, err := v.Store.Referral(v.Ctx(), v.Case.Reference)
	if err != nil {
		return sent, nil, err
	}
	events, err := v.Store.History(v.Ctx(), v.Case.Reference)
	current := referral.Current(sent, events)
	current.Answers = intake.WithoutSecrets(current.Answers, v.Case.Secrets)
	return current, events, err
}

// mayAnswer returns who among those that can answer the visitor is, by what they
// are to the case.
func (v *visit) mayAnswer() []intake.Who {
	related := v.Person().ToCase(v.Case, v.Strands)
	if !v.Person().Allowed(access.AnswerIt, related...) {
		return nil
	}
	var who []intake.Who
	if slices.Contains(related, access.IsReferrer) {
		who = append(who, intake.ByReferrer, intake.ByThePerson)
	}
	if slices.Contains(related, access.IsHolder) || slices.Contains(related, access.Decided) {
		who = append(who, intake.ByReferrer, intake.ByPractitioner, intake.ByThePerson)
	}
	if slices.Contains(related, access.HandedTo) {
		who = append(who, intake.ByInstaller)
	}
	return who
}

// answerable returns where the visitor can answer the questions of a section now.
func (v *visit) answerable() func(section string) string {
	who := v.mayAnswer()
	if v.mayTakeAnswers() != nil {
		who = nil
	}
	return func(slug string) string {
		section, found := intake.Find(slug)
		if !found || len(section.Answerable(who).Fields) == 0 {
			return ""
		}
		return answersPath(v.Case.Reference, slug)
	}
}

// laterContext is in what questions are asked after the referral was sent.
func laterContext(v *visit, sent referral.Referral) intake.Context {
	at := intake.Context{Now: v.Now(), Role: sent.Referrer.Role}
	for _, s := range v.Strands {
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

// openAnswers finds the section that the address names, with what the visitor can
// answer of it.
func (v *visit) openAnswers() (answering, error) {
	section, found := intake.Find(v.Request.PathValue("section"))
	if !found {
		return answering{}, web.ErrNoSuchPage
	}
	current, events, err := v.current()
	if err != nil {
		return answering{}, err
	}
	a := answering{current: current, events: events, was: current.Facts.Person, all: current.Answers, at: laterContext(v, current)}
	a.section = section.Answerable(v.mayAnswer())
	if len(a.section.Fields) == 0 || intake.Status(section, a.all, a.at) == intake.CannotStartYet {
		return a, web.ErrNoSuchPage
	}
	a.reason = v.withCodeQuestions(v.longText(govuk.Field{
		Name: "reason", Label: "Why is it corrected?", Hint: "Needed if you change an answer that was given. It stays in the history.", Optional: true,
	}, ""))
	return a, nil
}

func answersAsk(v *visit) error {
	a, err := v.openAnswers()
	if err != nil {
		return err
	}
	if err := v.mayTakeAnswers(); err != nil {
		return err
	}
	return v.showAnswering(http.StatusOK, a, nil, web.NewIdentifier(), web.Document{})
}

func (v *visit) showAnswering(status int, a answering, problems []intake.Problem, request string, d web.Document) error {
	asked := asking{section: a.section, all: a.all, at: a.at, problems: map[string]intake.Problem{}, notes: map[string][]govuk.Component{}}
	for _, p := range problems {
		asked.problems[p.Field] = p
	}
	d.Title, d.Back = a.section.Title, web.PathOfCase(v.Case.Reference)
	d.Problems = summaryOf(problems, "")
	d.Problems.ErrorList = append(d.Problems.ErrorList, govuk.Problems(a.reason...).ErrorList...)
	return v.ShowAs(status, "answers", d, answersPage{
		Heading: a.section.Title, Lead: a.section.Lead, Caption: string(v.Case.Reference) + " · " + a.current.Facts.Person.Name,
		Action: answersPath(v.Case.Reference, a.section.Slug), Cancel: d.Back, Version: v.Case.Version, Request: request,
		Questions: asked.questions(a.section.Shown(a.all, a.at)), Reason: a.reason,
		Button: govuk.Button{Text: "Save answers", PreventDoubleClick: new(true)},
	})
}

func answersPath(r referral.Reference, section string) string {
	return web.PathOfCase(r) + "/" + section + "/answers"
}

// mayTakeAnswers returns nil, or a Refusal that says why the case takes no answers
// any more. Answers are about the whole case.
func (v *visit) mayTakeAnswers() error {
	return referral.Answer{}.Possible(v.Case, v.Strands, v.Actor())
}

// answersSave keeps what differs from the current answers as an event, and applies
// triage again where it changes something.
func answersSave(v *visit) error {
	version, err := strconv.Atoi(v.Posted.Get("version"))
	if err != nil || version < 1 || !ourIdentifier.MatchString(v.Posted.Get("request")) {
		return web.Failure{Kind: web.Refused, Heading: "We could not read what was sent", Body: "Open the referral and try again.", Beneath: errNoVersion}
	}
	a, err := v.openAnswers()
	if err != nil {
		return err
	}
	if v.Case.Done(v.formRequest()) {
		return v.GoTo(web.PathOfCase(v.Case.Reference) + "?done=answers")
	}
	before := a.all
	a.all = intake.Moved(before, a.section.Normalise(a.section.Replace(before, a.section.Read(v.Posted, a.at))))
	a.all = withoutUnasked(a.section, a.all, a.at)
	if since := a.changedSince(version); len(since) > 0 {
		typed := enterAgain(slices.Sorted(maps.Keys(a.section.Entered(v.Posted))))
		return v.showAnswering(http.StatusConflict, a, typed, web.NewIdentifier(), web.Document{Banner: othersAnswered(since)})
	}
	shown := maps.Clone(a.all)
	var refused []intake.Problem
	a.secrets, refused = v.seal(a.section, v.Case.Draft, a.all, a.at)
	was, is := a.section.Changes(before, a.all)
	// What was sent long ago may break a rule about today; only what is typed now
	// is held to the rules.
	problems := slices.DeleteFunc(a.section.Check(a.all, a.at), func(p intake.Problem) bool { return !a.section.Touches(is, p.Field) })
	problems = withProblems(problems, refused)
	change := referral.Answer{Answers: is, Was: was, Reason: a.reason[0].Value, Facts: intake.Facts(a.all, a.at), Awaited: intake.Awaited(before, is)}
	change.Stored, change.Erased = a.stored(is)
	if change.Corrects() && a.reason[0].Value == "" {
		a.reason[0].Error = "Enter why the answer is corrected"
	}
	if len(problems) > 0 || len(govuk.Problems(a.reason...).ErrorList) > 0 {
		a.all = shown // nothing that was typed of a secret is kept yet
		return v.showAnswering(http.StatusUnprocessableEntity, a, withProblems(problems, enterAgain(change.Stored)), v.formRequest(), web.Document{})
	}
	if len(is) == 0 {
		return v.GoTo(web.PathOfCase(v.Case.Reference))
	}
	return v.answer(a, change)
}

// stored returns the names of the secrets that answers newly keep, and of those that
// they take away.
func (a answering) stored(is intake.Answers) (stored, erased []string) {
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
func (v *visit) answer(a answering, change referral.Answer) error {
	shown, now := len(a.events), a.current
	now.Answers, now.Facts = a.all, change.Facts
	var same []referral.Related
	if a.was != now.Facts.Person {
		var err error
		if same, err = v.Store.SamePerson(v.Ctx(), now.Facts.Person, v.Case.Reference); err != nil {
			return err
		}
	}
	_, _, err := v.Store.UpdateCase(v.Ctx(), casestore.CaseRevision{
		Reference: v.Case.Reference, By: v.Actor(), Request: v.formRequest(), Secrets: a.secrets,
	}, func(c referral.Case, strands []referral.Strand) (referral.CaseChange, error) {
		if c.Version != shown {
			return nil, errAnsweredMeanwhile
		}
		return referral.AnswerAt(change, strands, now, a.was, same, v.calendar), nil
	})
	switch {
	case errors.Is(err, errAnsweredMeanwhile):
		return v.answerAgain()
	case err != nil:
		return err
	}
	return v.GoTo(web.PathOfCase(v.Case.Reference) + "?done=answers")
}

// answerAgain starts over with the case as it now is.
func (v *visit) answerAgain() error {
	if v.Request.Context().Value(triedAgain{}) != nil {
		return web.Failure{Kind: web.Stale, Heading: staleTitle, Body: "Nothing was saved. Open the referral and try again."}
	}
	var err error
	if v.Case, v.Strands, err = v.Store.Case(v.Ctx(), v.Case.Reference); err != nil {
		return err
	}
	v.Request.Request = v.Request.Request.WithContext(context.WithValue(v.Ctx(), triedAgain{}, true))
	return answersSave(v)
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
		said = append(said, byline(e)+":")
		said = append(said, answerDetail(*e.Change.(*referral.Answer))...)
	}
	return govuk.NotificationBanner{TitleText: staleTitle, Role: "alert", HTML: display.Lines(said...)}
}
