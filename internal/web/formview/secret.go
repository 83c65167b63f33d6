package formview

import (
	"html/template"
	"maps"
	"slices"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/secret/envelope"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/govuk"
)

// Seal seals what was typed into the section's Secret fields, for that draft or the case
// that it became, and puts in the answers what stands for it. Only questions that those
// answers ask are answered. What cannot be sealed is a problem of its field.
func Seal(r *web.Request, s form.Section, draft string, all form.Answers, at form.Context) ([]casestore.Secret, []form.Problem) {
	var secrets []casestore.Secret
	var problems []form.Problem
	entered := s.Entered(r.Posted)
	for _, f := range s.Asked(all, at) {
		typed, given := entered[f.Name]
		if !given {
			continue
		}
		refuse := func(message string) {
			problems = append(problems, form.Problem{Section: s.Slug, Field: f.Name, Anchor: f.Anchor(), Message: message})
		}
		if message := f.CheckSecret(typed); message != "" {
			refuse(message)
			continue
		}
		sealed, err := r.Site.Seal.Seal(r.Ctx(), envelope.Place{Draft: draft, Name: f.Name}, typed)
		if err != nil {
			r.Site.Log.Error("a secret could not be sealed", "request", r.ID, "secret", f.Name, "error", err.Error())
			refuse(f.Label + " could not be stored just now. Enter it again in a few minutes, or select another way to give it")
			continue
		}
		secret := casestore.Secret{Name: f.Name, ID: web.NewIdentifier(), By: r.Actor(), At: r.Site.Now().UTC(), Sealed: casestore.Sealed(sealed)}
		secrets, all[f.Name] = append(secrets, secret), []string{secret.ID}
	}
	return secrets, problems
}

// WithProblems returns problems with others in the place of those of the same fields.
func WithProblems(problems, others []form.Problem) []form.Problem {
	of := map[string]bool{}
	for _, p := range others {
		of[p.Field] = true
	}
	return append(slices.DeleteFunc(problems, func(p form.Problem) bool { return of[p.Field] }), others...)
}

// EnterAgain asks for secrets once more that were typed on a page which is shown again:
// a secret is never shown, and these are not kept yet.
func EnterAgain(names []string) []form.Problem {
	var problems []form.Problem
	for _, name := range names {
		section, f, _ := intake.Named(name)
		problems = append(problems, form.Problem{Section: section.Slug, Field: name, Anchor: f.Anchor(), Message: "Enter the " + display.LowerFirst(f.Label) + " again: it is not shown"})
	}
	return problems
}

// secretField asks for something that is kept sealed. What is kept is never shown, only
// that it is: left blank, it stays.
func (a Asking) secretField(f form.Field) template.HTML {
	kept, problem := a.All.First(f.Name), a.problems[f.Name]
	label := f.Label
	if a.Spoken {
		label = f.Say()
	}
	input := govuk.Input{
		Name: f.Name, Label: govuk.Label{Text: label, Classes: "govuk-label--s"}, Hint: govuk.Hint{Text: f.Hint}, Classes: "govuk-input--width-20",
		ErrorMessage: govuk.ErrorMessage{Text: problem.Message}, Autocomplete: "off", Spellcheck: new(false), Autocapitalize: "none",
		// It is sent by its button alone, whole and once.
		Attributes: govuk.Attributes{"data-autosave": "off"},
	}
	if kept == "" {
		return input.Render()
	}
	input.Label.Text = "New " + display.LowerFirst(f.Label)
	input.Hint.Text = f.Label + ": " + form.StoredSecret + ". Leave this blank to keep it. " + f.Hint
	remove := govuk.Checkboxes{Name: f.RemoveName(), Classes: "govuk-checkboxes--small", Items: []govuk.Choice{{
		Value: form.Yes, Text: "Remove the stored " + display.LowerFirst(f.Label),
	}}}
	return template.HTML(`<input type="hidden" name="`+template.HTMLEscapeString(f.KeptName())+`" value="`+template.HTMLEscapeString(kept)+`">`) +
		input.Render() + remove.Render()
}

// WithoutUnasked takes away what is kept for questions that the answers no longer ask,
// so that nothing is kept that nobody would look for.
func WithoutUnasked(s form.Section, all form.Answers, at form.Context) form.Answers {
	asked := map[string]bool{}
	for _, f := range s.Asked(all, at) {
		asked[f.Name] = true
	}
	left := maps.Clone(all)
	for _, f := range s.Fields {
		if f.Control == form.Secret && !asked[f.Name] {
			delete(left, f.Name)
		}
	}
	return left
}
