package govuk

import (
	"cmp"
	"html/template"
	"strings"
)

// Button sends a form, or with an Href looks like a button and is a link.
// Class "govuk-button--secondary" is for what is not the main thing to do,
// "govuk-button--warning" for what cannot be undone.
type Button struct {
	ID   string
	Text string
	HTML template.HTML
	Href string
	// Type is "submit" if empty.
	Type        string
	Name, Value string
	Disabled    bool
	// PreventDoubleClick is said only if set.
	PreventDoubleClick *bool
	IsStartButton      bool
	Classes            string
	Attributes         Attributes
}

// Render returns the button.
func (b Button) Render() template.HTML {
	b.Type = cmp.Or(b.Type, "submit")
	b.Classes = class("govuk-button", b.Classes, when(b.IsStartButton, "govuk-button--start"))
	return render("button", b)
}

// ErrorSummary stands at the top of a page that came back, lists what is wrong
// and links to each field. It takes the focus.
type ErrorSummary struct {
	// TitleText is "There is a problem" if empty.
	TitleText       string
	TitleHTML       template.HTML
	DescriptionText string
	DescriptionHTML template.HTML
	ErrorList       []ErrorItem
	// DisableAutoFocus is said only if set.
	DisableAutoFocus *bool
	Classes          string
	Attributes       Attributes
}

// ErrorItem is one line of an error summary.
type ErrorItem struct {
	Text string
	HTML template.HTML
	// Href is "#" and the ID of the field's first control.
	Href       string
	Attributes Attributes
}

// Render returns the summary.
func (e ErrorSummary) Render() template.HTML {
	e.TitleText = cmp.Or(e.TitleText, "There is a problem")
	return render("error-summary", e)
}

// Tag shows a state in few words. Its colour is a class: "govuk-tag--green".
type Tag struct {
	Text       string
	HTML       template.HTML
	Classes    string
	Attributes Attributes
}

// Render returns the tag.
func (t Tag) Render() template.HTML { return render("tag", t) }

// Details hides help that few need behind one line.
type Details struct {
	ID          string
	SummaryText string
	SummaryHTML template.HTML
	Text        string
	HTML        template.HTML
	Open        bool
	Classes     string
	Attributes  Attributes
}

// Render returns the details.
func (d Details) Render() template.HTML { return render("details", d) }

// InsetText sets a paragraph apart.
type InsetText struct {
	ID         string
	Text       string
	HTML       template.HTML
	Classes    string
	Attributes Attributes
}

// Render returns the inset text.
func (i InsetText) Render() template.HTML { return render("inset-text", i) }

// WarningText warns of a consequence.
type WarningText struct {
	Text string
	HTML template.HTML
	// IconFallbackText is what is read out for the icon: "Warning" if empty.
	IconFallbackText string
	Classes          string
	Attributes       Attributes
}

// Render returns the warning.
func (w WarningText) Render() template.HTML {
	w.IconFallbackText = cmp.Or(w.IconFallbackText, "Warning")
	return render("warning-text", w)
}

// NotificationBanner tells of something that is not about the page's own
// question. Type "success" tells that what was asked is done, and takes the focus.
type NotificationBanner struct {
	Type string
	Text string
	HTML template.HTML
	// TitleText is "Success" or "Important" if empty.
	TitleText string
	TitleHTML template.HTML
	// TitleID is needed where a page has two banners.
	TitleID string
	// TitleHeadingLevel is 2 if 0.
	TitleHeadingLevel int
	Role              string
	// DisableAutoFocus is said only if set.
	DisableAutoFocus *bool
	Classes          string
	Attributes       Attributes
}

// Render returns the banner.
func (n NotificationBanner) Render() template.HTML {
	title, role := "Important", "region"
	if n.Type == "success" {
		title, role = "Success", "alert"
		n.Classes = class("govuk-notification-banner--success", n.Classes)
	}
	n.TitleText = cmp.Or(n.TitleText, title)
	n.Role = cmp.Or(n.Role, role)
	n.TitleID = cmp.Or(n.TitleID, "govuk-notification-banner-title")
	return render("notification-banner", struct {
		NotificationBanner
		Title template.HTML
	}{n, heading(cmp.Or(n.TitleHeadingLevel, 2), Attributes{"class": "govuk-notification-banner__title", "id": n.TitleID}, either(n.TitleHTML, n.TitleText))})
}

// Panel confirms, on a page of its own, that something was sent.
type Panel struct {
	TitleText string
	TitleHTML template.HTML
	// HeadingLevel is 1 if 0.
	HeadingLevel int
	Text         string
	HTML         template.HTML
	Classes      string
	Attributes   Attributes
}

// Render returns the panel.
func (p Panel) Render() template.HTML {
	if !strings.Contains(p.Classes, "govuk-panel--interruption") {
		p.Classes = class("govuk-panel--confirmation", p.Classes)
	}
	return render("panel", struct {
		Panel
		Title template.HTML
	}{p, heading(cmp.Or(p.HeadingLevel, 1), Attributes{"class": "govuk-panel__title"}, either(p.TitleHTML, p.TitleText))})
}

// heading returns a heading of the level, kept within h1 to h6. It is not a
// template because html/template cannot fill in the name of an element.
func heading(level int, a Attributes, content template.HTML) template.HTML {
	h := "h" + string(rune('0'+min(max(level, 1), 6)))
	return template.HTML("<"+h+string(a.HTML())+">") + content + template.HTML("</"+h+">")
}

// PhaseBanner says that the service is new.
type PhaseBanner struct {
	Tag        Tag
	Text       string
	HTML       template.HTML
	Classes    string
	Attributes Attributes
}

// Render returns the banner.
func (p PhaseBanner) Render() template.HTML {
	p.Tag.Classes = class("govuk-phase-banner__content__tag", p.Tag.Classes)
	return render("phase-banner", p)
}
