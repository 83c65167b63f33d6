package webtest

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"assistive-referrals/internal/golden"
)

// pagesFolder is the environment variable that names the folder into which every page
// that a test shows is written; nothing is written without it.
const pagesFolder = "PAGES"

var (
	identifiers = regexp.MustCompile(`\b[A-Z2-7]{26}\b`)
	References  = regexp.MustCompile(`\b[0-9A-Z]{4}-[0-9A-Z]{4}\b`)
	shownMarks  = regexp.MustCompile(`name="shown" value="[^"]+"`)
	signatures  = regexp.MustCompile(`name="(?i:policy|x-amz-signature)" value="[^"]+"`)
)

// covered is the page's main landmark, where what differs each time is covered.
func (p Page) covered() string {
	main := identifiers.ReplaceAllString(p.Main(), "IDENTIFIER")
	main = References.ReplaceAllString(main, "REFERENCE") + "\n"
	main = shownMarks.ReplaceAllString(main, `name="shown" value="MARKS"`)
	return signatures.ReplaceAllString(main, `name="signed" value="SIGNED"`)
}

// Shown says that this is the page in the state of that name, one of those that Pages
// lists. It is handed to what looks at every page in every state: make browser. A state
// in which a page was refused says so in its summary, and no two are the same page.
func (p Page) Shown(name string) Page {
	p.T.Helper()
	main := p.covered()
	if strings.HasSuffix(name, "_error") && !strings.Contains(main, "govuk-error-summary") {
		p.T.Errorf("%s has no error summary", name)
	}
	if other := p.shown.twice(name, main); other != "" {
		p.T.Errorf("%s is the same page as %s", name, other)
	}
	if folder := os.Getenv(pagesFolder); folder != "" {
		write(p.T, filepath.Join(folder, name+".html"), main)
	}
	return p
}

// Golden is Shown, and compares the page with internal/web/testdata/<name>.golden.html,
// but for those parts of it: another golden file has them.
func (p Page) Golden(name string, leaving ...Part) Page {
	p.T.Helper()
	p.Shown(name)
	got := shortened(p.covered())
	for i, leave := range leaving {
		rest, found := leave(got)
		if !found {
			p.T.Fatalf("%s has no part to leave out of its golden file (the %d.)", name, i+1)
		}
		got = rest
	}
	golden.Compare(p.T, filepath.Join("..", "testdata", name+".golden.html"), got)
	return p
}

// What is still to be found out grows with every question of the form: of its tables the
// first row, and of its texts the first line, shows what the others look like.
var (
	openRows  = regexp.MustCompile(`(?s)(Who can answer(?: it)?</th>\s*</tr>\s*</thead>\s*<tbody[^>]*>\s*<tr.*?</tr>\n).*?( *</tbody>)`)
	openLines = regexp.MustCompile(`(Still to be found out\n- .*\n)(- .*\n)+`)
	howMany   = regexp.MustCompile(`\(\d+ questions\)`)
)

func shortened(html string) string {
	html = openRows.ReplaceAllString(html, "${1}(and the others)\n${2}")
	html = openLines.ReplaceAllString(html, "${1}(and the others)\n")
	return howMany.ReplaceAllString(html, "(N questions)")
}

// Part takes a part out of a page, and tells whether the page has it.
type Part func(html string) (rest string, found bool)

// Between is everything after one text and before another.
func Between(from, to string) Part {
	return func(html string) (string, bool) {
		before, rest, begins := strings.Cut(html, from)
		left, after, ends := strings.Cut(rest, to)
		if !begins || !ends || strings.TrimSpace(left) == "" {
			return html, false
		}
		return before + from + "\n(left out)\n" + to + after, true
	}
}

// Questions are all questions of a form.
func Questions(html string) (string, bool) {
	const question, left = `<div class="govuk-form-group`, "(questions)"
	var rest strings.Builder
	found := false
	for {
		before, after, more := strings.Cut(html, question)
		rest.WriteString(before)
		if !more {
			return together.ReplaceAllString(rest.String(), left+"\n"), found
		}
		found = true
		rest.WriteString(left)
		html = afterItsEnd(after)
	}
}

var together = regexp.MustCompile(`(\(questions\)\s*)+`)

// afterItsEnd returns what follows the end of the element div that has just begun.
func afterItsEnd(html string) string {
	for open := 1; open > 0; {
		end := strings.Index(html, "</div>")
		if end < 0 {
			return ""
		}
		open += strings.Count(html[:end], "<div") - 1
		html = html[end+len("</div>"):]
	}
	return html
}

func write(t *testing.T, file, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// shownPages are the pages that a test has shown, by what they are.
type shownPages struct {
	mu     sync.Mutex
	called map[string]string
}

// twice returns the other name under which that page was shown, "" if there is none.
func (s *shownPages) twice(name, main string) string {
	if s == nil {
		return ""
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	other := s.called[main]
	if s.called == nil {
		s.called = map[string]string{}
	}
	s.called[main] = name
	if other == name {
		return ""
	}
	return other
}

// WhatWasSent are the answers on a case's page: case_received has them.
func WhatWasSent(html string) (string, bool) {
	return Between(`<h2 class="govuk-heading-m">What was sent</h2>`, `<h2 class="govuk-heading-m">History</h2>`)(html)
}

// AnswersInCards are the cards with answers to the form after the first.
func AnswersInCards(html string) (string, bool) {
	for _, heading := range []string{"h2", "h3"} {
		rest, found := Between("<"+heading+` class="govuk-summary-card__title">The person</`+heading+">", `<table class="govuk-table app-table--stacked">`)(html)
		if found {
			return rest, true
		}
	}
	return html, false
}

// ToCopy is a case as text, to be copied: case_received has it.
func ToCopy(html string) (string, bool) {
	return Between(`data-copy="Copy the text"`, `</textarea>`)(html)
}

// The lists that there are, how they are filtered, and the keys that lead to them:
// worklist_waiting has them.
func Lists(html string) (string, bool) {
	return Between(`<nav class="app-lists app-no-print"`, `</nav>`)(html)
}

func Filters(html string) (string, bool) {
	return Between(`<div class="app-filter">`, `</details>`)(html)
}

func Shortcuts(html string) (string, bool) {
	return Between(`<section class="app-shortcuts`, `</section>`)(html)
}
