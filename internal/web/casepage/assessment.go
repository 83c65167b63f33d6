package casepage

import (
	"html/template"
	"slices"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/govuk"
)

// assessment records what the practitioner found.
var assessment = changePage{
	path: "assessment", title: "Record the assessment", button: "Save assessment", may: access.WorkIt,
	done:   "The assessment has been saved.",
	change: func(pages, referral.Strand, form.Answers) referral.Change { return referral.Assess{} },
	long:   pages.assessmentForm,
}

// assessmentPage is the form that records what the practitioner found.
type assessmentPage struct {
	longFormPage
	Before *govuk.SummaryList // the assessment that this one replaces; nil for the first
}

// buildAssessment adds to the form what the practitioner needs beside it: what the
// findings point to, the result of the screening, and where consent is recorded.
func buildAssessment(shared longFormPage, s referral.Strand, sent referral.Referral, all form.Answers) assessmentPage {
	page := assessmentPage{longFormPage: shared}
	for i, section := range intake.Assessment(s.Kind) {
		page.Parts[i].before(besideAssessment(section.Slug, sent, all))
	}
	if s.Assessment != nil {
		page.Before = &govuk.SummaryList{Card: govuk.SummaryCard{Title: govuk.CardTitle{Text: "The assessment that this one replaces"}}}
		for _, part := range intake.AssessmentParts(s.Kind, *s.Assessment) {
			page.Before.Rows = append(page.Before.Rows, display.Row(part.Title, display.Lines(part.Lines...)))
		}
	}
	return page
}

// besideAssessment is what stands in front of the questions of a section.
func besideAssessment(slug string, sent referral.Referral, all form.Answers) template.HTML {
	const kept = " What you have written here is kept meanwhile."
	switch slug {
	case "care-act":
		if in := intake.Indicate(all); in.LookedAt {
			return govuk.InsetText{Text: in.Words()}.Render() + howEligible
		}
		return howEligible
	case "capacity":
		return besideLink("Consent, and a best-interests decision where one is needed, are recorded with the referral: ", "consent", sent, kept)
	case "screening-checked":
		return display.ScreeningCard(sent.Answers, display.ContextOf(sent)) + besideLink("Its answers are part of the referral. Correct or complete them there: ", "vr-screening", sent, kept)
	}
	return ""
}

const howEligible template.HTML = `<p class="govuk-body">Needs are eligible where they come from an impairment or illness, two or more outcomes are not achieved, and there is a significant impact on well-being as a consequence (Care and Support (Eligibility Criteria) Regulations 2015, regulation 2). You decide.</p>`

// besideLink is a paragraph with a link to where a section of the referral is
// answered.
func besideLink(before, slug string, sent referral.Referral, after string) template.HTML {
	section, _ := intake.Find(slug)
	return template.HTML(`<p class="govuk-body">`+template.HTMLEscapeString(before)) + web.Link{Text: section.Title, Href: web.AnswersPath(sent.Reference, slug)}.Render() +
		template.HTML("."+template.HTMLEscapeString(after)+"</p>")
}

// assessmentForm begins with what lasts of an earlier assessment.
func (p pages) assessmentForm(r *web.Request, c changePage) (longForm, error) {
	sent, _, err := display.Current(r)
	kind := r.Strand.Kind
	return longForm{
		changePage: c, sections: intake.Assessment(kind), at: p.laterContext(r, sent),
		begin: intake.NewAssessment(kind, r.Strand.Assessment, sent.Answers, r.Today()),
		record: func(_ referral.Strand, all form.Answers) referral.Change {
			found, asked := intake.AssessmentOf(kind, all)
			return referral.Assess{Assessment: found, Answered: answeredAnew(sent.Answers, asked)}
		},
		beside: func(page longFormPage, all form.Answers) any { return buildAssessment(page, r.Strand, sent, all) },
	}, err
}

// answeredAnew returns those of the answers that differ from what the referral has.
func answeredAnew(sent, asked form.Answers) form.Answers {
	anew := form.Answers{}
	for name, values := range asked {
		if !slices.Equal(sent[name], values) {
			anew[name] = values
		}
	}
	return anew
}
