package web

import (
	"assistive-referrals/internal/web/base"
	"html/template"
	"maps"
	"slices"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/secret/envelope"
	"assistive-referrals/internal/web/govuk"
)

// seal seals what was typed into the section's Secret fields, for that draft or the case
// that it became, and puts in the answers what stands for it. Only questions that those
// answers ask are answered. What cannot be sealed is a problem of its field.
func (v *visit) seal(s intake.Section, draft string, all intake.Answers, at intake.Context) ([]casestore.Secret, []intake.Problem) {
	var secrets []casestore.Secret
	var problems []intake.Problem
	entered := s.Entered(v.Posted)
	for _, f := range s.Asked(all, at) {
		typed, given := entered[f.Name]
		if !given {
			continue
		}
		refuse := func(message string) {
			problems = append(problems, intake.Problem{Section: s.Slug, Field: f.Name, Anchor: f.Anchor(), Message: message})
		}
		if message := f.CheckSecret(typed); message != "" {
			refuse(message)
			continue
		}
		sealed, err := v.Seal.Seal(v.Ctx(), envelope.Place{Draft: draft, Name: f.Name}, typed)
		if err != nil {
			v.Log.Error("a secret could not be sealed", "request", v.ID, "secret", f.Name, "error", err.Error())
			refuse(f.Label + " could not be stored just now. Enter it again in a few minutes, or select another way to give it")
			continue
		}
		secret := casestore.Secret{Name: f.Name, ID: web.NewIdentifier(), By: v.Actor(), At: v.Now().UTC(), Sealed: casestore.Sealed(sealed)}
		secrets, all[f.Name] = append(secrets, secret), []string{secret.ID}
	}
	return secrets, problems
}

// withProblems returns problems with others in the place of those of the same fields.
func withProblems(problems, others []intake.Problem) []intake.Problem {
	of := map[string]bool{}
	for _, p := range others {
		of[p.Field] = true
	}
	return append(slices.DeleteFunc(problems, func(p intake.Problem) bool { return of[p.Field] }), others...)
}

// enterAgain asks for secrets once more that were typed on a page which is shown again:
// a secret is never shown, and these are not kept yet.
func enterAgain(names []string) []intake.Problem {
	var problems []intake.Problem
	for _, name := range names {
		section, f, _ := intake.Named(name)
		problems = append(problems, intake.Problem{Section: section.Slug, Field: name, Anchor: f.Anchor(), Message: "Enter the " + lowerFirst(f.Label) + " again: it is not shown"})
	}
	return problems
}

// secretField asks for something that is kept sealed. What is kept is never shown, only
// that it is: left blank, it stays.
func (a asking) secretField(f intake.Field) template.HTML {
	kept, problem := a.all.First(f.Name), a.problems[f.Name]
	label := f.Label
	if a.spoken {
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
	input.Label.Text = "New " + lowerFirst(f.Label)
	input.Hint.Text = f.Label + ": " + intake.StoredSecret + ". Leave this blank to keep it. " + f.Hint
	remove := govuk.Checkboxes{Name: f.RemoveName(), Classes: "govuk-checkboxes--small", Items: []govuk.Choice{{
		Value: answerYes, Text: "Remove the stored " + lowerFirst(f.Label),
	}}}
	return template.HTML(`<input type="hidden" name="`+template.HTMLEscapeString(f.KeptName())+`" value="`+template.HTMLEscapeString(kept)+`">`) +
		input.Render() + remove.Render()
}

// withoutUnasked takes away what is kept for questions that the answers no longer ask,
// so that nothing is kept that nobody would look for.
func withoutUnasked(s intake.Section, all intake.Answers, at intake.Context) intake.Answers {
	asked := map[string]bool{}
	for _, f := range s.Asked(all, at) {
		asked[f.Name] = true
	}
	left := maps.Clone(all)
	for _, f := range s.Fields {
		if f.Control == intake.Secret && !asked[f.Name] {
			delete(left, f.Name)
		}
	}
	return left
}
