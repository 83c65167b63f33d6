package govuk

import "html/template"

// Label names one form control.
type Label struct {
	Text string
	HTML template.HTML
	// For is the control's ID. The form components fill it in.
	For     string
	Classes string
	// IsPageHeading makes the label the page's h1, for a page that asks one thing.
	IsPageHeading bool
	Attributes    Attributes
}

// Render returns the label, or nothing if it has no words.
func (l Label) Render() template.HTML {
	if l.Text == "" && l.HTML == "" {
		return ""
	}
	return render("label", l)
}

// Hint helps with one question.
type Hint struct {
	// ID is filled in by the form components.
	ID         string
	Text       string
	HTML       template.HTML
	Classes    string
	Attributes Attributes
}

func (h Hint) given() bool { return h.Text != "" || h.HTML != "" }

// Render returns the hint, or nothing if it has no words.
func (h Hint) Render() template.HTML {
	if !h.given() {
		return ""
	}
	return render("hint", h)
}

// ErrorMessage says beside a field what to do about its answer.
type ErrorMessage struct {
	// ID is filled in by the form components.
	ID   string
	Text string
	HTML template.HTML
	// VisuallyHiddenText is read out before the message; nil is "Error".
	VisuallyHiddenText *string
	Classes            string
	Attributes         Attributes
}

func (e ErrorMessage) given() bool { return e.Text != "" || e.HTML != "" }

// Prefix is what is read out before the message, without its colon.
func (e ErrorMessage) Prefix() string {
	if e.VisuallyHiddenText == nil {
		return "Error"
	}
	return *e.VisuallyHiddenText
}

// Render returns the message, or nothing if it has no words.
func (e ErrorMessage) Render() template.HTML {
	if !e.given() {
		return ""
	}
	return render("error-message", e)
}

// Legend names a group of form controls.
type Legend struct {
	Text    string
	HTML    template.HTML
	Classes string
	// IsPageHeading makes the legend the page's h1, for a page that asks one thing.
	IsPageHeading bool
}

// Fieldset groups form controls under a legend.
type Fieldset struct {
	Legend      Legend
	DescribedBy string
	Classes     string
	Role        string
	HTML        template.HTML
	Attributes  Attributes
}

func (f Fieldset) given() bool {
	return f.Legend.Text != "" || f.Legend.HTML != "" || f.DescribedBy != "" || f.Classes != "" || f.Role != "" || len(f.Attributes) > 0
}

// Render returns the fieldset around its HTML.
func (f Fieldset) Render() template.HTML { return render("fieldset", f) }

// FormGroup is the box that a component makes around label, hint, message and control.
type FormGroup struct {
	Classes string
	// Attributes are used by character count only.
	Attributes Attributes
}

// group is what every form component's template is given to draw its box:
// hint and message have their IDs, DescribedBy names them.
type group struct {
	Classes     string
	Attributes  Attributes
	Label       Label
	Hint        Hint
	Error       ErrorMessage
	DescribedBy string
}

// newGroup states in one place how hint and message are tied to their control.
func newGroup(id string, g FormGroup, l Label, h Hint, e ErrorMessage, describedBy string) group {
	l.For = id
	if h.given() {
		h.ID = id + "-hint"
		describedBy = class(describedBy, h.ID)
	}
	if e.given() {
		e.ID = id + "-error"
		describedBy = class(describedBy, e.ID)
	}
	return group{
		Classes:     class("govuk-form-group", when(e.given(), "govuk-form-group--error"), g.Classes),
		Attributes:  g.Attributes,
		Label:       l,
		Hint:        h,
		Error:       e,
		DescribedBy: describedBy,
	}
}

// inFieldset puts a group's controls into the fieldset, if there is one.
func inFieldset(f Fieldset, g group, role string, inner template.HTML) template.HTML {
	if f.given() {
		f.DescribedBy, f.Role, f.HTML = g.DescribedBy, role, inner
		inner = f.Render()
	}
	return render("form-group", struct {
		Group group
		Inner template.HTML
	}{g, inner})
}
