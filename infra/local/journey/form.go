package journey

import (
	"context"
	"regexp"
	"strings"
	"sync"
)

// stepKind is one kind of step.
type stepKind struct {
	shape   string // as the README shows it
	says    string // what it does
	pattern *regexp.Regexp
	do      func(ctx context.Context, t *telling, args []string) error

	check     func(args []string) error // of what can be told before running
	remembers int                       // which argument is a name that is remembered; 0 for none
	speaks    bool                      // changes whose browser is in use
	browser   bool                      // needs a browser
	together  bool                      // is pressed by two people at once
	both      bool                      // tells what the two then see
}

// Forms lists every step that there is, one a line.
func Forms() string {
	lines := []string{`  tell <file>.part [until you see "text"]`}
	for _, f := range forms() {
		lines = append(lines, "  "+f.shape)
	}
	return strings.Join(lines, "\n")
}

const (
	quoted = `"([^"]+)"`
	inRow  = `(?: in the row with "([^"]+)")?`
	forThe = `(?: for "([^"]+)")?`
	person = `([A-Z][A-Za-z' ]*?)`
	named  = `\{([a-z][a-z0-9 ]*)\}`
)

// forms are tried in this order.
var forms = sync.OnceValue(func() []*stepKind {
	all := []*stepKind{
		{shape: `<Name>:   or   <Name> in tab 2:`, says: "whose browser the next steps use; they sign in the first time", pattern: re(person + `(?: in tab (\d))?:`), do: speak, speaks: true},
		{shape: `open "/path"`, says: "type an address", pattern: re(`open ` + quoted), do: open, browser: true, check: isPath},
		{shape: `open the case system`, says: "the page of a case there, whose button hands the person over", pattern: re(`open the case system`), do: openCaseSystem, browser: true},
		{shape: `follow "Link" [in the row with "text"]`, says: "follow a link", pattern: re(`follow ` + quoted + inRow), do: follow, browser: true},
		{shape: `press "Button" [in the row with "text"]`, says: "press a button", pattern: re(`press ` + quoted + inRow), do: press, browser: true},
		{shape: `send the file "name" with "content"`, says: "with the page's form; nothing but text can be in it", pattern: re(`send the file ` + quoted + ` with "([^"]*)"`), do: sendFile, browser: true},
		{shape: `press it again`, says: "send the form that was last sent once more, as a double click does", pattern: re(`press it again`), do: pressAgain, browser: true},
		{shape: `go back`, says: "to the page before, as it was left", pattern: re(`go back`), do: goBack, browser: true},
		{shape: `reload`, says: "ask for the page again", pattern: re(`reload`), do: reload, browser: true},
		{shape: `fill in "Label" with "text"`, says: "a text; or a date by its legend, as day month year", pattern: re(`fill in ` + quoted + ` with "([^"]*)"`), do: fillIn, browser: true},
		{shape: `choose "Option" [for "Legend"]`, says: "a radio button, or an option of a drop-down list", pattern: re(`choose ` + quoted + forThe), do: choose, browser: true},
		{shape: `tick "Option" [for "Legend"]`, says: "a checkbox", pattern: re(`tick ` + quoted + forThe), do: tick, browser: true},
		{shape: `untick "Option" [for "Legend"]`, says: "a checkbox", pattern: re(`untick ` + quoted + forThe), do: untick, browser: true},

		{shape: `see the error "message"`, says: "the page came back with it: 422, title, summary and field", pattern: re(`see the error ` + quoted), do: seeError, browser: true},
		{shape: `see no row with "text"`, says: "", pattern: re(`see no row with ` + quoted), do: seeNoRow, browser: true},
		{shape: `see "text" [in the heading | in the title | in the row with "text" | in the field "Label"]`, says: "on the page, or in that place of it", pattern: re(`see ` + quoted + place), do: see, browser: true},
		{shape: `see "Option" chosen [for "Legend"]`, says: "a radio button, checkbox or option is chosen", pattern: re(`see ` + quoted + ` chosen` + forThe), do: seeChosen, browser: true},
		{shape: `do not see "text" [in the heading | in the title | in the row with "text" | in the field "Label"]`, says: "", pattern: re(`do not see ` + quoted + place), do: doNotSee, browser: true},
		{shape: `the status is 422`, says: "what the page was answered with; 400 and above must be named", pattern: re(`the status is (\d{3})`), do: status, browser: true},
		{shape: `the address is "/path"`, says: "where the browser is now", pattern: re(`the address is ` + quoted), do: address, browser: true, check: isPath},
		{shape: `remember the reference as {name}`, says: "the one reference on the page; {name} in a later step stands for it", pattern: re(`remember the reference as ` + named), do: rememberReference, browser: true, remembers: 1},
		{shape: `remember what follows "text" as {name}`, says: "the word after that text", pattern: re(`remember what follows ` + quoted + ` as ` + named), do: rememberFollowing, browser: true, remembers: 2},

		{shape: `at once, <Name> and <Name> press "Button"`, says: "both have the page open; both press before either is answered", pattern: re(`at once, ` + person + `(?: in tab (\d))? and ` + person + `(?: in tab (\d))? press ` + quoted), do: atOnce, together: true},
		{shape: `both see "text"`, says: "after “at once”", pattern: re(`both see ` + quoted), do: bothSee, both: true},
		{shape: `one of them sees "text" and is called <Name>, the other sees "text" and is called <Name>`, says: "after “at once”; the names can be used like people's from then on", pattern: re(`one of them sees ` + quoted + ` and is called ` + person + `, the other sees ` + quoted + ` and is called ` + person), do: oneAndOther, both: true},

		{shape: `hold the <part>`, says: "nothing gets through that part of the line: assessments queue, notifications queue, stream or sweep", pattern: re(`hold the (.+)`), do: hold, check: isPart},
		{shape: `let the <part> go`, says: "what was held gets through, within a minute", pattern: re(`let the (.+) go`), do: letGo, check: isPart},
		{shape: `3 working days later   (minutes, hours, days, weeks)`, says: "the clock moves", pattern: re(`(\d{1,4} (?:minute|hour|day|week|working day)s? later)`), do: later, check: isWhen},
		{shape: `at 09:30 [on Monday | on 1 December 2026]`, says: "the clock moves to the next such time", pattern: re(`(at \d\d:\d\d(?: on [A-Za-z0-9 ]+)?)`), do: later, check: isWhen},

		{shape: `an email was sent to <Name or "address"> [about "reference"] with subject "text"`, says: "", pattern: re(`an email was sent to (.+?)(?: about ` + quoted + `)? with subject ` + quoted), do: emailed},
		{shape: `a text message was sent to "number" saying "text"`, says: "", pattern: re(`a text message was sent to ` + quoted + ` saying ` + quoted), do: texted},
		{shape: `no text message was sent to "number" saying "text"`, says: "", pattern: re(`no text message was sent to ` + quoted + ` saying ` + quoted), do: notTexted},
		{shape: `no email was sent to <Name or "address"> [about "reference"] with subject "text"`, says: "", pattern: re(`no email was sent to (.+?)(?: about ` + quoted + `)? with subject ` + quoted), do: notEmailed},
		{shape: `3 emails were sent about "reference"   (or: 1 email was sent about …)`, says: "exactly so many", pattern: re(`(\d{1,3}) emails? (?:was|were) sent about ` + quoted), do: emailCount},
	}
	return all
})

const place = `(?:( in the heading| in the title)| in the row with "([^"]+)"| in the field "([^"]+)")?`

func re(pattern string) *regexp.Regexp { return regexp.MustCompile(`^` + pattern + `$`) }
