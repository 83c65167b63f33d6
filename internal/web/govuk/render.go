package govuk

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"maps"
	"slices"
	"strings"
	"sync"
)

//go:embed template/*.gohtml
var files embed.FS

// templates are parsed when the first component is rendered, so that a Lambda
// that only links this package does not pay for it at its start.
var templates = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("govuk").Funcs(template.FuncMap{
		"class":  class,
		"either": either,
	}).ParseFS(files, "template/*.gohtml"))
})

// Component is anything that can stand on a page.
type Component interface {
	// Render returns the component's HTML, escaped and ready to be placed.
	Render() template.HTML
}

// Join returns the components' HTML one after the other.
func Join(components ...Component) template.HTML {
	var b strings.Builder
	for _, c := range components {
		b.WriteString(string(c.Render()))
		b.WriteByte('\n')
	}
	return template.HTML(b.String())
}

// render panics only where a template of this package is broken, which every
// use of that template would show.
func render(name string, data any) template.HTML {
	var b bytes.Buffer
	if err := templates().ExecuteTemplate(&b, name+".gohtml", data); err != nil {
		panic(fmt.Sprintf("govuk: %s: %v", name, err))
	}
	return template.HTML(strings.TrimSpace(b.String()))
}

// Attributes are further attributes of a component's outermost element.
// Values are escaped. Names come from code, never from a person.
type Attributes map[string]string

// HTML returns the attributes in the order of their names, each after a space.
// A name that could not be an attribute's, or that would hold a script or a
// style, is left out: the page's content policy would refuse those two anyway.
func (a Attributes) HTML() template.HTMLAttr {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(a)) {
		lower := strings.ToLower(name)
		if name == "" || strings.ContainsAny(name, " \t\r\n\f\"'<>/=\x00") || strings.HasPrefix(lower, "on") || lower == "style" {
			continue
		}
		b.WriteString(" " + name + `="` + template.HTMLEscapeString(a[name]) + `"`)
	}
	return template.HTMLAttr(b.String())
}

// class joins the class names that are not empty.
func class(names ...string) string {
	return strings.Join(slices.DeleteFunc(names, func(n string) bool { return n == "" }), " ")
}

// either returns the HTML if there is any, and the text, escaped, if not.
func either(html template.HTML, text string) template.HTML {
	if html != "" {
		return html
	}
	return template.HTML(template.HTMLEscapeString(text))
}

// when returns the text if the condition holds.
func when(condition bool, text string) string {
	if condition {
		return text
	}
	return ""
}
