package web

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"path"
	"strings"
	"time"

	"assistive-referrals/internal/web/govuk"
	"assistive-referrals/internal/workingtime"
)

//go:embed template/*.gohtml
var own embed.FS

// pages holds the parsed template of every page, by name, and the versioned
// addresses of the assets.
type pages struct {
	byName map[string]*template.Template
	assets *govuk.Assets
}

func parsePages(assets fs.FS, wings ...fs.FS) (pages, error) {
	p := pages{byName: map[string]*template.Template{}}
	var err error
	if p.assets, err = govuk.NewAssets(assets); err != nil {
		return p, fmt.Errorf("the style sheet or scripts are missing: %w", err)
	}
	for _, templates := range append(wings, own) {
		names, err := fs.Glob(templates, "template/*.gohtml")
		if err != nil {
			return p, fmt.Errorf("list templates: %w", err)
		}
		for _, name := range names {
			t, err := template.New(path.Base(name)).Funcs(functions()).ParseFS(templates, name)
			if err != nil {
				return p, fmt.Errorf("parse %s: %w", name, err)
			}
			p.byName[strings.TrimSuffix(path.Base(name), ".gohtml")] = t
		}
	}
	return p, nil
}

// functions are what templates may call: only how a value is written.
func functions() template.FuncMap {
	return template.FuncMap{
		"day":    func(t time.Time) string { return workingtime.InLondon(t, "2 January 2006") },
		"moment": func(t time.Time) string { return workingtime.InLondon(t, "2 January 2006 at 3:04pm") },
		"iso":    func(t time.Time) string { return t.UTC().Format(time.RFC3339) },
	}
}

// Document is what surrounds a page's content.
type Document struct {
	Title    string
	Back     string                   // where the back link goes; "" for none
	Problems govuk.ErrorSummary       // of a page that came back
	Banner   govuk.NotificationBanner // what the request before has done
	// The wrapper fills in the rest.
	Warnings   []govuk.WarningText // what must be seen before anything else on every page about a case
	Path       string              // the address of the page, by which the navigation marks where one is
	SignedInAs string
	Navigation []Link
}

type Link struct{ Text, Href string }

func (l Link) Render() template.HTML {
	return template.HTML(`<a class="govuk-link" href="` + template.HTMLEscapeString(l.Href) + `">` + template.HTMLEscapeString(l.Text) + `</a>`)
}

// RenderWith adds what a screen reader says besides, where a link's text alone does
// not say what it is about.
func (l Link) RenderWith(hidden string) template.HTML {
	return template.HTML(`<a class="govuk-link" href="` + template.HTMLEscapeString(l.Href) + `">` + template.HTMLEscapeString(l.Text) +
		`<span class="govuk-visually-hidden"> ` + template.HTMLEscapeString(hidden) + `</span></a>`)
}

// render writes a whole document: the page's template with its data, inside the
// layout. It writes nothing if either fails.
func (p pages) render(w io.Writer, d Document, name string, data any) error {
	t, known := p.byName[name]
	if !known {
		return fmt.Errorf("there is no template %q", name)
	}
	var content bytes.Buffer
	for _, warning := range d.Warnings {
		content.WriteString(string(warning.Render()))
	}
	if err := t.Execute(&content, data); err != nil {
		return fmt.Errorf("render %s: %w", name, err)
	}
	whole := govuk.Page{
		Title: d.Title, Error: len(d.Problems.ErrorList) > 0, ServiceName: ServiceName, Organisation: Organisation,
		SignedInAs: d.SignedInAs, BackLink: govuk.BackLink{Href: d.Back}, Problems: d.Problems, Banner: d.Banner,
		Content: template.HTML(content.String()), // the template has escaped it
		Assets:  p.assets,
	}
	if d.SignedInAs != "" {
		whole.SignOutURL = "/sign-out"
	}
	for _, l := range d.Navigation {
		whole.Navigation = append(whole.Navigation, govuk.NavigationItem{
			Text: l.Text, Href: l.Href, Current: l.Href == d.Path, Active: strings.HasPrefix(d.Path, l.Href+"/"),
		})
	}
	_, err := io.WriteString(w, string(whole.Render()))
	return err
}

// Organisation is whose service this is, as the header shows it.
const Organisation = "Adult social care"
