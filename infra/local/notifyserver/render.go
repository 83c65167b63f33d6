package notifyserver

import (
	"html"
	"html/template"
	"regexp"
	"strings"
)

// render turns the formatting that GOV.UK Notify has for emails (headings,
// lists, inset text, rules, links) into HTML. Everything else is escaped. The
// headings are third-level, for the page that shows a message has two above them.
func render(body string) template.HTML {
	var b strings.Builder
	var paragraph []string
	list := ""
	flush := func() {
		if len(paragraph) > 0 {
			b.WriteString("<p>" + strings.Join(paragraph, "<br>\n") + "</p>\n")
			paragraph = nil
		}
		if list != "" {
			b.WriteString("</" + list + ">\n")
			list = ""
		}
	}
	block := func(element, text string) {
		flush()
		b.WriteString("<" + element + ">" + inline(text) + "</" + element + ">\n")
	}
	item := func(kind, text string) {
		if list != kind {
			flush()
			b.WriteString("<" + kind + ">\n")
			list = kind
		}
		b.WriteString("<li>" + inline(text) + "</li>\n")
	}

	for line := range strings.Lines(body) {
		line = strings.TrimSpace(line)
		switch {
		case line == "":
			flush()
		case line == "---":
			flush()
			b.WriteString("<hr>\n")
		case strings.HasPrefix(line, "# "):
			block("h3", line[2:])
		case strings.HasPrefix(line, "## "):
			block("h4", line[3:])
		case strings.HasPrefix(line, "^"):
			block("blockquote", strings.TrimSpace(line[1:]))
		case strings.HasPrefix(line, "* "), strings.HasPrefix(line, "- "):
			item("ul", line[2:])
		case numbered.MatchString(line):
			item("ol", numbered.ReplaceAllString(line, ""))
		default:
			if list != "" {
				flush()
			}
			paragraph = append(paragraph, inline(line))
		}
	}
	flush()
	return template.HTML(b.String()) // every piece of text in it went through inline
}

var (
	numbered = regexp.MustCompile(`^[0-9]+\. `)
	link     = regexp.MustCompile(`\[([^\]]+)\]\((https?://[^\s)]+)\)|https?://[^\s<>"']+`)
)

// inline escapes a line and makes links of its addresses.
func inline(text string) string {
	var b strings.Builder
	from := 0
	for _, at := range link.FindAllStringSubmatchIndex(text, -1) {
		b.WriteString(html.EscapeString(text[from:at[0]]))
		shown, target := text[at[0]:at[1]], text[at[0]:at[1]]
		if at[2] >= 0 {
			shown, target = text[at[2]:at[3]], text[at[4]:at[5]]
		}
		b.WriteString(`<a href="` + html.EscapeString(target) + `">` + html.EscapeString(shown) + `</a>`)
		from = at[1]
	}
	b.WriteString(html.EscapeString(text[from:]))
	return b.String()
}

// plain shows a text message: escaped, its lines kept.
func plain(body string) template.HTML {
	return template.HTML("<p>" + strings.ReplaceAll(html.EscapeString(body), "\n", "<br>\n") + "</p>\n")
}
