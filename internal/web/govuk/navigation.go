package govuk

import (
	"cmp"
	"html/template"
)

// BackLink goes to the page before, above the main content.
type BackLink struct {
	// Text is "Back" if empty.
	Text string
	HTML template.HTML
	// Href is "#" if empty.
	Href       string
	Classes    string
	Attributes Attributes
}

// Render returns the link.
func (b BackLink) Render() template.HTML {
	b.Text, b.Href = cmp.Or(b.Text, "Back"), cmp.Or(b.Href, "#")
	return render("back-link", b)
}

// SkipLink lets a keyboard user pass the header. [Page] has one.
type SkipLink struct {
	Text string
	HTML template.HTML
	// Href is "#content" if empty.
	Href       string
	Classes    string
	Attributes Attributes
}

// Render returns the link.
func (s SkipLink) Render() template.HTML {
	s.Href = cmp.Or(s.Href, "#content")
	return render("skip-link", s)
}

// Breadcrumbs show where a page is. The last item usually has no Href.
type Breadcrumbs struct {
	Items            []Crumb
	CollapseOnMobile bool
	// LabelText is "Breadcrumb" if empty.
	LabelText  string
	Classes    string
	Attributes Attributes
}

// Crumb is one step of the breadcrumbs.
type Crumb struct {
	Text       string
	HTML       template.HTML
	Href       string
	Attributes Attributes
}

// Render returns the breadcrumbs.
func (b Breadcrumbs) Render() template.HTML {
	b.LabelText = cmp.Or(b.LabelText, "Breadcrumb")
	b.Classes = class("govuk-breadcrumbs", b.Classes, when(b.CollapseOnMobile, "govuk-breadcrumbs--collapse-on-mobile"))
	return render("breadcrumbs", b)
}

// ServiceNavigation carries the service's name and its main links. [Page] has one.
type ServiceNavigation struct {
	ServiceName string
	ServiceURL  string
	Navigation  []NavigationItem
	// MenuButtonText is "Menu" if empty.
	MenuButtonText string
	// MenuButtonLabel is read out in place of the button's text.
	MenuButtonLabel string
	// NavigationLabel is the menu button's text if empty.
	NavigationLabel   string
	NavigationID      string
	NavigationClasses string
	// CollapseNavigationOnMobile puts the links behind a button on a narrow
	// screen; not set, it does so where there are two or more.
	CollapseNavigationOnMobile *bool
	// AriaLabel is "Service information" if empty.
	AriaLabel  string
	Classes    string
	Attributes Attributes
}

// NavigationItem is one link of the service navigation.
type NavigationItem struct {
	Text string
	HTML template.HTML
	Href string
	// Current: this is the page. Active: the page is in this part of the service.
	Current, Active bool
	Attributes      Attributes
}

// Render returns the navigation.
func (s ServiceNavigation) Render() template.HTML {
	s.MenuButtonText = cmp.Or(s.MenuButtonText, "Menu")
	s.NavigationLabel = cmp.Or(s.NavigationLabel, s.MenuButtonText)
	s.NavigationID = cmp.Or(s.NavigationID, "navigation")
	s.AriaLabel = cmp.Or(s.AriaLabel, "Service information")
	if s.MenuButtonLabel == s.MenuButtonText {
		s.MenuButtonLabel = ""
	}
	collapse := len(s.Navigation) > 1
	if s.CollapseNavigationOnMobile != nil {
		collapse = *s.CollapseNavigationOnMobile
	}
	return render("service-navigation", struct {
		ServiceNavigation
		Collapse bool
	}{s, collapse})
}

// Pagination goes through the pages of a list. With Items it shows page
// numbers; without, only previous and next.
type Pagination struct {
	Previous, Next PageLink
	Items          []PageNumber
	// LandmarkLabel is "Pagination" if empty: say which list where there are two.
	LandmarkLabel string
	Classes       string
	Attributes    Attributes
}

// PageLink is the link to the previous or the next page; without Href there is none.
type PageLink struct {
	Href string
	// Text is "Previous page" or "Next page" if empty.
	Text string
	HTML template.HTML
	// LabelText says below the link where it goes, if there are no page numbers.
	LabelText  string
	Attributes Attributes
}

// PageNumber is the link to one numbered page, or an ellipsis.
type PageNumber struct {
	Number string
	Href   string
	// VisuallyHiddenText is "Page" and the number if empty.
	VisuallyHiddenText string
	Current            bool
	Ellipsis           bool
	Attributes         Attributes
}

// pageArrow is what the template draws of a PageLink.
type pageArrow struct {
	PageLink
	Type, Word string
	Block      bool
	Decorated  bool
}

// Render returns the pagination.
func (p Pagination) Render() template.HTML {
	block := len(p.Items) == 0 && (p.Previous.Href != "" || p.Next.Href != "")
	p.LandmarkLabel = cmp.Or(p.LandmarkLabel, "Pagination")
	p.Classes = class("govuk-pagination", when(block, "govuk-pagination--block"), p.Classes)
	arrow := func(l PageLink, typ, word string) pageArrow {
		return pageArrow{PageLink: l, Type: typ, Word: word, Block: block, Decorated: block && l.LabelText == ""}
	}
	return render("pagination", struct {
		Pagination
		Prev, Following pageArrow
	}{p, arrow(p.Previous, "prev", "Previous"), arrow(p.Next, "next", "Next")})
}
