package govuk

import (
	"cmp"
	"html/template"
)

// Page is a whole HTML document: header, service navigation, one main landmark
// with the ID main-content, footer. It needs no more of a content policy than
// "default-src 'self'".
type Page struct {
	// Title says what the page is; the service's name follows it in the
	// browser's title. It should be the words of the page's h1.
	Title string
	// Error puts "Error: " before the title: set it when the page came back
	// with an error summary.
	Error bool
	// ServiceName is shown in the service navigation and links to ServiceURL
	// ("/" if empty).
	ServiceName string
	ServiceURL  string
	// Organisation is the council's name, in header and footer.
	Organisation string
	// Navigation are the main links; mark the one that the page belongs to.
	Navigation []NavigationItem
	// SignedInAs names who is signed in; empty, nobody is.
	SignedInAs string
	// SignOutURL is posted to by the sign-out button; empty, there is none.
	SignOutURL string
	// Phase, if it has words, says above the content that the service is new.
	Phase PhaseBanner
	// BackLink, if it has an Href, or Breadcrumbs, if there are any, stand
	// above the content.
	BackLink    BackLink
	Breadcrumbs Breadcrumbs
	// Banner is what was done by the request before; it stands first in the content.
	Banner NotificationBanner
	// Problems, if it lists any, stands first in the content and makes Error true.
	Problems ErrorSummary
	// Content is the main landmark's, with the page's one h1. Wide content
	// needs no column; put forms and prose into "govuk-grid-column-two-thirds".
	Content template.HTML
	// FooterLinks are accessibility statement, privacy notice and the like.
	FooterLinks []Link
	// Assets gives the assets' addresses; see [Assets.URL] for nil.
	Assets *Assets
}

// Link is words and where they lead.
type Link struct {
	Text, Href string
}

// Render returns the document. It is written nowhere until it is complete, so
// a page is either whole or not there.
func (p Page) Render() template.HTML {
	p.ServiceURL = cmp.Or(p.ServiceURL, "/")
	p.Error = p.Error || len(p.Problems.ErrorList) > 0
	title := p.Title
	if p.Error {
		title = "Error: " + title
	}
	if p.ServiceName != "" {
		title += " – " + p.ServiceName
	}
	if p.Organisation != "" {
		title += " – " + p.Organisation
	}
	return render("page", struct {
		Page
		FullTitle          string
		Skip               SkipLink
		Service            ServiceNavigation
		HasPhase, HasTrail bool
		HasBanner          bool
	}{
		Page:      p,
		FullTitle: title,
		Skip:      SkipLink{Text: "Skip to main content", Href: "#main-content"},
		Service:   ServiceNavigation{ServiceName: p.ServiceName, ServiceURL: p.ServiceURL, Navigation: p.Navigation},
		HasPhase:  p.Phase.Text != "" || p.Phase.HTML != "",
		HasTrail:  len(p.Breadcrumbs.Items) > 0,
		HasBanner: p.Banner.Text != "" || p.Banner.HTML != "",
	})
}
