package casepage

import (
	"errors"
	"net/http"
	"strings"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
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
	// change makes what is asked for. Of what is not answered, or wrong, it is only
	// asked whether it is possible.
	change func(referral.Case, []referral.Strand) referral.CaseChange
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
		Warnings: display.WarningsOf(sent), Fields: w.fields,
		Action: web.PathOfCase(c.Reference) + "/" + w.name, Cancel: web.PathOfCase(c.Reference), Version: c.Version, Button: w.button,
	}
}

// askWhole shows the form, unless the case could not take its answer now.
func (p pages) askWhole(r *web.Request, w caseWork) error {
	if err := w.change(r.Case, r.Strands).Possible(r.Case, r.Strands, r.Actor()); err != nil {
		return err
	}
	return p.showCaseForm(r, http.StatusOK, w, web.NewIdentifier(), "")
}

// actWhole does what the form asks for. It comes back with status 422 if an answer
// or a rule stands in the way.
func (p pages) actWhole(r *web.Request, w caseWork) error {
	request := r.Posted.Get("request")
	if request == "" || len(request) > web.MaxRequest {
		return web.Failure{Kind: web.Refused, Heading: "We could not read what was sent", Body: "Open the referral and try again."}
	}
	done := web.PathOfCase(r.Case.Reference) + "?done=" + w.name
	if r.Case.Done(request) {
		return r.GoTo(done)
	}
	if len(govuk.Problems(w.fields...).ErrorList) > 0 {
		return p.comeBackWhole(r, w, request, "")
	}
	revision := casestore.CaseRevision{Reference: r.Case.Reference, By: r.Actor(), Request: request}
	if w.others != nil {
		var err error
		if revision.Same, revision.Maybe, err = w.others(); err != nil {
			return err
		}
	}
	_, _, err := p.Store.UpdateCase(r.Ctx(), revision, func(c referral.Case, strands []referral.Strand) (referral.CaseChange, error) {
		return w.change(c, strands), nil
	})
	switch {
	case errors.Is(err, referral.ErrRefused):
		return p.comeBackWhole(r, w, request, err.Error())
	case err != nil:
		return err
	}
	return r.GoTo(done)
}

// comeBackWhole shows the form again with what was typed. That is a view too.
func (p pages) comeBackWhole(r *web.Request, w caseWork, request, refusal string) error {
	if err := r.RecordView(web.Route{Shows: w.name}); err != nil {
		return err
	}
	return p.showCaseForm(r, http.StatusUnprocessableEntity, w, request, refusal)
}

func (p pages) showCaseForm(r *web.Request, status int, w caseWork, request, refusal string) error {
	sent, _, err := display.Current(r)
	if err != nil {
		return err
	}
	form := newCaseForm(r.Case, sent, w)
	form.Request = request
	d := web.Document{Title: w.title, Back: form.Cancel, Problems: govuk.Problems(w.fields...)}
	if refusal != "" {
		d.Problems.ErrorList = append(d.Problems.ErrorList, govuk.ErrorItem{Text: refusal, Href: "#" + w.fields[0].ErrorID()})
	}
	var data any = form
	if w.page != nil {
		data = w.page(form)
	}
	return r.ShowAs(status, strings.ReplaceAll(w.name, "-", "_"), d, data)
}
