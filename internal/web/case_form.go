package web

import (
	"errors"
	"net/http"
	"strings"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
)

// caseWork is one form about a whole referral as its page's file states it: the
// twin of strandWork. What it asks for applies to the referral as it is, whatever
// happened since the form was opened.
type caseWork struct {
	name   string // last part of the address; also the code by which the case page says that it is done
	title  string
	button govuk.Button
	fields []govuk.Field
	// change makes what is asked for. It is not called while a field has an error.
	change func(referral.Case, []referral.Strand) referral.Whole
	// typical is such a change with every answer given: what the case refuses of it,
	// it refuses whatever is typed.
	typical referral.Whole
	// others returns the person's other cases that must hear of it; nil for none.
	others func() (same, maybe []referral.Reference, err error)
	// page adds what only this page shows; nil for nothing.
	page func(strandForm) any
}

// newCaseForm returns the form about a whole referral, ready for a new answer.
func newCaseForm(c referral.Case, sent referral.Referral, w caseWork) strandForm {
	w.button.PreventDoubleClick = new(true)
	return strandForm{
		Heading: w.title, Caption: string(c.Reference) + " · " + sent.Facts.Person.Name,
		Warnings: warningsOf(sent), Fields: w.fields,
		Action: pathOfCase(c.Reference) + "/" + w.name, Cancel: pathOfCase(c.Reference), Version: c.Version, Button: w.button,
	}
}

// askWhole shows the form, unless the case could not take its answer now.
func (v *visit) askWhole(w caseWork) error {
	if err := w.typical.AllowedOn(v.c, v.strands, v.actor()); err != nil {
		return err
	}
	return v.showCaseForm(http.StatusOK, w, newIdentifier(), "")
}

// actWhole does what the form asks for. It comes back with status 422 if an answer
// or a rule stands in the way.
func (v *visit) actWhole(w caseWork) error {
	request := v.form.Get("request")
	if request == "" || len(request) > maxRequest {
		return failure{kind: refused, heading: "We could not read what was sent", body: "Open the referral and try again."}
	}
	done := pathOfCase(v.c.Reference) + "?done=" + w.name
	if v.c.Done(request) {
		return v.goTo(done)
	}
	if len(govuk.Problems(w.fields...).ErrorList) > 0 {
		return v.comeBackWhole(w, request, "")
	}
	revision := casestore.WholeRevision{Reference: v.c.Reference, By: v.actor(), Request: request}
	if w.others != nil {
		var err error
		if revision.Same, revision.Maybe, err = w.others(); err != nil {
			return err
		}
	}
	_, _, err := v.Store.UpdateWhole(v.ctx(), revision, func(c referral.Case, strands []referral.Strand) (referral.Whole, error) {
		return w.change(c, strands), nil
	})
	switch {
	case errors.Is(err, referral.ErrRefused):
		return v.comeBackWhole(w, request, err.Error())
	case err != nil:
		return err
	}
	return v.goTo(done)
}

// comeBackWhole shows the form again with what was typed. That is a view too.
func (v *visit) comeBackWhole(w caseWork, request, refusal string) error {
	if err := v.recordView(route{shows: w.name}); err != nil {
		return err
	}
	return v.showCaseForm(http.StatusUnprocessableEntity, w, request, refusal)
}

func (v *visit) showCaseForm(status int, w caseWork, request, refusal string) error {
	sent, _, err := v.current()
	if err != nil {
		return err
	}
	form := newCaseForm(v.c, sent, w)
	form.Request = request
	d := document{Title: w.title, Back: form.Cancel, Problems: govuk.Problems(w.fields...)}
	if refusal != "" {
		d.Problems.ErrorList = append(d.Problems.ErrorList, govuk.ErrorItem{Text: refusal, Href: "#" + w.fields[0].ErrorID()})
	}
	var data any = form
	if w.page != nil {
		data = w.page(form)
	}
	return v.showAs(status, strings.ReplaceAll(w.name, "-", "_"), d, data)
}
