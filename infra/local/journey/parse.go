package journey

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"time"
	"unicode"

	"assistive-referrals/internal/workingtime"
)

// Story is a parsed journey.
type Story struct {
	Name   string // the file's, without folder and ending
	File   string
	Starts time.Time
	Steps  []Step
}

// Step is one line of a story.
type Step struct {
	File string // the story's, or that of one of its parts
	Line int
	Text string // as it was written, trimmed
	form *stepKind
	args []string
	// again is how many steps before this one are told again until the page says
	// what args names; 0 for every other step.
	again int
}

// ParseError says where a story cannot be read, and what is allowed there.
type ParseError struct {
	File string
	Line int
	Why  string
}

func (e ParseError) Error() string { return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Why) }

// Load reads a story from a file, with its parts, which are beside it.
func Load(file string) (Story, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return Story{}, fmt.Errorf("read a story: %w", err)
	}
	return parse(file, string(text), func(part string) (string, error) {
		text, err := os.ReadFile(filepath.Join(filepath.Dir(file), part))
		return string(text), err
	})
}

// Parse reads a story that has no parts. Its error is a ParseError.
func Parse(file, text string) (Story, error) {
	return parse(file, text, func(string) (string, error) { return "", os.ErrNotExist })
}

func parse(file, text string, part func(string) (string, error)) (Story, error) {
	p := parser{
		story: Story{Name: strings.TrimSuffix(path.Base(file), path.Ext(file)), File: file, Starts: Start()},
		file:  file, part: part, known: map[string]bool{},
	}
	if err := p.lines(text); err != nil {
		return Story{}, err
	}
	if len(p.story.Steps) == 0 {
		return Story{}, p.fail("the story has no steps. A step is one of:\n%s", Forms())
	}
	return p.story, nil
}

type parser struct {
	story    Story
	file     string // that is being read
	part     func(name string) (string, error)
	line     int
	known    map[string]bool // remembered names
	speaking bool            // whether somebody's browser is in use
	together bool            // whether the step before was pressed at once
}

func (p *parser) lines(text string) error {
	for i, line := range strings.Split(text, "\n") {
		p.line = i + 1
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := p.read(line); err != nil {
			return err
		}
	}
	return nil
}

var tellForm = regexp.MustCompile(`^tell ([a-z0-9-]+\.part)(?: until you see "([^"]+)")?$`)

// tell reads a part of the story from another file. A part has no parts.
func (p *parser) tell(line string) error {
	groups := tellForm.FindStringSubmatch(line)
	if groups == nil || p.file != p.story.File {
		return p.fail("a part is told by a story, by its file's name, such as: tell send-a-pendant-alarm.part")
	}
	text, err := p.part(groups[1])
	if err != nil {
		return p.fail("there is no %s beside the story", groups[1])
	}
	at, before := p.line, len(p.story.Steps)
	p.file = path.Join(path.Dir(p.story.File), groups[1])
	if err := p.lines(text); err != nil {
		return err
	}
	p.file, p.line = p.story.File, at
	if groups[2] != "" {
		p.story.Steps = append(p.story.Steps, Step{
			File: p.file, Line: p.line, Text: line, form: until(), args: []string{groups[2]}, again: len(p.story.Steps) - before,
		})
	}
	return nil
}

func (p *parser) fail(format string, args ...any) error {
	return ParseError{File: p.file, Line: p.line, Why: fmt.Sprintf(format, args...)}
}

func (p *parser) read(line string) error {
	if start, found := strings.CutPrefix(line, "starts "); found {
		return p.starts(start)
	}
	if strings.HasPrefix(line, "tell ") {
		return p.tell(line)
	}
	for _, f := range forms() {
		groups := f.pattern.FindStringSubmatch(line)
		if groups == nil {
			continue
		}
		step := Step{File: p.file, Line: p.line, Text: line, form: f, args: groups[1:]}
		if err := p.check(step); err != nil {
			return err
		}
		p.story.Steps = append(p.story.Steps, step)
		return nil
	}
	return p.fail("not a step: %s\nA step is one of:\n%s", shown(line), Forms())
}

// shown makes a line fit for a message, whatever is in it.
func shown(line string) string {
	line = strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return '�'
	}, line)
	if runes := []rune(line); len(runes) > 120 {
		line = string(runes[:120]) + "…"
	}
	return line
}

func (p *parser) starts(at string) error {
	if len(p.story.Steps) > 0 {
		return p.fail("“starts” comes before the first step")
	}
	w, err := parseWhen(at)
	if err != nil || w.date.IsZero() {
		return p.fail("say when it starts with time and date, such as: starts at 10:00 on Monday 23 November 2026")
	}
	p.story.Starts = w.after(time.Time{}, workingtime.England())
	return nil
}

// check refuses what can be seen to be wrong before the story is run.
func (p *parser) check(s Step) error {
	switch {
	case s.form.speaks:
		p.speaking = true
	case s.form.browser && !p.speaking:
		return p.fail("nobody is at a browser yet. Say who, on a line of its own, such as “Social Worker One:”")
	case s.form.both && !p.together:
		return p.fail("this follows a step that begins with “at once,”")
	}
	p.together = s.form.together
	for _, arg := range s.args {
		for _, name := range namesIn(arg) {
			if !p.known[name] && s.form.remembers == 0 && !builtIn(name) {
				return p.fail("{%s} was not remembered before. Remember it with: remember the reference as {%s}", name, name)
			}
		}
	}
	if s.form.remembers > 0 {
		name := s.args[s.form.remembers-1]
		if builtIn(name) {
			return p.fail("{%s} is today's date already; choose another name", name)
		}
		p.known[name] = true
	}
	if s.form.check != nil {
		if err := s.form.check(s.args); err != nil {
			return p.fail("%v", err)
		}
	}
	return nil
}

var nameInBraces = regexp.MustCompile(`\{([a-z][a-z0-9 ]*(?:[+-] ?\d+)?(?: in words)?)\}`)

func namesIn(arg string) []string {
	var names []string
	for _, groups := range nameInBraces.FindAllStringSubmatch(arg, -1) {
		names = append(names, groups[1])
	}
	return names
}

var todayForm = regexp.MustCompile(`^today ?(?:([+-]) ?(\d{1,4}))?( in words)?$`)

func builtIn(name string) bool { return todayForm.MatchString(name) }
